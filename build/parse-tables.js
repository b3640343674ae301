/**
 * Parses the tables that are shipped, so that the command need not parse YAML whenever it starts: that took most of its start.
 * Writes dist/parsed-tables.json; see src/formats/parsed-tables.ts. Part of `npm run build`.
 */
import { writeFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { digestOf } from '../dist/formats/parsed-tables.js';
import { readTableFiles, shippedTables } from '../dist/mapping/files.js';

const parsed = (text) => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  // What is not YAML is told of when the tables are read.
  if (document.errors.length > 0) return undefined;
  const items = document.contents?.items?.map((item) => {
    const [offset] = item.range ?? item.key?.range ?? [0];
    const { line, col } = lines.linePos(offset);
    return [line, col];
  });
  return { value: document.toJS(), ...(Array.isArray(document.toJS()) ? { items } : {}) };
};

const tables = Object.fromEntries(
  [...readTableFiles(shippedTables).values()].flatMap((text) => {
    const table = parsed(text);
    return table === undefined ? [] : [[digestOf(text), table]];
  }),
);
writeFileSync(new URL('../dist/parsed-tables.json', import.meta.url), JSON.stringify(tables));
