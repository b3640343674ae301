import type { Code } from '../../diagnostics/catalog.js';
import type { Diagnostic, Params } from '../../diagnostics/diagnostic.js';
import { tellFew } from '../../diagnostics/few.js';
import { base64Content } from '../../formats/base64.js';
import { SegmentOut } from '../../formats/edifact/write.js';
import type { Rec } from '../../formats/oioxml/check.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import type { Leaf } from '../../formats/oioxml/schema.js';
import type { Element } from '../../formats/xml/element.js';
import type { Ledger } from '../ledger.js';
import { Made } from '../made.js';
import { bareUuid } from '../makers/uuid.js';
import { digits } from './dates.js';
import type { FitText } from './fit.js';
import type { GroupPlan, MessagePlan, RowPlan, SegmentPlan } from './plan.js';
import { closedLine, PIECES } from './text-pieces.js';

/** A component that is to be written. */
export interface Written {
  element: number;
  component: number;
  text: string;
  made: Made;
  /** True if an element of the letter stands in it. */
  fromLetter: boolean;
}

/** A value where its row says. */
const written = (
  { element, component }: RowPlan,
  text: string,
  made: Made,
  fromLetter: boolean,
): Written => ({ element, component, text, made, fromLetter });

/** A value that is not the letter's. */
const fixed = (row: RowPlan, text: string | undefined, how = 'constant'): Written | undefined =>
  text === undefined ? undefined : written(row, text, Made.by(row, how, text), false);

/** The versions that OIOXML writes with an X before them. */
const WITH_X = /^X(?=[A-Z]\d{4}[A-Z]$)/;

/** Writes a letter as a message by its tables. */
export class Lower {
  readonly diagnostics: Diagnostic[] = [];
  readonly segments: SegmentOut[] = [];
  /** What rows wrote last that others name. */
  private readonly written = new Map<string, Written>();
  /** Number of letters in the interchange. */
  private letters = 0;
  /** Number of the repeated group in hand. */
  private number = 0;

  constructor(
    readonly plan: MessagePlan,
    readonly letter: Letter,
    readonly fit: FitText,
    private readonly ledger: Ledger,
  ) {}

  tell(origin: Element, code: Code, params: Params = {}, rule?: string): void {
    const { source } = this.letter;
    const over = rule === undefined ? {} : { rule };
    const telling = { code, params: { element: origin.name, ...params }, over };
    tellFew(this.diagnostics, source.most, telling, () => source.of(origin));
  }

  /** The element of a leaf; in a repeated group, that of the record in hand. */
  elementOf(leaf: Leaf, record: Rec): Element | undefined {
    return (leaf.repeated ? record : this.letter.record).slots[leaf.slot];
  }

  private hasValue(rowId: string, record: Rec): boolean {
    const row = this.plan.byId.get(rowId);
    return row?.leaves.some((leaf) => this.elementOf(leaf, record)?.isEmpty === false) === true;
  }

  /** The records of a repeated element. */
  recordsOf(path: string): Rec[] {
    const { letter } = this;
    return letter.record.groups[letter.schema.groups.findIndex((group) => group.path === path)] ?? [];
  }

  /** The segments around the messages. */
  frame(plan: SegmentPlan, letters: number): SegmentOut {
    this.letters = letters;
    return this.put(plan.tag, this.rows(plan.rows, this.letter.record), '');
  }

  /** Elements that EDIFACT does not have. */
  constants(rows: readonly RowPlan[], record: Rec): void {
    for (const row of rows) {
      const leaf = row.leaves[0];
      if (row.element > 0 || row.how !== 'constant' || leaf === undefined) continue;
      const element = this.elementOf(leaf, record);
      if (element === undefined) continue;
      if (element.text === row.value) {
        const reason = row.reason ?? 'EDIFACT says it without words';
        this.ledger.decide(element, { status: 'used', row: row.id, reason });
      } else {
        const reason = 'EDIFACT has no place for it';
        this.ledger.decide(element, { status: 'dropped', row: row.id, reason });
        this.tell(element, 'EDI045', {}, row.id);
      }
    }
  }

  /** The segments of a group, once or for each element that it stands for. */
  group(group: GroupPlan): void {
    const records = group.each === undefined ? [this.letter.record] : this.recordsOf(group.each);
    for (const [i, one] of records.entries()) {
      this.number = i + 1;
      for (const segment of group.segments) this.segment(segment, one);
    }
  }

  private segment(plan: SegmentPlan, record: Rec): void {
    if (plan.unless !== undefined && this.hasValue(plan.unless, record)) return;
    if (plan.text !== undefined) this.textSegments(plan, record);
    else this.one(plan, record);
  }

  /** A segment, unless it may be missing and the letter has nothing for it. */
  one(plan: SegmentPlan, record: Rec): void {
    this.constants(plan.rows, record);
    const rows = this.rows(plan.rows, record);
    if (plan.optional && !rows.some(({ fromLetter }) => fromLetter)) return;
    const segment = this.write(plan.tag, rows);
    const object = plan.rows.find(({ how }) => how === 'object');
    const element = object?.leaves[0] && this.elementOf(object.leaves[0], record);
    if (object === undefined || element === undefined) return;
    segment.object = element;
    const made = Made.from(object, 'object', '', element);
    this.ledger.wrote(made, this.target(plan.tag), element.content());
  }

  /** A text of one style without groups of its own. */
  private textSegments(plan: SegmentPlan, record: Rec): void {
    const { text } = plan;
    const leaf = text?.leaves[0];
    if (text === undefined || leaf === undefined) return;
    const others = this.rows(plan.others, record);
    const element = this.elementOf(leaf, record);
    const coded = others.some(({ fromLetter }) => fromLetter);
    if (element === undefined && !coded) return;
    const segments = element === undefined ? [] : this.fit.segments(this, element, text.id);
    if (element === undefined || segments.length === 0) {
      const absent = 'absent' in text.row ? (text.row.absent ?? '') : '';
      const piece = { element: text.element, component: text.component, text: absent };
      this.write(plan.tag, [
        ...others,
        { ...piece, made: Made.by(text, 'default', absent), fromLetter: false },
      ]);
      return;
    }
    if (segments.length > 1) this.tell(element, 'EDI046', { count: segments.length }, text.id);
    for (const { pieces } of segments)
      this.write(plan.tag, [...others, ...this.pieces(text, pieces, element)]);
  }

  /** Pieces of a text as components. */
  pieces(row: RowPlan, pieces: readonly string[], element: Element): Written[] {
    const made = Made.from(row, row.how, '', element);
    return pieces.map((text, i) => ({
      element: row.element,
      component: row.component + i,
      text,
      made,
      fromLetter: true,
    }));
  }

  /** What rows of a segment write, for a record. */
  rows(rows: readonly RowPlan[], record: Rec): Written[] {
    const written: Written[] = [];
    for (const row of rows) {
      if (row.element === 0) continue;
      const one = this.value(row, record);
      if (one === undefined) continue;
      if (row.isNamed) this.written.set(row.id, one);
      written.push(one);
    }
    return written;
  }

  /** Adds a segment to the message. */
  write(tag: string, components: readonly Written[]): SegmentOut {
    return this.put(tag, components, `${this.segments.length + 1}:`, this.segments);
  }

  private put(tag: string, components: readonly Written[], number: string, into?: SegmentOut[]): SegmentOut {
    const segment = new SegmentOut(tag);
    const { ledger } = this;
    let before: Made | undefined;
    for (const { element, component, text, made } of components) {
      segment.set(element, component, text);
      if (ledger.tracing) ledger.wrote(made, `${number}${tag}.${element}.${component}`, text);
      // The pieces of a text were made at once.
      else if (made !== before) ledger.wrote(made, '', '');
      before = made;
    }
    into?.push(segment);
    return segment;
  }

  private target(tag: string): string {
    return `${this.segments.length}:${tag}`;
  }

  private value(row: RowPlan, record: Rec): Written | undefined {
    switch (row.how) {
      case 'constant':
      case 'qualifier': {
        const needs = 'with' in row.row ? row.row.with : undefined;
        return needs === undefined || this.hasValue(needs, record) ? fixed(row, row.value) : undefined;
      }
      case 'again':
        return this.again(row);
      case 'number':
        return fixed(row, String(this.number), 'count');
      case 'segments':
        return fixed(row, String(this.segments.length + 1), 'count');
      case 'letters':
        return fixed(row, String(this.letters), 'count');
      case 'derived':
        return this.derived(row, record);
      case 'size':
        return this.size(row, record);
      case 'drop':
      case 'style':
        return undefined;
      default:
        return this.ofLeaf(row, record) ?? this.absent(row, record);
    }
  }

  /** A value once more: made of what it was made of, so that it is as personal. */
  private again(row: RowPlan): Written | undefined {
    const before = this.written.get((row.row as { of: string }).of);
    if (before === undefined) return undefined;
    const { text, made } = before;
    return written(row, text, Made.of(row, 'again', text, [made]), false);
  }

  /** What stands for a value that the letter does not have. */
  private absent(row: RowPlan, record: Rec): Written | undefined {
    const { row: table } = row;
    if (!('absent' in table) || table.absent === undefined) return undefined;
    const needs = 'with' in table ? table.with : undefined;
    if (needs !== undefined && !this.hasValue(needs, record)) return undefined;
    return fixed(row, table.absent, 'default');
  }

  private ofLeaf(row: RowPlan, record: Rec): Written | undefined {
    const { leaves } = row;
    const elements: Element[] = [];
    let raw = '';
    for (let i = 0; i < leaves.length; i++) {
      const element = this.elementOf(leaves[i] as Leaf, record);
      if (element === undefined) return undefined;
      elements.push(element);
      raw += element.text;
    }
    const [element] = elements;
    if (element === undefined || element.text === '') return undefined;
    const text = this.converted(row, leaves[0] as Leaf, element, raw);
    if (text === undefined) return undefined;
    return written(row, text, Made.from(row, row.how, text, elements), true);
  }

  private converted(row: RowPlan, leaf: Leaf, element: Element, raw: string): string | undefined {
    switch (row.how) {
      case 'code-list': {
        const code = row.codes?.write(raw);
        if (code === undefined) {
          this.tell(element, 'EDI041', {}, row.id);
          this.ledger.decide(element, { status: 'dropped', row: row.id, reason: 'EDIFACT has no such code' });
        }
        return code;
      }
      case 'date-time':
      case 'short-time':
        return digits(raw);
      case 'short-date':
        return digits(raw).slice(2);
      case 'bare':
        if (WITH_X.test(raw))
          this.ledger.lostPart(element, row.id, 'the X of the version, which EDIFACT does not write');
        return this.fit.value(this, element, leaf, row.id).replace(WITH_X, '');
      case 'uuid':
        return bareUuid(this.fit.value(this, element, leaf, row.id));
      default: {
        const { row: table } = row;
        const prefix = 'prefix' in table ? (table.prefix ?? '') : '';
        const text = this.fit.value(this, element, leaf, row.id);
        return text.startsWith(prefix) ? text.slice(prefix.length) : text;
      }
    }
  }

  /** A value that follows from another. */
  private derived(row: RowPlan, record: Rec): Written | undefined {
    const { of, column } = row.row as { of: string; column: string };
    const leaf = this.letter.schema.leaves.get(`${this.plan.schema.table.letter}/${of}`)?.leaf;
    const element = leaf && this.elementOf(leaf, record);
    if (element === undefined || row.list === undefined) return undefined;
    const text = (row.list.get(element.text) ?? row.list.match(element.text))?.[column];
    return text === undefined
      ? undefined
      : written(row, text, Made.from(row, 'derived', text, element), false);
  }

  /** The size of the object, whatever the letter says of it. Rules: legacy formats 11.2. */
  private size(row: RowPlan, record: Rec): Written | undefined {
    const { of } = row.row as { of: string };
    const leaf = this.letter.schema.leaves.get(`${this.plan.schema.table.letter}/${of}`)?.leaf;
    const content = leaf && this.elementOf(leaf, record);
    if (content === undefined) return undefined;
    const actual = base64Content(content).size;
    const text = String(actual);
    const told = row.leaves[0] && this.elementOf(row.leaves[0], record);
    if (told === undefined) return written(row, text, Made.by(row, 'size', text, content), false);
    if (Number(told.text) !== actual) this.tell(told, 'EDI042', { actual }, row.id);
    return written(row, text, Made.from(row, 'size', text, told), false);
  }

  /** An address in pieces; what does not fit into one segment goes on in the next. Rules: legacy formats 10. */
  addressSegments(plan: SegmentPlan, row: RowPlan, record: Rec): Written[][] {
    const leaf = row.leaves[0];
    const element = leaf && this.elementOf(leaf, record);
    const others = this.rows(
      plan.rows.filter((one) => one !== row),
      record,
    );
    if (leaf === undefined || element === undefined) return [others];
    const pieces = closedLine(this.fit.value(this, element, leaf, row.id));
    const first = pieces.splice(0, PIECES - row.component + 1);
    const segments = [[...others, ...this.pieces(row, first, element)]];
    const fixed = others.filter(({ fromLetter }) => !fromLetter);
    while (pieces.length > 0)
      segments.push([...fixed, ...this.pieces({ ...row, component: 1 }, pieces.splice(0, PIECES), element)]);
    return segments;
  }
}
