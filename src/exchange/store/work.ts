import type { Param, Sql } from './database.js';
import { checkParams, type Statement, statement } from './statement.js';

/** What a statement gave. */
export interface Result {
  rows: unknown[];
  /** Rows changed, or returned. */
  changed: number;
}

/** Runs one statement. */
export type Query = (statement: Statement, params: readonly Param[]) => Promise<Result>;

/**
 * Does the work with statements that run only while it lasts.
 *
 * @throws what the work threw; but if a statement failed, what that threw, even if the work went on: PostgreSQL
 *   takes nothing more after it, and SQLite must not behave differently. Error, if the work ended before one of its
 *   statements did
 */
export const doWork = async <T>(query: Query, work: (sql: Sql) => Promise<T>): Promise<T> => {
  const failures: unknown[] = [];
  let running = 0;
  let ended = false;
  const ask = async (text: string, params: Param[]): Promise<Result> => {
    if (ended) throw new Error(`a statement came after its transaction: ${text}`);
    if (failures.length > 0) throw failures[0];
    running++;
    try {
      const asked = statement(text);
      checkParams(asked, params);
      return await query(asked, params);
    } catch (error) {
      failures.push(error);
      throw error;
    } finally {
      running--;
    }
  };
  const sql: Sql = {
    all: async <R>(text: string, ...params: Param[]) => (await ask(text, params)).rows as R[],
    one: async <R>(text: string, ...params: Param[]) => (await ask(text, params)).rows[0] as R | undefined,
    run: async (text, ...params) => (await ask(text, params)).changed,
  };
  try {
    const result = await work(sql);
    if (running > 0) throw new Error('a transaction ended before its statements');
    if (failures.length === 0) return result;
  } catch (error) {
    failures.push(error);
  } finally {
    ended = true;
  }
  throw failures[0];
};
