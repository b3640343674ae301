import type { Sql } from '../store/database.js';

/** Arrivals that are forgotten at a time, so that no transaction holds others up. */
const MOST = 5000;

/**
 * Until when there is something to forget, a stretch at a time.
 *
 * @param before what is older need not be remembered
 * @returns undefined if there is nothing older
 */
export const forgettable = async (sql: Sql, before: number): Promise<number | undefined> => {
  const oldest = await sql.one('SELECT id FROM arrival WHERE arrived < ? LIMIT 1', before);
  if (oldest === undefined) return undefined;
  const enough = await sql.one<{ arrived: number }>(
    `SELECT arrived FROM arrival WHERE arrived < ? ORDER BY arrived LIMIT 1 OFFSET ${MOST}`,
    before,
  );
  return enough?.arrived ?? before;
};

/** Arrivals that are old enough, and of which nothing waits. */
const OLD = `SELECT a.id FROM arrival a WHERE a.arrived < ?
  AND NOT EXISTS (SELECT w.arrival FROM waiting w WHERE w.arrival = a.id)`;

/** What hangs on an arrival; arrivals themselves come last. */
const OF_ARRIVALS = ['letter', 'attachment', 'output'] as const;
/** What hangs on a conversion. */
const OF_CONVERSIONS = ['receipt', 'conversion_letter'] as const;

/**
 * Forgets what came and went before a time. What waits stays, with all that is known of it; ids that were made stay for ever,
 * so that none is used twice. Rules: conversion rules 2 (life of a conversion record), 14.1, 15.1.
 *
 * @param before milliseconds since 1970; of conversions, when they were made last
 * @returns number of arrivals that were forgotten
 */
export const forget = async (sql: Sql, before: number): Promise<number> => {
  for (const table of OF_ARRIVALS) await sql.run(`DELETE FROM ${table} WHERE arrival IN (${OLD})`, before);
  for (const table of OF_CONVERSIONS)
    await sql.run(
      `DELETE FROM ${table} WHERE conversion IN (SELECT id FROM conversion WHERE converted < ?)`,
      before,
    );
  await sql.run('DELETE FROM conversion WHERE converted < ?', before);
  return sql.run(`DELETE FROM arrival WHERE id IN (${OLD})`, before);
};
