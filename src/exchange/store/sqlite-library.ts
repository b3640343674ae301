import type { Place } from '../../diagnostics/diagnostic.js';
import { faultError } from './faults.js';

/** The little of libsql that is used; its own declarations are those of another library. */
export interface Connection {
  /** Runs statements without parameters; none of them stays open, even if it fails. */
  exec(sql: string): void;
  prepare(sql: string): Prepared;
  close(): void;
  readonly inTransaction: boolean;
}

/** A prepared statement. Parameters are always handed over as one list: it takes a lone Uint8Array for a list of names. */
export interface Prepared {
  /** True if it returns rows. Then only `all` may run it: `run` and `get` would leave it open, and the transaction with it. */
  readonly reader: boolean;
  run(params: readonly unknown[]): { changes: number };
  all(params: readonly unknown[]): Record<string, unknown>[];
}

/**
 * Loads libsql, which takes its time and is not there for every platform.
 *
 * @throws DiagnosticError REL113
 */
export const loadSqlite = async (place: Place): Promise<new (path: string) => Connection> => {
  try {
    return (await import('libsql')).default as unknown as new (
      path: string,
    ) => Connection;
  } catch (error) {
    throw faultError({ code: 'REL113' }, place, error);
  }
};
