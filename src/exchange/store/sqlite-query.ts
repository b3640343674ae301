import type { Param } from './database.js';
import type { Connection, Prepared } from './sqlite-library.js';
import type { Statement } from './statement.js';
import type { Result } from './work.js';

/** Runs statements on a connection; each text is prepared once. */
export const queryOn = (
  connection: Connection,
): ((statement: Statement, params: readonly Param[]) => Result) => {
  const prepared = new Map<string, Prepared>();
  return ({ text }, params) => {
    const known = prepared.get(text) ?? connection.prepare(text);
    prepared.set(text, known);
    const values = params.map(toSqlite);
    if (!known.reader) return { rows: [], changed: known.run(values).changes };
    const rows = known.all(values).map(fromSqlite);
    return { rows, changed: rows.length };
  };
};

/** libsql would take a number for a REAL. */
const toSqlite = (value: Param): Exclude<Param, number> | bigint =>
  typeof value === 'number' ? BigInt(value) : value;

/** libsql gives a BLOB as an ArrayBuffer. */
const fromSqlite = (row: Record<string, unknown>): Record<string, unknown> => {
  for (const [name, value] of Object.entries(row)) {
    if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value);
  }
  return row;
};
