import type { Place } from '../diagnostics/diagnostic.js';
import type { InputEntry, OutputEntry } from '../mapping/ledger.js';
import type { Trace } from './trace.js';

/** How the values in between are told apart: as the first conversion wrote them, and as the second read them. */
interface Keys {
  written(entry: OutputEntry): string;
  read(place: Place): string;
}

/** A path in which the number of an only element does not count. */
const plain = (path = ''): string => path.replaceAll('[0]', '');
const at = ({ file, line, column, component }: Place): string =>
  `${file}:${line}:${column} ${component ?? ''}`;

/** Values in between that keep the place of what they were made of. */
export const byPlace: Keys = {
  written: ({ from: [first], target }) => `${first === undefined ? '' : at(first)} ${plain(target)}`,
  read: (place) => `${at(place)} ${plain(place.path)}`,
};

/** Values in between that are known by their path alone. */
export const byPath: Keys = {
  written: ({ target }) => plain(target),
  read: ({ path }) => plain(path),
};

const rowsOf = (...rows: Array<string | undefined>): string =>
  [...new Set(rows.filter((row) => row !== undefined))].join(' ');

/** How much traces of two conversions list in all: so many times the values that there are, and this much in any case. */
const TIMES = 30;
const ALWAYS = 1e6;

/**
 * What is listed of a value: all, until all values together have far more than there are. A text that is made of very many values and cut
 * into very many pieces would list the one times the other; then, the first is listed of each, and how many more there are.
 */
class Listed {
  private left: number;

  constructor(values: number) {
    this.left = ALWAYS + TIMES * values;
  }

  of<T>(all: T[]): { listed: T[]; more?: number } {
    this.left -= all.length;
    if (this.left >= 0 || all.length <= 1) return { listed: all };
    return { listed: all.slice(0, 1), more: all.length - 1 };
  }
}

/** Lists as one. One alone is not copied: a text is made of many values and cut into many pieces, each of which has all of them. */
const together = <T>(lists: T[][]): T[] => (lists.length === 1 ? (lists[0] as T[]) : lists.flat());

/** What the second conversion did with the values that the first made of a place. */
interface Became {
  /** The one that tells what became of the place. */
  best: InputEntry;
  to: string[];
}

/**
 * The trace of two conversions, one after the other, as that of one: what became in the end of every leaf of the first
 * input, with the rows of both.
 */
export const chain = (first: Trace, second: Trace, { written, read }: Keys): Trace => {
  const onward = new Map(second.input.map((entry) => [read(entry.source), entry]));
  const made = new Map(first.output.map((entry) => [written(entry), entry]));
  const madeOf = new Map<string, OutputEntry[]>();
  for (const entry of first.output)
    for (const place of entry.from) {
      const key = `${at(place)} ${plain(place.path)}`;
      const values = madeOf.get(key);
      if (values === undefined) madeOf.set(key, [entry]);
      // A text may be made of one place again and again.
      else if (values.at(-1) !== entry) values.push(entry);
    }

  const room = new Listed(first.input.length + second.output.length);
  const became = (place: string): Became | undefined => {
    const values = madeOf.get(place) ?? [];
    const next = values.flatMap((value) => onward.get(written(value)) ?? []);
    const best = next.find(({ status }) => status === 'mapped') ?? next[0];
    return best && { best, to: next.length === 1 ? best.to : [...new Set(next.flatMap((one) => one.to))] };
  };
  // Every letter of an interchange has the segments around them, of which something was made for each: what became of a place is asked once.
  const known = new Map<string, Became | undefined>();
  const input = first.input.map((entry): InputEntry => {
    if (entry.status !== 'mapped') return entry;
    const place = `${at(entry.source)} ${plain(entry.source.path)}`;
    if (!known.has(place)) known.set(place, became(place));
    const found = known.get(place);
    if (found === undefined) return entry;
    const { status, how, reason, row } = found.best;
    const { listed, ...more } = room.of(found.to);
    return { ...entry, status, how, reason, row: rowsOf(entry.row, row), to: listed, ...more };
  });
  const output = second.output.map((entry): OutputEntry => {
    const sources = entry.from.map((place) => made.get(read(place)));
    const from = together(entry.from.map((place, i) => sources[i]?.from ?? [place]));
    const { listed, ...more } = room.of(from);
    return { ...entry, from: listed, ...more, row: rowsOf(...sources.map((one) => one?.row), entry.row) };
  });
  const losses = second.losses.map((loss) => {
    const [source = loss.source] = made.get(read(loss.source))?.from ?? [];
    return { ...loss, source };
  });
  return {
    input,
    output,
    losses: [...first.losses, ...losses],
    rows: new Set([...first.rows, ...second.rows]),
  };
};

/** Traces of letters that were read for one conversion, in their order. */
export const joined = (traces: readonly Trace[]): Trace => ({
  input: traces.flatMap(({ input }) => input),
  output: traces.flatMap(({ output }) => output),
  losses: traces.flatMap(({ losses }) => losses),
  rows: new Set(traces.flatMap(({ rows }) => [...rows])),
});
