import { idIn } from '../identity.js';
import type { Sql } from '../store/database.js';

/** What is remembered of a file that was taken from an inbox. */
export interface ArrivalRecord {
  id: string;
  file: string;
  arrived: number;
  bytes: number;
  digest: string;
  /** EnvelopeIdentifier, and Identifier of the message. */
  envelope: string | undefined;
  message: string | undefined;
  sender: string | undefined;
  receiver: string | undefined;
  /** Document/Name. */
  document: string | undefined;
}

/** The longest value that an envelope has a place for; one that is broken may say more. */
const LONGEST = 255;

/**
 * Records an arrival.
 *
 * @returns false if it is recorded already: the work was done
 */
export const recordArrival = async (sql: Sql, one: ArrivalRecord): Promise<boolean> => {
  const added = await sql.run(
    `INSERT INTO arrival (id, file, arrived, bytes, digest, envelope, message, sender, receiver, document, decision, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '') ON CONFLICT DO NOTHING`,
    one.id,
    one.file,
    one.arrived,
    one.bytes,
    one.digest,
    ...[one.envelope, one.message, one.sender, one.receiver, one.document].map(
      (said) => idIn(said, LONGEST) || null,
    ),
  );
  return added === 1;
};

/** Records what was decided about an arrival, and why. */
export const recordDecision = async (
  sql: Sql,
  id: string,
  decision: string,
  detail: string,
): Promise<void> => {
  await sql.run('UPDATE arrival SET decision = ?, detail = ? WHERE id = ?', decision, detail, id);
};

/** Whether an arrival is recorded, and what was decided. */
export const arrivalDecision = async (sql: Sql, id: string): Promise<string | undefined> =>
  (await sql.one<{ decision: string }>('SELECT decision FROM arrival WHERE id = ?', id))?.decision;

/** The name of the file in which something arrived. */
export const arrivalFile = async (sql: Sql, id: string): Promise<string> =>
  (await sql.one<{ file: string }>('SELECT file FROM arrival WHERE id = ?', id))?.file ?? '';

/** When the last message came that is known; 0 if none has. */
export const lastArrival = async (sql: Sql): Promise<number> =>
  (await sql.one<{ arrived: number | null }>('SELECT MAX(arrived) AS arrived FROM arrival'))?.arrived ?? 0;
