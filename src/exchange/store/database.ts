import { existsSync } from 'node:fs';
import { DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Migration } from './migrations.js';

export type { Migration } from './migrations.js';

/** A value handed to a statement. Numbers are safe integers, texts hold no NUL character. */
export type Param = string | number | Uint8Array | null;

/**
 * Runs statements. `?` stands for a parameter; the text is valid for SQLite and PostgreSQL alike and constant (its
 * preparation is kept). Names of columns are lower snake case; values come back as number, string, Uint8Array or
 * null, never undefined, in both.
 */
export interface Sql {
  /** All rows. */
  all<R>(sql: string, ...params: Param[]): Promise<R[]>;
  /** The first row, if there is one. */
  one<R>(sql: string, ...params: Param[]): Promise<R | undefined>;
  /** How many rows it changed. */
  run(sql: string, ...params: Param[]): Promise<number>;
}

/**
 * Where the relay keeps its state. Every function rejects with a DiagnosticError (REL101 to REL114) when the store
 * or its server fails; another error is a defect of the statements.
 */
export interface Database {
  /**
   * Everything in it is durable when this resolves, or nothing happened. Serialised against every other transaction,
   * of any process, that holds one of the same keys; those of other keys may, but need not, run beside it.
   *
   * @param keys what it reads and then changes, by name
   * @param work done again from its beginning when the server asks for it or the connection breaks, so that it must
   *   have no effects but its statements; it waits for each of them, and for no other transaction or read of this
   *   database, which may be waiting for it. A statement that failed ends the transaction, whatever the work makes of it
   * @returns what the work returned
   * @throws what the work threw; DiagnosticError REL111 when it cannot be known whether it was stored
   */
  transaction<T>(keys: readonly string[], work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Reads what is committed when each statement begins; statements that write are refused. */
  read<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** The size of what is stored, with its indexes, in bytes. */
  size(): Promise<number>;
  /** Waits for what goes on, and closes. */
  close(): Promise<void>;
}

/**
 * Opens a store, made and brought to the newest version if need be.
 *
 * @param where the path of a file (SQLite), or a URL `postgresql://…` as libpq knows it; `options=-c search_path=…`
 *   in its query chooses the schema
 * @param migrations all versions there are
 * @param make false if a file that is not there is a mistake (REL115)
 * @throws DiagnosticError REL101 to REL115
 */
export const openDatabase = async (
  where: string,
  migrations: readonly Migration[],
  make = true,
): Promise<Database> => {
  if (/^postgres(ql)?:/.test(where)) {
    const { openPostgres } = await import('./postgres.js');
    return openPostgres(where, migrations);
  }
  if (!make && !existsSync(where)) throw new DiagnosticError(diagnostic('REL115', { file: where }));
  const { openSqlite } = await import('./sqlite.js');
  return openSqlite(where, migrations);
};
