import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { tellFew } from '../diagnostics/few.js';
import type { Note, Origin } from '../formats/origin.js';
import { defaultLimits } from '../limits.js';
import { Made } from './made.js';

/** What became of a leaf of the input; every leaf ends as exactly one of these. */
export type Status = 'mapped' | 'used' | 'dropped' | 'unmapped';

/** The fate of a leaf, with the row that decided it. */
export interface Fate {
  status: Status;
  row?: string | undefined;
  /** What was done with it, of a leaf that was mapped. */
  how?: string | undefined;
  reason?: string | undefined;
}

/** A line of the ledger: a leaf of the input. */
export interface InputEntry extends Fate {
  source: Place;
  /** Paths in the output that hold it. */
  to: string[];
  /** How many more there are than are listed; of a trace that would list far more than there are values. */
  more?: number;
  /** True unless only codes, dates and numbers can stand there. */
  personal: boolean;
  /** As it stands in the document, whether it is personal or not. */
  value: string;
}

/** A line of the trace: a leaf of the output. */
export interface OutputEntry {
  target: string;
  row: string;
  how: string;
  /** Places of the input it was made of. */
  from: Place[];
  /** How many more there are than are listed. */
  more?: number;
  /** True if a value that may be personal went into it. */
  personal: boolean;
  /** As it stands in the document, whether it is personal or not. */
  value: string;
}

/** How many leaves ended how. */
export type Counts = Record<Status, number>;

/** A leaf that a row dropped, or a part that got lost of one that was mapped. */
export interface Loss extends Pick<Fate, 'row' | 'reason'> {
  status: Status | 'part';
}

/** How many leaves ended how, those that no row knows, and what was lost by which row. */
export interface Settled {
  counts: Counts;
  unmapped: Diagnostic[];
  losses: Loss[];
}

/** What the ledger needs to know of a leaf of the input. */
export interface LeafKind {
  /** True unless only codes, dates and numbers can stand there. */
  personal: boolean;
  /** The fate of such a leaf if no value was made of it; undefined if no row knows it. */
  fate(origin: Origin): Fate | undefined;
}

/** The input as the ledger sees it: its leaves in document order, and where they are. */
export interface Account {
  each(visit: (origin: Origin, kind: LeafKind) => void): void;
  placeOf(origin: Origin): Place;
}

interface Emission {
  target: string;
  made: Made;
  value: string;
}

/** A fate as it is noted at what has it. */
class Noted implements Note {
  constructor(
    readonly by: Ledger,
    readonly fate: Fate,
  ) {}
}

const BLANK = 'it is blank';

/** Apart from the loop over all leaves, each of which would have to keep what this remembers. */
const tellUnmapped = (unmapped: Diagnostic[], origin: Origin, account: Account): void => {
  const telling = { code: 'MAP017', params: { element: origin.name } } as const;
  tellFew(unmapped, defaultLimits.diagnostics, telling, () => account.placeOf(origin));
};

/** Keeps account of what became of every leaf of the input and what made every leaf of the output. */
export class Ledger {
  /** Kept when tracing; otherwise nothing but `settle` asks for fates, which are noted at their origins. */
  private readonly fates = new Map<Origin, Fate>();
  private readonly targets = new Map<Origin, Set<string>>();
  private readonly emissions: Emission[] = [];
  private readonly personal = new Set<Origin>();
  private readonly silent = new Set<string>();
  /** Without a trace, all that is asked of these two is that they are so. */
  private readonly mapped = new Noted(this, { status: 'mapped' });
  private readonly used = new Noted(this, { status: 'used' });
  private partial: Array<{ origin: Origin; row: string; reason: string }> = [];

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
    const { origins, parts } = made;
    let noted: Noted | undefined;
    for (let i = 0; i < origins.length; i++) {
      const origin = origins[i] as Origin;
      if (this.fateOf(origin)?.status === 'mapped') continue;
      noted ??= this.noted(made);
      this.note(origin, noted);
    }
    for (let i = 0; i < parts.length; i++) this.account(parts[i] as Made);
  }

  private noted({ usedOnly, row, how, reason }: Made): Noted {
    if (!this.tracing) return usedOnly ? this.used : this.mapped;
    return new Noted(this, usedOnly ? { status: 'used', row, reason } : { status: 'mapped', row, how });
  }

  private fateOf(origin: Origin): Fate | undefined {
    if (this.tracing) return this.fates.get(origin);
    const { note } = origin;
    return note?.by === this ? (note as Noted).fate : undefined;
  }

  private note(origin: Origin, noted: Noted): void {
    if (this.tracing) this.fates.set(origin, noted.fate);
    else origin.note = noted;
  }

  /** Notes a fate that a rule found out by itself. */
  decide(origin: Origin, fate: Fate): void {
    this.note(origin, !this.tracing && fate.status === 'used' ? this.used : new Noted(this, fate));
  }

  /** Notes a part of a leaf that got lost while the leaf itself was mapped. */
  lostPart(origin: Origin, row: string, reason: string): void {
    this.partial.push({ origin, row, reason });
  }

  /** Notes a row that had a part in it and leaves no value: it decided, or stands between others. */
  tookPart(row: string): void {
    if (this.tracing) this.silent.add(row);
  }

  /** Takes back what a row noted as lost in part: the whole value stands elsewhere. */
  kept(row: string): void {
    this.partial = this.partial.filter((one) => one.row !== row);
  }

  /**
   * Goes through every leaf of the input and settles what is not settled yet; after everything was written.
   */
  settle(account: Account): Settled {
    const counts: Counts = { mapped: 0, used: 0, dropped: 0, unmapped: 0 };
    const unmapped: Diagnostic[] = [];
    const losses: Loss[] = this.partial.map(({ row, reason }) => ({ status: 'part', row, reason }));
    account.each((origin, kind) => {
      let fate = this.fateOf(origin);
      if (fate === undefined) {
        fate = kind.fate(origin) ?? { status: 'unmapped' };
        if (fate.status === 'unmapped' && origin.content().trim() === '') {
          fate = { status: 'dropped', reason: BLANK };
        }
        if (this.tracing) this.fates.set(origin, fate);
      }
      counts[fate.status]++;
      if (fate.status === 'dropped') losses.push(fate);
      if (fate.status === 'unmapped') tellUnmapped(unmapped, origin, account);
    });
    return { counts, unmapped, losses };
  }

  /** The ledger of the input: a line for each leaf, in document order; after `settle`, when tracing. */
  input(account: Account): InputEntry[] {
    for (const { target, made } of this.emissions) this.reach(made, target);
    const entries: InputEntry[] = [];
    account.each((origin, { personal }) => {
      if (personal) this.personal.add(origin);
      entries.push({
        source: account.placeOf(origin),
        ...(this.fates.get(origin) ?? { status: 'unmapped' }),
        to: [...(this.targets.get(origin) ?? [])],
        personal,
        value: origin.content(),
      });
    });
    return entries;
  }

  private reach(made: Made, target: string): void {
    for (const origin of made.origins) {
      if (made.usedOnly) continue;
      const targets = this.targets.get(origin);
      if (targets === undefined) this.targets.set(origin, new Set([target]));
      else targets.add(target);
    }
    for (const part of made.parts) this.reach(part, target);
  }

  /** The trace of the output: a line for each leaf, in its order; after `input`, when tracing. */
  output(placeOf: (origin: Origin) => Place): OutputEntry[] {
    const origins = (made: Made): Origin[] => [...made.origins, ...made.parts.flatMap(origins)];
    const holds = (made: Made): boolean =>
      made.how === 'narrative' ||
      (!made.usedOnly && made.origins.some((origin) => this.personal.has(origin))) ||
      made.parts.some(holds);
    return this.emissions.map(({ target, made, value }) => ({
      target,
      row: made.row,
      how: made.how,
      from: origins(made).map(placeOf),
      personal: holds(made),
      value,
    }));
  }

  /** The rows that had a part in it, also those whose value went into that of another; after `settle`, when tracing. */
  rows(): Set<string> {
    const rows = new Set([...this.silent, ...this.partial.map(({ row }) => row)]);
    for (const { row } of this.fates.values()) if (row !== undefined) rows.add(row);
    const take = (made: Made): void => {
      rows.add(made.row);
      for (const part of made.parts) take(part);
    };
    for (const { made } of this.emissions) take(made);
    return rows;
  }

  /** Parts of leaves that got lost, such as styles of a text. */
  losses(placeOf: (origin: Origin) => Place): Array<{ source: Place; row: string; reason: string }> {
    return this.partial.map(({ origin, row, reason }) => ({ source: placeOf(origin), row, reason }));
  }
}
