import { type Identity, idIn } from '../identity.js';
import type { Sql } from '../store/database.js';

/** A letter that waits for its other half. */
export interface Waiting {
  arrival: string;
  number: number;
  kind: string;
  sender: string;
  receiver: string;
  deadline: number;
}

/** Which of two a letter is for an attachment: it refers to it, or carries it. */
export type Role = 'reference' | 'carried';

/**
 * What became of an attachment. waiting: its letter waits. converted: it is in a CareCommunication. without: its letter was
 * converted without it. passed, invalid, large: the letter that carries it, or refers to it, was not converted.
 */
export type AttachmentState = 'waiting' | 'converted' | 'without' | 'passed' | 'invalid' | 'large';

export interface Attachment {
  object: string;
  role: Role;
  arrival: string;
  number: number;
  state: AttachmentState;
}

const PIECE = 1 << 20;

/** Whether an envelope is kept. */
export const isHeld = async (sql: Sql, arrival: string): Promise<boolean> =>
  (await sql.one('SELECT piece FROM held WHERE arrival = ? AND piece = 0', arrival)) !== undefined;

/** Keeps an envelope as long as a letter in it waits. */
export const hold = async (sql: Sql, arrival: string, content: Uint8Array): Promise<void> => {
  if (await isHeld(sql, arrival)) return;
  for (let piece = 0; piece * PIECE < content.length; piece++)
    await sql.run(
      'INSERT INTO held (arrival, piece, content) VALUES (?, ?, ?)',
      arrival,
      piece,
      content.subarray(piece * PIECE, (piece + 1) * PIECE),
    );
};

/** An envelope that was kept. */
export const heldContent = async (sql: Sql, arrival: string): Promise<Buffer> => {
  const pieces = await sql.all<{ content: Uint8Array }>(
    'SELECT content FROM held WHERE arrival = ? ORDER BY piece',
    arrival,
  );
  return Buffer.concat(pieces.map(({ content }) => content));
};

/** Lets a letter wait. */
export const wait = async (sql: Sql, one: Waiting): Promise<void> => {
  await sql.run(
    'INSERT INTO waiting (arrival, number, kind, sender, receiver, deadline) VALUES (?, ?, ?, ?, ?, ?)',
    one.arrival,
    one.number,
    one.kind,
    one.sender,
    one.receiver,
    one.deadline,
  );
};

/** Sets the end of a wait, if it is nearer than the one it has. */
export const hasten = async (
  sql: Sql,
  { arrival, number }: Pick<Waiting, 'arrival' | 'number'>,
  deadline: number,
): Promise<void> => {
  await sql.run(
    'UPDATE waiting SET deadline = ? WHERE arrival = ? AND number = ? AND deadline > ?',
    deadline,
    arrival,
    number,
    deadline,
  );
};

/** A letter waits no more; its envelope goes with the last letter in it. */
export const release = async (sql: Sql, arrival: string, number: number): Promise<void> => {
  await sql.run('DELETE FROM waiting WHERE arrival = ? AND number = ?', arrival, number);
  const other = await sql.one('SELECT number FROM waiting WHERE arrival = ? LIMIT 1', arrival);
  if (other === undefined) await sql.run('DELETE FROM held WHERE arrival = ?', arrival);
};

/** When a letter ends to wait; undefined if it does not wait. */
export const deadlineIn = async (
  sql: Sql,
  { arrival, number }: Pick<Waiting, 'arrival' | 'number'>,
): Promise<number | undefined> =>
  (
    await sql.one<{ deadline: number }>(
      'SELECT deadline FROM waiting WHERE arrival = ? AND number = ?',
      arrival,
      number,
    )
  )?.deadline;

/** Letters between two organisations whose time is over, XDIS91 first. */
export const overdueBetween = (
  sql: Sql,
  { sender, receiver }: Pick<Identity, 'sender' | 'receiver'>,
  now: number,
): Promise<Waiting[]> =>
  sql.all<Waiting>(
    `SELECT arrival, number, kind, sender, receiver, deadline FROM waiting
     WHERE sender = ? AND receiver = ? AND deadline < ? ORDER BY kind DESC, deadline, arrival, number`,
    sender,
    receiver,
    now,
  );

/** Letters whose time is over, XDIS91 first. */
export const overdue = (sql: Sql, now: number): Promise<Waiting[]> =>
  sql.all<Waiting>(
    `SELECT arrival, number, kind, sender, receiver, deadline FROM waiting
     WHERE deadline < ? ORDER BY kind DESC, deadline, arrival, number`,
    now,
  );

/** Whether a letter still waits. */
export const stillWaits = async (sql: Sql, arrival: string, number: number): Promise<boolean> =>
  (await sql.one('SELECT number FROM waiting WHERE arrival = ? AND number = ?', arrival, number)) !==
  undefined;

/** Remembers an attachment that a letter refers to or carries. */
export const noteAttachment = async (
  sql: Sql,
  { sender, receiver }: Pick<Identity, 'sender' | 'receiver'>,
  { object, role, arrival, number, state }: Attachment,
  now: number,
): Promise<void> => {
  // An id that no valid letter has is of no use to find an attachment by.
  if (idIn(object) === '') return;
  await sql.run(
    `INSERT INTO attachment (sender, receiver, object, role, arrival, number, state, arrived)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (sender, receiver, object, role, arrival, number) DO UPDATE SET state = excluded.state`,
    sender,
    receiver,
    object,
    role,
    arrival,
    number,
    state,
    now,
  );
};

/** Attachments of a letter that nobody asked for are waited for no more. */
export const abandon = async (
  sql: Sql,
  { arrival, number }: Pick<Attachment, 'arrival' | 'number'>,
): Promise<void> => {
  await sql.run(
    "UPDATE attachment SET state = 'passed' WHERE arrival = ? AND number = ? AND state = 'waiting'",
    arrival,
    number,
  );
};

const OF_OBJECT = 'sender = ? AND receiver = ? AND object = ? AND role = ?';

/** Attachments between two organisations, by object id, role and states; the newest first. */
export const attachmentsOf = async (
  sql: Sql,
  { sender, receiver }: Pick<Identity, 'sender' | 'receiver'>,
  object: string,
  role: Role,
  states: readonly AttachmentState[],
): Promise<Attachment[]> =>
  sql.all<Attachment>(
    `SELECT object, role, arrival, number, state FROM attachment
     WHERE ${OF_OBJECT} AND state IN (${states.map(() => '?').join()}) ORDER BY arrived DESC, arrival, number`,
    sender,
    receiver,
    object,
    role,
    ...states,
  );

/** What became of the newest attachment of an object; undefined if none is known. */
export const newestState = async (
  sql: Sql,
  { sender, receiver }: Pick<Identity, 'sender' | 'receiver'>,
  object: string,
  role: Role,
): Promise<AttachmentState | undefined> =>
  (
    await sql.one<Attachment>(
      `SELECT state FROM attachment WHERE ${OF_OBJECT} ORDER BY arrived DESC, arrival, number LIMIT 1`,
      sender,
      receiver,
      object,
      role,
    )
  )?.state;

/** What became of an object that a binary letter carries. */
export const carriedState = async (
  sql: Sql,
  { sender, receiver }: Pick<Identity, 'sender' | 'receiver'>,
  object: string,
  { arrival, number }: Pick<Attachment, 'arrival' | 'number'>,
): Promise<AttachmentState | undefined> =>
  (
    await sql.one<Attachment>(
      `SELECT state FROM attachment WHERE ${OF_OBJECT} AND arrival = ? AND number = ?`,
      sender,
      receiver,
      object,
      'carried',
      arrival,
      number,
    )
  )?.state;
