import type { Trace } from '../conversion/trace.js';
import { type Diagnostic, type Place, positionOf } from '../diagnostics/diagnostic.js';
import type { InputEntry, OutputEntry } from '../mapping/ledger.js';
import { type Leaf, tracePath } from './leaf.js';
import { contains, containsLetters, same } from './meaning.js';

/** What there is to say of a value after a round trip. */
export type Verdict = 'normalised' | 'lost' | 'unexpected';

/** A value that a round trip did not bring back as it was. */
export interface Difference {
  verdict: Verdict;
  key: string;
  /** The rows that account for it, in the order they worked. */
  rows: string[];
  reason: string;
  place: Place;
  before: string | undefined;
  after: string | undefined;
  /** True if the values may be personal. */
  personal: boolean;
}

/** Both conversions of a round trip. */
export interface Trip {
  /** The message as it came, in the order of the ledger. */
  before: readonly Leaf[];
  there: { trace: Trace; diagnostics: readonly Diagnostic[] };
  back: { trace: Trace; diagnostics: readonly Diagnostic[] };
  after: readonly Leaf[];
  /** What a code becomes there and back again by the code list of a row; undefined for other rows. */
  codeBack(row: string, code: string): string | undefined;
}

/** What makes a value without taking it from the message. */
const OWN = new Set([
  'constant',
  'default',
  'generate',
  'look-up',
  'narrative',
  'reference',
  'first-fit',
  'size',
  'choose',
]);
/** What takes the place of a value of its own kind. */
const ANEW = new Set(['generate', 'narrative', 'reference']);
/** What changes the form of a value, so that it cannot be found again as it was. */
const REWRITTEN = new Set([
  'code-list',
  'danish-time',
  'local-time',
  'uuid',
  'uuid-digits',
  'first-fit',
  'date-time',
  'short-date',
  'short-time',
  'derived',
  'object',
  'text',
]);

/** What divides a name over several elements; joined again, it has commas where it was divided. */
const DIVIDED = 'split';

/** What there is to say of a value that stands in another, whole. */
const NOW_IN = 'now in';
/** The last two names of a key; the ids in it are those of the message that came back. */
const nameOf = (key: string): string =>
  key
    .split('.')
    .slice(-2)
    .join('.')
    .replace(/\[[^\]]{20,}\]/g, '');

const RANK: Readonly<Record<Verdict, number>> = { normalised: 0, lost: 1, unexpected: 2 };

type Finding = Pick<Difference, 'verdict' | 'rows' | 'reason'>;

const rowsOf = (...rows: Array<string | undefined>): string[] => [
  ...new Set(rows.filter((row) => row !== undefined)),
];
const at = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

class Comparison {
  private readonly afterByKey: Map<string, Leaf>;
  private readonly afterByPath: Map<string, Leaf>;
  /** Leaves of the message in between: what the way back did with them, and what the way there made them of. */
  private readonly middle: Map<string, InputEntry>;
  private readonly madeThere: Map<string, OutputEntry>;
  private readonly madeBack: Map<string, OutputEntry>;
  private readonly settled = new Set<Leaf>();
  private readonly losses = new Map<Trace, Map<string, Trace['losses'][number]>>();
  private readonly sources = new Map<OutputEntry, Set<string>>();
  private readonly tellings = new Map<readonly Diagnostic[], Map<string, Diagnostic>>();
  readonly differences: Difference[] = [];

  constructor(private readonly trip: Trip) {
    const { there, back, after } = trip;
    this.afterByKey = new Map(after.map((leaf) => [leaf.key, leaf]));
    this.afterByPath = new Map(after.map((leaf) => [leaf.path, leaf]));
    this.middle = new Map(back.trace.input.map((entry) => [middlePath(entry.source), entry]));
    this.madeThere = new Map(there.trace.output.map((entry) => [targetPath(entry.target), entry]));
    this.madeBack = new Map(back.trace.output.map((entry) => [targetPath(entry.target), entry]));
  }

  run(): void {
    const { before, there } = this.trip;
    for (const [i, leaf] of before.entries()) this.leaf(leaf, there.trace.input[i] as InputEntry);
    for (const leaf of this.trip.after) if (!this.settled.has(leaf)) this.added(leaf);
    this.partial();
  }

  private tell(leaf: Leaf, entry: { personal: boolean }, finding: Finding, after: Leaf | undefined): void {
    this.differences.push({
      ...finding,
      key: leaf.key,
      place: leaf.place,
      before: leaf.value,
      after: after?.value,
      personal: entry.personal,
    });
  }

  /** Follows a value there and back. */
  private leaf(leaf: Leaf, entry: InputEntry): void {
    const other = this.afterByKey.get(leaf.key);
    if (other !== undefined) this.settled.add(other);
    if (other !== undefined && other.value === leaf.value) return;
    const finding = this.findingOf(leaf, entry, other);
    this.tell(leaf, entry, finding, other);
  }

  private findingOf(leaf: Leaf, entry: InputEntry, other: Leaf | undefined): Finding {
    if (other !== undefined && same(leaf.value, other.value)) {
      return {
        verdict: 'normalised',
        rows: rowsOf(entry.row, this.madeBack.get(other.path)?.row),
        reason: 'written in another form',
      };
    }
    if (leaf.value.trim() === '')
      return { verdict: 'normalised', rows: rowsOf(entry.row), reason: 'it was blank' };
    if (entry.status === 'unmapped') return { verdict: 'unexpected', rows: [], reason: 'no row knows it' };
    if (entry.status !== 'mapped') return this.given(entry, other);
    const told = this.told(leaf.place, this.trip.there.diagnostics);
    const cut = this.lossAt(leaf.place, this.trip.there.trace);
    const { best, whole } = this.bestOnward(leaf, entry, other, cut !== undefined);
    if (cut !== undefined && !whole) return { verdict: 'lost', rows: rowsOf(cut.row), reason: cut.reason };
    if (best !== undefined && best.verdict !== 'unexpected') return best;
    if (told !== undefined) return { verdict: 'lost', rows: rowsOf(entry.row), reason: told };
    return best ?? { verdict: 'unexpected', rows: rowsOf(entry.row), reason: 'it went nowhere' };
  }

  /** A value that a row dropped or only used; the way back may have made another in its place. */
  private given(entry: InputEntry, other: Leaf | undefined, first?: string): Finding {
    const made = other && this.madeBack.get(other.path);
    const reason = entry.reason ?? 'dropped';
    // An id is made anew and a deciding value decides again; a value that was dropped is lost, whatever stands there now.
    const anew = made !== undefined && (entry.status === 'used' || ANEW.has(made.how));
    const rows = rowsOf(first, entry.row, made?.row);
    return anew ? { verdict: 'normalised', rows, reason } : { verdict: 'lost', rows, reason };
  }

  /**
   * The best of what became of the value in the places it went to: a long text goes to thousands, of which mostly the first tells.
   *
   * @param cut whether it must be found whole to be the best
   */
  private bestOnward(
    leaf: Leaf,
    entry: InputEntry,
    other: Leaf | undefined,
    cut: boolean,
  ): { best: Finding | undefined; whole: boolean } {
    let best: Finding | undefined;
    let whole = false;
    const tried = new Set<Leaf>();
    for (const target of entry.to) {
      const finding = this.onward(leaf, entry, targetPath(target), other, tried);
      whole ||= finding.reason.startsWith(NOW_IN);
      if (best === undefined || RANK[finding.verdict] < RANK[best.verdict]) best = finding;
      if (best.verdict === 'normalised' && (whole || !cut)) break;
    }
    return { best, whole };
  }

  /**
   * What became of the value in one of the places it went to.
   *
   * @param tried leaves that do not hold it, as other places told
   */
  private onward(
    leaf: Leaf,
    entry: InputEntry,
    target: string,
    other: Leaf | undefined,
    tried: Set<Leaf>,
  ): Finding {
    const middle = this.middle.get(target);
    if (middle === undefined || middle.status === 'unmapped')
      return { verdict: 'unexpected', rows: rowsOf(entry.row), reason: 'no row takes it back' };
    if (middle.status !== 'mapped') return this.given(middle, other, entry.row);
    const rows = rowsOf(entry.row, middle.row);
    const places = middle.to.flatMap((path) => this.afterByPath.get(targetPath(path)) ?? []);
    const untried = places.filter((place) => !tried.has(place));
    const place = untried.find(({ value }) => contains(value, leaf.value));
    for (const one of untried) tried.add(one);
    if (place !== undefined) return { verdict: 'normalised', rows, reason: `${NOW_IN} ${nameOf(place.key)}` };
    const dividing = [this.madeThere.get(target), ...places.map(({ path }) => this.madeBack.get(path))];
    const whole = (): string => places.map(({ value }) => value).join('');
    if (dividing.some((made) => made?.how === DIVIDED) && containsLetters(whole(), leaf.value))
      return { verdict: 'normalised', rows, reason: 'divided over several elements' };
    const cut =
      this.lossAt(leaf.place, this.trip.there.trace) ?? this.lossAt(middle.source, this.trip.back.trace);
    if (cut !== undefined) return { verdict: 'lost', rows: rowsOf(...rows, cut.row), reason: cut.reason };
    const told = this.told(middle.source, this.trip.back.diagnostics);
    if (told !== undefined) return { verdict: 'lost', rows, reason: told };
    return this.rewritten(leaf, entry, middle, other, rows);
  }

  /** A value that was looked up, or written in another form, must have come back as the tables say. */
  private rewritten(
    leaf: Leaf,
    entry: InputEntry,
    middle: InputEntry,
    other: Leaf | undefined,
    rows: string[],
  ): Finding {
    const forms = REWRITTEN.has(entry.how ?? '') || REWRITTEN.has(middle.how ?? '');
    // Its own place may be filled with something else while it stands elsewhere in other words.
    const filled = other && this.madeBack.get(other.path);
    const replaced = filled !== undefined && !this.sourcesOf(filled).has(at(middle.source));
    if (forms && (other === undefined || replaced))
      return { verdict: 'normalised', rows, reason: 'written in another form' };
    const expected = entry.row === undefined ? undefined : this.trip.codeBack(entry.row, leaf.value);
    if (other !== undefined && expected === other.value)
      return { verdict: 'normalised', rows, reason: 'the code list has one code for several' };
    return { verdict: 'unexpected', rows, reason: 'it came back as something else' };
  }

  private sourcesOf(made: OutputEntry): Set<string> {
    let sources = this.sources.get(made);
    if (sources === undefined) {
      sources = new Set(made.from.map(at));
      this.sources.set(made, sources);
    }
    return sources;
  }

  private lossAt(place: Place, trace: Trace): Trace['losses'][number] | undefined {
    let losses = this.losses.get(trace);
    if (losses === undefined) {
      losses = new Map([...trace.losses].reverse().map((loss) => [at(loss.source), loss]));
      this.losses.set(trace, losses);
    }
    return losses.get(at(place));
  }

  private toldAt(diagnostics: readonly Diagnostic[]): Map<string, Diagnostic> {
    let told = this.tellings.get(diagnostics);
    if (told === undefined) {
      const some = diagnostics.filter(({ severity }) => severity !== 'error');
      told = new Map(some.reverse().map((one) => [at(one.place), one]));
      this.tellings.set(diagnostics, told);
    }
    return told;
  }

  /** What a diagnostic says of the value at a place, if there is one. */
  private told(place: Place, diagnostics: readonly Diagnostic[]): string | undefined {
    const found = this.toldAt(diagnostics).get(at(place));
    return found && `${found.code} ${found.message}`;
  }

  /** A value that was not there before: some row must have made it. */
  private added(leaf: Leaf): void {
    const made = this.madeBack.get(leaf.path);
    this.tell({ ...leaf, value: '' }, made ?? { personal: true }, this.originOf(made), leaf);
  }

  private originOf(made: OutputEntry | undefined): Finding {
    if (made === undefined) return { verdict: 'unexpected', rows: [], reason: 'no row made it' };
    if (OWN.has(made.how) || made.from.length === 0)
      return { verdict: 'normalised', rows: [made.row], reason: `added (${made.how})` };
    const firsts = made.from.flatMap((place) => this.madeThere.get(middlePath(place)) ?? []);
    const [first] = firsts;
    if (first === undefined)
      return { verdict: 'unexpected', rows: [made.row], reason: 'its source is unknown' };
    return {
      verdict: 'normalised',
      rows: rowsOf(...firsts.map(({ row }) => row), made.row),
      reason: OWN.has(first.how) ? `added (${first.how})` : 'moved here',
    };
  }

  /** Parts of values that got lost while the value itself was mapped. */
  private partial(): void {
    const lost = new Set(
      this.differences.filter(({ verdict }) => verdict === 'lost').map(({ place }) => at(place)),
    );
    const { there, back } = this.trip;
    for (const { source, row, reason } of [...there.trace.losses, ...back.trace.losses]) {
      if (lost.has(at(source))) continue;
      this.differences.push({
        verdict: 'lost',
        key: source.path ?? '',
        rows: [row],
        reason,
        place: source,
        before: undefined,
        after: undefined,
        personal: true,
      });
    }
  }
}

/** A trace's path with the message it is in, as the conversion in between names its documents. */
const middlePath = (place: Place): string => {
  const { file = '', path = '', component } = place;
  if (path === '' && component !== undefined) return positionOf(place);
  return path.startsWith('Bundle') ? path : tracePath(file, path);
};
const targetPath = (target: string): string =>
  target.startsWith('Bundle') ? target : target.replaceAll('[0]', '');

/**
 * Compares a message with what came back of it, value by value and by meaning. Each difference is followed through
 * both traces to the rows that account for it; one that no row accounts for is unexpected.
 */
export const compare = (trip: Trip): Difference[] => {
  const comparison = new Comparison(trip);
  comparison.run();
  return comparison.differences;
};
