import type { Sql } from '../store/database.js';

/** What is remembered of something that was sent. */
export interface OutputRecord {
  /** EnvelopeIdentifier of its envelope. */
  id: string;
  arrival: string;
  conversion: string | undefined;
  /** What it is. */
  document: string;
  receiver: string;
  /** Its path in the outbox. */
  file: string;
  bytes: number;
  digest: string;
  /** Its ids: Envelope/Identifier or Bundle.id, Letter/Identifier or MessageHeader.id. */
  envelope: string | undefined;
  letter: string | undefined;
  sent: number;
}

/** Records something that is sent as soon as this is recorded. */
export const recordOutput = async (sql: Sql, one: OutputRecord): Promise<void> => {
  await sql.run(
    `INSERT INTO output (id, arrival, conversion, document, receiver, file, bytes, digest, envelope, letter, sent)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    one.id,
    one.arrival,
    one.conversion ?? null,
    one.document,
    one.receiver,
    one.file,
    one.bytes,
    one.digest,
    one.envelope ?? null,
    one.letter ?? null,
    one.sent,
  );
};

/** Whether something was recorded as sent. */
export const isRecorded = async (sql: Sql, id: string): Promise<boolean> =>
  (await sql.one('SELECT id FROM output WHERE id = ?', id)) !== undefined;

/** Notes what the network answered. @returns false if it was not sent from here */
export const answered = async (sql: Sql, id: string, answer: string): Promise<boolean> =>
  (await sql.run('UPDATE output SET answer = ? WHERE id = ?', answer, id)) > 0;
