import pg from 'pg';

const TYPES: Readonly<Record<string, string>> = {
  // Compared and sorted by bytes, as SQLite does, whatever the language of the database.
  TEXT: 'TEXT COLLATE "C"',
  INTEGER: 'BIGINT',
  BLOB: 'BYTEA',
};

/** Names the types of columns, written in capitals outside of quotation marks, as PostgreSQL does. */
export const postgresTypes = (ddl: string): string =>
  ddl.replace(/'[^']*'|"[^"]*"|\b(?:TEXT|INTEGER|BLOB)\b/g, (found) => TYPES[found] ?? found);

const { BOOL, BYTEA, INT8, NUMERIC } = pg.types.builtins;

const parseBytes: (text: string) => Buffer = pg.types.getTypeParser(BYTEA, 'text');

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  // What sum() gives.
  [NUMERIC]: Number,
  // What a comparison gives, and EXISTS.
  [BOOL]: (text) => (text === 't' ? 1 : 0),
  [BYTEA]: (text) => {
    const { buffer, byteOffset, length } = parseBytes(text);
    return new Uint8Array(buffer, byteOffset, length);
  },
};

/** Reads values as SQLite gives them. */
export const postgresValues = {
  getTypeParser: (id: number) => PARSERS[id] ?? pg.types.getTypeParser(id, 'text'),
};
