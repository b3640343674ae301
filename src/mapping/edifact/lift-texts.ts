import type { Component, Segment } from '../../formats/edifact/segment.js';
import type { Leaf } from '../../formats/oioxml/schema.js';
import { Made } from '../made.js';
import type { Finds, FoundLetter } from './found.js';
import type { MessagePlan, RowPlan, SegmentPlan } from './plan.js';
import { goesOn, PIECES, readPiece, readPlainPiece } from './text-pieces.js';
import { TextReader, textComponents } from './text-reader.js';

/** A text that segments are added to. */
interface Open {
  reader: TextReader;
  row: RowPlan;
  leaf: Leaf;
  finds: Finds;
}

/** Told of a component that stands where no text should stand, and is read all the same. */
type TellOdd = (component: Component) => void;

/** The values that stand in several components: texts, the subject, addresses. Rules: legacy formats 9 and 10. */
export class LiftTexts {
  private readonly texts: Open[] = [];
  /** The text of the group in hand. */
  private current: Open | undefined;
  private subjectGoesOn = false;
  private readonly ofSubject: Component[] = [];
  private address: { finds: Finds; goesOn: boolean; origins: Component[] } | undefined;
  /** Number of texts that had to be put into one that was there before. */
  merged = 0;

  constructor(
    private readonly plan: MessagePlan,
    private readonly found: FoundLetter,
    private readonly tellOdd: TellOdd,
  ) {}

  /** A group begins. */
  beginGroup(): void {
    this.current = undefined;
  }

  /** A segment of text; the style is that of its style row. */
  text(plan: SegmentPlan, row: RowPlan, segment: Segment, finds: Finds, style: string): Finds {
    const [leaf] = row.leaves as [Leaf];
    this.current ??= this.open(plan, row, leaf, finds);
    const { reader } = this.current;
    let count = 0;
    for (const component of textComponents(segment, row.element)) {
      if (++count > PIECES && component !== undefined) this.tellOdd(component);
      reader.add(component, style);
    }
    for (const component of beyond(segment, row.element)) {
      this.tellOdd(component);
      reader.add(component, style);
    }
    return this.current.finds;
  }

  private open(plan: SegmentPlan, row: RowPlan, leaf: Leaf, finds: Finds): Open {
    const last = this.texts.at(-1);
    if (plan.each !== undefined && last !== undefined) {
      // A line goes on in the next group; and what is more than a letter can hold stands in its last text.
      if (last.reader.goesOn) return last;
      const most = this.plan.schema.groups.find(({ path }) => path === plan.each)?.max ?? 1;
      if (this.texts.length >= most) {
        this.merged++;
        return last;
      }
    }
    const own = plan.each === undefined ? finds : this.found.another(plan.each);
    const opened = { reader: new TextReader(), row, leaf, finds: own };
    this.texts.push(opened);
    return opened;
  }

  /** The subject: the components of all its segments, in one line. Rules: legacy formats 9.6. */
  subject(row: RowPlan, segment: Segment): void {
    const [leaf] = row.leaves as [Leaf];
    const before = this.found.once.get(leaf);
    let value = typeof before?.value === 'string' ? before.value : '';
    let open = before === undefined || this.subjectGoesOn;
    const components = [
      ...textComponents(segment, row.element).filter((one) => one !== undefined),
      ...beyond(segment, row.element),
    ];
    for (const component of components) {
      const piece = readPlainPiece(component.text);
      if (!open) this.tellOdd(component);
      value += open ? piece : ` ${piece}`;
      open = goesOn(component.text);
    }
    this.subjectGoesOn = open;
    const [from] = components;
    if (from === undefined) return;
    for (const one of components) this.ofSubject.push(one);
    this.found.once.set(leaf, {
      made: Made.from(row, 'subject', value, this.ofSubject),
      from: before?.from ?? from,
      value,
    });
  }

  /** The finds of an address that goes on in this segment. */
  get unfinishedAddress(): Finds | undefined {
    return this.address?.goesOn === true ? this.address.finds : undefined;
  }

  /** A segment of an address; one that goes on holds nothing else. A lone full stop says nothing. Rules: legacy formats 10. */
  addressPart(row: RowPlan, segment: Segment, finds: Finds): void {
    const [leaf] = row.leaves as [Leaf];
    const before = this.unfinishedAddress === finds ? finds.get(leaf) : undefined;
    const origins = before === undefined ? [] : (this.address?.origins ?? []);
    const first = before === undefined ? row.component : 1;
    const components = [
      ...textComponents(segment, row.element).slice(first - 1),
      ...beyond(segment, row.element),
    ].filter((one) => one !== undefined);
    const [from] = components;
    if (from === undefined) return;
    let value = typeof before?.value === 'string' ? before.value : '';
    let open = true;
    for (const component of components) {
      const text = readPiece(component.text);
      const unreleased = !open && component.text !== '.';
      // A separator that should have been released is a part of the address.
      if (unreleased) this.tellOdd(component);
      value += unreleased ? separatorBefore(component) + text : text;
      open = goesOn(component.text);
    }
    for (const one of components) origins.push(one);
    finds.set(leaf, {
      made: Made.from(row, 'address', value, origins),
      from: before?.from ?? from,
      value,
    });
    // Only an address that fills its segment goes on in the next: another may end in a backslash.
    const isFull = textComponents(segment, row.element).length >= PIECES;
    this.address = { finds, goesOn: isFull && open, origins };
  }

  /** Puts the texts into the letter. */
  end(): void {
    for (const { reader, row, leaf, finds } of this.texts) {
      const [from] = reader.origins;
      if (from !== undefined)
        finds.set(leaf, { made: Made.from(row, 'text', '', reader.origins), from, value: reader });
    }
  }
}

/** The separator that stands before a component. */
const separatorBefore = ({ component }: Component): string => (component === 1 ? '+' : ':');

/** What stands in elements after one: a separator that should have been released. */
const beyond = (segment: Segment, element: number): Component[] =>
  segment.elements.length <= element
    ? []
    : segment.elements
        .slice(element)
        .flat()
        .filter((one) => one !== undefined);
