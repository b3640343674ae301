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
      madeOf.set(key, [...(madeOf.get(key) ?? []), entry]);
    }

  const input = first.input.map((entry): InputEntry => {
    if (entry.status !== 'mapped') return entry;
    const values = madeOf.get(`${at(entry.source)} ${plain(entry.source.path)}`) ?? [];
    const next = values.flatMap((value) => onward.get(written(value)) ?? []);
    const best = next.find(({ status }) => status === 'mapped') ?? next[0];
    if (best === undefined) return entry;
    const { status, how, reason } = best;
    const to = [...new Set(next.flatMap((one) => one.to))];
    return { ...entry, status, how, reason, row: rowsOf(entry.row, best.row), to };
  });
  const output = second.output.map((entry): OutputEntry => {
    const sources = entry.from.map((place) => made.get(read(place)));
    const from = entry.from.flatMap((place, i) => sources[i]?.from ?? [place]);
    return { ...entry, from, row: rowsOf(...sources.map((one) => one?.row), entry.row) };
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
