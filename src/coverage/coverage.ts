import type { Converter } from '../conversion/convert.js';
import { type ListedRow, listedTables } from '../mapping/listed.js';
import type { Tables } from '../mapping/tables.js';
import { type Exercised, exercise, type Scenario } from './exercise.js';

/** How often a row was exercised. */
export interface RowCoverage extends ListedRow {
  /** Number of messages in whose conversion it had a part. */
  messages: number;
}

/** The rows of a table, and how many of those that can be exercised were. */
export interface TableCoverage {
  name: string;
  rows: RowCoverage[];
  /** Rows that a message can make do something. */
  live: number;
  exercised: number;
}

/** Which rows messages exercise. */
export interface Coverage {
  messages: number;
  /** Messages of which a conversion failed. */
  failed: Exercised[];
  tables: TableCoverage[];
  live: number;
  exercised: number;
}

const total = (tables: readonly TableCoverage[], key: 'live' | 'exercised'): number =>
  tables.reduce((sum, table) => sum + table[key], 0);

/** Counts for every row of every table the messages in whose conversion it had a part. */
export const coverageOf = (
  scenarios: readonly Scenario[],
  tables: Tables,
  converter: Converter,
): Coverage => {
  const all = scenarios.flatMap((scenario) => exercise(scenario, converter));
  const counts = new Map<string, number>();
  for (const { rows } of all) for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
  const covered = listedTables(tables).map(({ name, rows }): TableCoverage => {
    const counted = rows.map((row) => ({ ...row, messages: counts.get(row.id) ?? 0 }));
    const live = counted.filter(({ idle }) => idle === undefined);
    return {
      name,
      rows: counted,
      live: live.length,
      exercised: live.filter(({ messages }) => messages > 0).length,
    };
  });
  return {
    messages: all.length,
    failed: all.filter(({ errors }) => errors.length > 0),
    tables: covered,
    live: total(covered, 'live'),
    exercised: total(covered, 'exercised'),
  };
};

/** The percentage of rows that were exercised, rounded down: 100 means all of them. */
export const percent = ({ exercised, live }: { exercised: number; live: number }): number =>
  live === 0 ? 100 : Math.floor((exercised * 1000) / live) / 10;
