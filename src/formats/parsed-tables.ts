import { createHash } from 'node:crypto';
import { once } from './once.js';
import { packageFile } from './package-file.js';

/** A table as it was parsed before. */
export interface ParsedTable {
  value: unknown;
  /** Line and column of each item, of a table that is a list. */
  items?: Array<[line: number, column: number]>;
}

/** What tells whether a text is that of a table that was parsed before. */
export const digestOf = (text: string): string => createHash('sha1').update(text).digest('base64');

/** Made by `npm run build` (build/parse-tables.js); without it, tables are parsed when they are read. */
const known = once(
  (): Readonly<Record<string, ParsedTable>> => JSON.parse(packageFile('dist/parsed-tables.json') ?? '{}'),
);

/** A table that was parsed when this package was built; undefined for any other text. */
export const parsedBefore = (text: string): ParsedTable | undefined => known()[digestOf(text)];
