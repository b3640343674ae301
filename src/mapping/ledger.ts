import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { diagnostic } from '../diagnostics/diagnostic.js';
import type { Rec } from '../formats/oioxml/check.js';
import type { Element } from '../formats/oioxml/element.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Leaf } from '../formats/oioxml/schema.js';
import { Made } from './made.js';

/** What became of a leaf of the input; every leaf ends as exactly one of these. */
export type Status = 'mapped' | 'used' | 'dropped' | 'unmapped';

/** The fate of a leaf, with the row that decided it. */
export interface Fate {
  status: Status;
  row?: string | undefined;
  reason?: string | undefined;
}

/** A line of the ledger: a leaf of the input. */
export interface InputEntry extends Fate {
  source: Place;
  /** Paths in the output that hold it. */
  to: string[];
  /** True unless the schema allows only codes, dates and numbers there. */
  personal: boolean;
  value: string;
}

/** A line of the trace: a leaf of the output. */
export interface OutputEntry {
  target: string;
  row: string;
  how: string;
  /** Places of the input it was made of. */
  from: Place[];
  /** True if a value that may be personal went into it. */
  personal: boolean;
  value: string;
}

export type Counts = Record<Status, number>;

/** Decides the fate of a leaf that no value was made of. */
export type DefaultFate = (element: Element, leaf: Leaf, letter: Letter) => Fate | undefined;

interface Emission {
  target: string;
  made: Made;
  value: string;
}

/** The counts tell the rest. */
const MOST_TOLD = 100;
const BLANK = 'it is blank';
const IMPERSONAL = /^(code|fixed|date|time|posint|true)\b/;

/** Keeps account of what became of every leaf of the input and what made every leaf of the output. */
export class Ledger {
  private readonly fates = new Map<Element, Fate>();
  private readonly targets = new Map<Element, string[]>();
  private readonly emissions: Emission[] = [];
  private readonly personal = new Set<Element>();
  private readonly partial: Array<{ element: Element; row: string; reason: string }> = [];

  /** @param tracing whether targets are wanted, not only fates */
  constructor(readonly tracing: boolean) {}

  /** How much was written so far; see `wroteConstant`. */
  get mark(): number {
    return this.emissions.length;
  }

  /** Notes that a value was written. */
  wrote(made: Made, target: string, value: string): void {
    this.account(made);
    if (this.tracing) this.emissions.push({ target, made, value });
  }

  /** Notes a constant that stands beside the values written since a mark; it belongs to the row of the first. */
  wroteConstant(mark: number, target: string, value: string): void {
    const beside = this.emissions[mark];
    if (beside === undefined) return;
    const made = Made.by({ id: beside.made.row, reason: undefined }, 'constant', value);
    this.emissions.push({ target, made, value });
  }

  private account(made: Made): void {
    for (const element of made.elements) {
      if (this.fates.get(element)?.status !== 'mapped') {
        const { usedOnly, row, reason } = made;
        this.fates.set(element, usedOnly ? { status: 'used', row, reason } : { status: 'mapped', row });
      }
    }
    for (const part of made.parts) this.account(part);
  }

  /** Notes a fate that a rule found out by itself. */
  decide(element: Element, fate: Fate): void {
    this.fates.set(element, fate);
  }

  /** Notes a part of a leaf that got lost while the leaf itself was mapped. */
  lostPart(element: Element, row: string, reason: string): void {
    this.partial.push({ element, row, reason });
  }

  /**
   * Goes through every leaf of the letters and settles what is not settled yet.
   *
   * @returns how many leaves ended how, and those that no row knows
   */
  settle(letters: readonly Letter[], defaultFate: DefaultFate): { counts: Counts; unmapped: Diagnostic[] } {
    const counts: Counts = { mapped: 0, used: 0, dropped: 0, unmapped: 0 };
    const unmapped: Diagnostic[] = [];
    for (const letter of letters) {
      forEachLeaf(letter, (element, leaf) => {
        let fate = this.fates.get(element);
        if (fate === undefined) {
          fate = (leaf && defaultFate(element, leaf, letter)) ?? { status: 'unmapped' };
          if (fate.status === 'unmapped' && textOf(element).trim() === '') {
            fate = { status: 'dropped', reason: BLANK };
          }
          this.fates.set(element, fate);
        }
        counts[fate.status]++;
        if (fate.status === 'unmapped' && unmapped.length < MOST_TOLD) {
          unmapped.push(diagnostic('MAP017', letter.source.of(element), { element: element.name }));
        }
      });
    }
    return { counts, unmapped };
  }

  /** The ledger of the input: a line for each leaf, in document order; after `settle`, when tracing. */
  input(letters: readonly Letter[]): InputEntry[] {
    for (const { target, made } of this.emissions) this.reach(made, target);
    const entries: InputEntry[] = [];
    for (const letter of letters) {
      forEachLeaf(letter, (element, leaf) => {
        entries.push({
          source: letter.source.of(element),
          ...(this.fates.get(element) ?? { status: 'unmapped' }),
          to: this.targets.get(element) ?? [],
          personal: this.isPersonal(element, leaf),
          value: textOf(element),
        });
      });
    }
    return entries;
  }

  private isPersonal(element: Element, leaf: Leaf | undefined): boolean {
    const personal = leaf === undefined || !IMPERSONAL.test(leaf.type);
    if (personal) this.personal.add(element);
    return personal;
  }

  private reach(made: Made, target: string): void {
    for (const element of made.elements) {
      if (made.usedOnly) continue;
      const targets = this.targets.get(element);
      if (targets === undefined) this.targets.set(element, [target]);
      else if (!targets.includes(target)) targets.push(target);
    }
    for (const part of made.parts) this.reach(part, target);
  }

  /** The trace of the output: a line for each leaf, in its order; after `input`, when tracing. */
  output(placeOf: (element: Element) => Place): OutputEntry[] {
    const elements = (made: Made): Element[] => [...made.elements, ...made.parts.flatMap(elements)];
    const holds = (made: Made): boolean =>
      made.how === 'narrative' ||
      (!made.usedOnly && made.elements.some((e) => this.personal.has(e))) ||
      made.parts.some(holds);
    return this.emissions.map(({ target, made, value }) => ({
      target,
      row: made.row,
      how: made.how,
      from: elements(made).map(placeOf),
      personal: holds(made),
      value,
    }));
  }

  /** Parts of leaves that got lost, such as styles of a text. */
  losses(placeOf: (element: Element) => Place): Array<{ source: Place; row: string; reason: string }> {
    return this.partial.map(({ element, row, reason }) => ({ source: placeOf(element), row, reason }));
  }
}

const textOf = (element: Element): string =>
  element.slice === undefined
    ? (element.parts ?? [element.text])
        .map((part) => (typeof part === 'string' ? part : textOf(part)))
        .join('')
    : `(${element.slice.length} bytes of base64)`;

/** Calls back for every leaf of a letter with its envelope and its Local_Elements, in document order. */
const forEachLeaf = (letter: Letter, visit: (element: Element, leaf: Leaf | undefined) => void): void => {
  for (const [leaf, element] of leavesOf(letter)) visit(element, leaf);
  const local = (element: Element): void => {
    const children = element.children();
    const ownText = element.parts?.some((part) => typeof part === 'string' && part.trim() !== '');
    if (children.length === 0 || ownText) visit(element, undefined);
    for (const child of children) local(child);
  };
  if (letter.local !== undefined) local(letter.local);
};

const leavesOf = (letter: Letter): Array<[Leaf, Element]> => {
  const found: Array<[Leaf, Element]> = [];
  const take = (record: Rec, leaf: Leaf): void => {
    const element = record.slots[leaf.slot];
    if (element !== undefined) found.push([leaf, element]);
  };
  const inGroup: Leaf[][] = letter.schema.groups.map(() => []);
  for (const { leaf, group } of letter.schema.leaves.values()) {
    if (group === undefined) take(letter.record, leaf);
    else inGroup[group]?.push(leaf);
  }
  for (const [group, leaves] of inGroup.entries()) {
    for (const record of letter.record.groups[group] ?? []) for (const leaf of leaves) take(record, leaf);
  }
  return found;
};
