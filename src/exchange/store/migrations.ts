import { DiagnosticError, diagnostic, type Place } from '../../diagnostics/diagnostic.js';
import type { Sql } from './database.js';

/**
 * A step from one version of the store to the next. Its statements write the types of columns as `TEXT`, `INTEGER`
 * (64 bits) and `BLOB`. No number is given to a row by itself.
 */
export interface Migration {
  version: number;
  name: string;
  sql: string[];
}

/** The key under which stores are migrated. */
export const MIGRATIONS_KEY = 'migrations';

/**
 * Brings a store to the newest version: applies, in order, the migrations it does not have.
 *
 * @param sql of a transaction that holds MIGRATIONS_KEY, so that it is done once and whole
 * @param types writes the types of columns as the database calls them
 * @param place the store, for the diagnostic
 * @throws DiagnosticError REL107 for a store newer than the migrations
 */
export const migrate = async (
  sql: Sql,
  migrations: readonly Migration[],
  types: (ddl: string) => string,
  place: Place,
): Promise<void> => {
  await sql.run(
    types('CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL)'),
  );
  const rows = await sql.all<{ version: number }>('SELECT version FROM migration');
  const applied = new Set(rows.map((row) => row.version));
  const known = Math.max(0, ...migrations.map((migration) => migration.version));
  const newest = Math.max(0, ...applied);
  if (newest > known) throw new DiagnosticError(diagnostic('REL107', place, { newest, known }));
  const missing = migrations.filter((migration) => !applied.has(migration.version));
  for (const { version, name, sql: steps } of missing.sort((a, b) => a.version - b.version)) {
    for (const step of steps) await sql.run(types(step));
    await sql.run('INSERT INTO migration (version, name) VALUES (?, ?)', version, name);
  }
};
