import type { Identity } from '../identity.js';
import type { Sql } from '../store/database.js';

/** A letter or message that came before. */
export interface SeenLetter {
  arrival: string;
  envelope: string;
  digest: string;
  state: string;
  conversion: string | null;
}

/** What a letter or message that comes is, compared with those that came before. Rules: conversion rules 15.4. */
export type Arrival =
  | { is: 'new' }
  | { is: 'duplicate'; before: SeenLetter }
  | { is: 'resend' | 'conflict'; before: SeenLetter };

/** What nothing is known of that came before. */
export const NEW: Arrival = { is: 'new' };

/**
 * Remembers a letter or message, and tells whether it came before.
 *
 * @param digest of its content without what is new each time it is sent
 * @returns duplicate for the same ids, which is not remembered; resend for the same letter in a new envelope, conflict if
 * that says something else
 */
export const remember = async (
  sql: Sql,
  { kind, sender, envelope, letter }: Identity,
  digest: string,
  at: { arrival: string; number: number; now: number },
): Promise<Arrival> => {
  const added = await sql.run(
    `INSERT INTO letter (arrival, number, kind, sender, envelope, letter, digest, state, arrived)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'new', ?) ON CONFLICT DO NOTHING`,
    at.arrival,
    at.number,
    kind,
    sender,
    envelope,
    letter,
    digest,
    at.now,
  );
  const copies = `SELECT arrival, envelope, digest, state, conversion FROM letter
    WHERE kind = ? AND sender = ? AND letter = ? AND envelope`;
  if (added === 0) {
    const same = await sql.one<SeenLetter>(`${copies} = ?`, kind, sender, letter, envelope);
    if (same !== undefined) return { is: 'duplicate', before: same };
  }
  // What was made of one copy counts for all: others were ignored, or refused.
  const before = await sql.one<SeenLetter>(
    `${copies} <> ? ORDER BY CASE WHEN state = 'waiting' OR conversion IS NOT NULL THEN 0 ELSE 1 END, arrived DESC LIMIT 1`,
    kind,
    sender,
    letter,
    envelope,
  );
  if (before === undefined) return NEW;
  return { is: before.digest === digest ? 'resend' : 'conflict', before };
};

/** The envelope id of the newest copy of a letter that is being converted: receipts name that. Rules: conversion rules 15.4. */
export const newestEnvelope = async (
  sql: Sql,
  { kind, sender, envelope, letter }: Identity,
): Promise<string> =>
  (
    await sql.one<{ envelope: string }>(
      `SELECT envelope FROM letter WHERE kind = ? AND sender = ? AND letter = ? AND state IN ('new', 'waiting', 'ignored')
       ORDER BY arrived DESC LIMIT 1`,
      kind,
      sender,
      letter,
    )
  )?.envelope ?? envelope;

/** Whether an envelope id was used by the same sender for another letter, in another file. */
export const envelopeUsed = async (
  sql: Sql,
  { sender, envelope, letter }: Identity,
  arrival: string,
): Promise<boolean> =>
  (await sql.one(
    'SELECT letter FROM letter WHERE envelope = ? AND sender = ? AND letter <> ? AND arrival <> ? LIMIT 1',
    envelope,
    sender,
    letter,
    arrival,
  )) !== undefined;

/** Notes what became of a letter or message. */
export const decided = async (
  sql: Sql,
  { kind, sender, envelope, letter }: Identity,
  state: string,
  conversion?: string,
): Promise<void> => {
  await sql.run(
    'UPDATE letter SET state = ?, conversion = ? WHERE kind = ? AND sender = ? AND letter = ? AND envelope = ?',
    state,
    conversion ?? null,
    kind,
    sender,
    letter,
    envelope,
  );
};

/** The conversion that a letter went into; undefined if none. */
export const conversionIn = async (
  sql: Sql,
  { kind, sender, envelope, letter }: Identity,
): Promise<string | undefined> =>
  (
    await sql.one<{ conversion: string | null }>(
      'SELECT conversion FROM letter WHERE kind = ? AND sender = ? AND letter = ? AND envelope = ?',
      kind,
      sender,
      letter,
      envelope,
    )
  )?.conversion ?? undefined;
