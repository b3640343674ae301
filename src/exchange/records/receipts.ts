import type { Sql } from '../store/database.js';

/** A receipt for a converted message: of one letter (XCTL), or of the message (Acknowledgement). */
export interface ReceiptRecord {
  /** Which letter it answers; 0 for an Acknowledgement. */
  position: number;
  arrival: string;
  number: number;
  /** What it says, to tell equal ones. */
  code: string;
  content: Uint8Array;
  /** 1 once it was converted. */
  used: number;
}

/** Keeps a receipt until it is converted, and after that for a message that is sent again. */
export const keepReceipt = async (
  sql: Sql,
  conversion: string,
  { position, arrival, number, code, content, used }: ReceiptRecord,
  now: number,
): Promise<void> => {
  await sql.run(
    `INSERT INTO receipt (conversion, position, arrival, number, code, content, used, arrived)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    conversion,
    position,
    arrival,
    number,
    code,
    content,
    used,
    now,
  );
};

/** The receipts of a conversion, in the order they came. */
export const receiptsOf = (sql: Sql, conversion: string): Promise<ReceiptRecord[]> =>
  sql.all<ReceiptRecord>(
    `SELECT position, arrival, number, code, content, used FROM receipt
     WHERE conversion = ? ORDER BY arrived, arrival, number`,
    conversion,
  );

/** Whether a letter of a conversion, or its message, has a receipt that says this; undefined for whatever it says. */
export const hasReceipt = async (
  sql: Sql,
  conversion: string,
  position: number,
  code?: string,
): Promise<boolean> =>
  (await sql.one(
    `SELECT code FROM receipt WHERE conversion = ? AND position = ?${code === undefined ? '' : ' AND code = ?'} LIMIT 1`,
    conversion,
    position,
    ...(code === undefined ? [] : [code]),
  )) !== undefined;

/** The receipts of a conversion were converted. */
export const receipted = async (sql: Sql, conversion: string): Promise<void> => {
  await sql.run('UPDATE receipt SET used = 1 WHERE conversion = ?', conversion);
  await sql.run("UPDATE conversion SET state = 'receipted' WHERE id = ?", conversion);
};

/** Another receipt takes the place of one that was not converted yet. */
export const replaceReceipts = async (sql: Sql, conversion: string, position: number): Promise<void> => {
  await sql.run(
    'DELETE FROM receipt WHERE conversion = ? AND position = ? AND used = 0',
    conversion,
    position,
  );
};
