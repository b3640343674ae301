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

/**
 * Forgets what came, was sent and was converted before a time. What still waits is kept, and so are ids that were made: they
 * are never used again. Rules: conversion rules 2, 14.1, 15.2.
 */
export const forget = async (sql: Sql, before: number): Promise<void> => {
  const conversions = 'SELECT id FROM conversion WHERE converted < ?';
  await sql.run(`DELETE FROM receipt WHERE conversion IN (${conversions})`, before);
  await sql.run(`DELETE FROM conversion_letter WHERE conversion IN (${conversions})`, before);
  await sql.run('DELETE FROM conversion WHERE converted < ?', before);
  await sql.run('DELETE FROM output WHERE sent < ?', before);
  for (const table of ['letter', 'attachment'])
    await sql.run(
      `DELETE FROM ${table} WHERE arrived < ? AND arrival NOT IN (SELECT arrival FROM waiting)`,
      before,
    );
  await sql.run('DELETE FROM arrival WHERE arrived < ? AND id NOT IN (SELECT arrival FROM waiting)', before);
};
