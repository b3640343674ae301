import type { Code } from '../diagnostics/catalog.js';
import type { CodeList } from './code-list.js';
import type { Made } from './made.js';
import type { Row } from './notation.js';
import type { Run } from './run.js';
import type { Source } from './source.js';
import type { PlacedRow } from './tables.js';

/** A row made ready to run. */
export interface Rule {
  id: string;
  reason: string | undefined;
  row: Row;
  placed: PlacedRow;
  source: Source | undefined;
  beside: Source | undefined;
  /** The value the row makes in this run, for the reference in hand; the same one whenever it is asked for. */
  value(run: Run): Made | undefined;
  /** The rules joined into this one, in the order of the table. */
  joined: Rule[];
}

/** Makes a value; what is memoized and for which references is not its concern. */
export type Maker = (run: Run) => Made | undefined;

/** What makers need to be compiled. */
export interface Context {
  /** The rule that answers to an id; compiled before anything runs, but perhaps after this. */
  rule(id: string, asker: PlacedRow): () => Rule;
  source(path: string, asker: PlacedRow): Source;
  codeList(id: string, asker: PlacedRow): CodeList;
  /** The code of a diagnostic that a row tells. */
  code(code: string, asker: PlacedRow): Code;
  /** The maker of a row whose `how` only this direction has. */
  maker(rule: Rule): Maker | undefined;
}

/** What is particular to a direction of conversion. */
export interface Direction {
  /** Makes a source of a path; undefined for a path that does not exist. */
  source(path: string): Source | undefined;
  /** What `beside` is: where else a value stands, or where else it is written. */
  beside: 'source' | 'target';
  /** Makers that only this direction has; undefined for a row of another `how`. */
  maker(rule: Rule, context: Context): Maker | undefined;
  /** What is done to a value once it is made. */
  finished?(rule: Rule, maker: Maker): Maker;
}
