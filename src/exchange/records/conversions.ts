import type { AnsweredLetter, Original } from '../../mapping/receipts/original.js';
import { idIn } from '../identity.js';
import type { Sql } from '../store/database.js';

/** From a letter to a CareCommunication, or back. */
export type ConversionDirection = 'to-fhir' | 'to-legacy';

/** A letter of a conversion, in the form it came or was made in. */
export interface ConvertedLetter extends AnsweredLetter {
  syntax: 'oioxml' | 'edifact';
}

/** What is remembered of a conversion. Rules: conversion rules 14.2, 15.1. */
export interface Conversion {
  id: string;
  direction: ConversionDirection;
  /** How the FHIR message is written: json or xml. */
  syntax: 'json' | 'xml';
  bundle: string;
  /** The message that receipts answer. */
  original: Omit<Original, 'letters'> & { letters: readonly ConvertedLetter[] };
  /** awaiting receipts, or receipted. */
  state: 'awaiting' | 'receipted';
  converted: number;
}

interface Row {
  id: string;
  direction: ConversionDirection;
  syntax: 'json' | 'xml';
  bundle: string;
  header: string;
  original: string;
  reason: string | null;
  state: Conversion['state'];
  converted: number;
}

/** Id of a conversion: its direction, who sent the message, and MessageHeader.id. */
export const conversionId = (direction: ConversionDirection, sender: string, header: string): string =>
  `${direction} ${sender} ${header}`;

/** Records a conversion; one that is done again takes the place of the one before. */
export const record = async (sql: Sql, conversion: Conversion): Promise<void> => {
  const { id, direction, syntax, bundle, original, state, converted } = conversion;
  const { letters, header = '', reason, ...rest } = original;
  await sql.run('DELETE FROM conversion WHERE id = ?', id);
  await sql.run('DELETE FROM conversion_letter WHERE conversion = ?', id);
  await sql.run(
    `INSERT INTO conversion (id, direction, syntax, sender, receiver, bundle, header, original, reason, state, converted)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    direction,
    syntax,
    original.sender.gln,
    original.receiver.gln,
    bundle,
    header,
    JSON.stringify(rest),
    reason ?? null,
    state,
    converted,
  );
  for (const [position, one] of letters.entries())
    await sql.run(
      `INSERT INTO conversion_letter (conversion, position, message, syntax, envelope, letter, version)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      id,
      position,
      one.message,
      one.syntax,
      one.envelope,
      one.letter,
      one.version,
    );
};

const COLUMNS = 'c.id, c.direction, c.syntax, c.bundle, c.header, c.original, c.reason, c.state, c.converted';

const conversionOf = async (sql: Sql, row: Row | undefined): Promise<Conversion | undefined> => {
  if (row === undefined) return undefined;
  const letters = await sql.all<ConvertedLetter>(
    `SELECT message, syntax, envelope, letter, version FROM conversion_letter
     WHERE conversion = ? ORDER BY position`,
    row.id,
  );
  const { id, direction, syntax, bundle, header, original, reason, state, converted } = row;
  const known = JSON.parse(original) as Omit<Original, 'letters'>;
  return {
    id,
    direction,
    syntax,
    bundle,
    original: { ...known, header, reason: reason ?? undefined, letters },
    state,
    converted,
  };
};

/** A conversion by its id. */
export const conversionById = async (sql: Sql, id: string): Promise<Conversion | undefined> =>
  conversionOf(sql, await sql.one<Row>(`SELECT ${COLUMNS} FROM conversion c WHERE c.id = ?`, id));

/** The newest conversion to a CareCommunication of this MessageHeader.id since a time. Rules: conversion rules 8.1. */
export const conversionByHeader = async (
  sql: Sql,
  header: string,
  since: number,
): Promise<Conversion | undefined> =>
  conversionOf(
    sql,
    await sql.one<Row>(
      `SELECT ${COLUMNS} FROM conversion c
       WHERE c.header = ? AND c.direction = 'to-fhir' AND c.converted >= ? ORDER BY c.converted DESC`,
      idIn(header),
      since,
    ),
  );

/**
 * The conversion of a CareCommunication that made the letters a receipt answers: by letter and envelope id, then by letter
 * id and sender, or by envelope id alone if it names no letter. Rules: conversion rules 8.1.
 */
export const conversionByLetters = async (
  sql: Sql,
  { envelope, sender, letters }: { envelope: string; sender: string; letters: readonly string[] },
  since: number,
): Promise<Conversion | undefined> => {
  const found = (where: string, ...params: string[]): Promise<Row | undefined> =>
    sql.one<Row>(
      `SELECT ${COLUMNS} FROM conversion c JOIN conversion_letter l ON l.conversion = c.id
       WHERE c.direction = 'to-legacy' AND c.converted >= ? AND ${where} ORDER BY c.converted DESC`,
      since,
      ...params.map((param) => idIn(param)),
    );
  if (letters.length === 0) return conversionOf(sql, await found('l.envelope = ?', envelope));
  for (const letter of letters) {
    const row =
      (await found('l.letter = ? AND l.envelope = ?', letter, envelope)) ??
      (await found('l.letter = ? AND c.sender = ?', letter, sender));
    if (row !== undefined) return conversionOf(sql, row);
  }
  return undefined;
};

/**
 * Reserves ids that were made, for ever.
 *
 * @returns false if another message of the same sender has one of them
 */
export const reserve = async (
  sql: Sql,
  sender: string,
  ids: readonly string[],
  conversion: string,
): Promise<boolean> => {
  for (const id of ids) {
    await sql.run(
      'INSERT INTO made_id (sender, id, conversion) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      sender,
      id,
      conversion,
    );
    const owner = await sql.one<{ conversion: string }>(
      'SELECT conversion FROM made_id WHERE sender = ? AND id = ?',
      sender,
      id,
    );
    if (owner?.conversion !== conversion) return false;
  }
  return true;
};
