/**
 * Parses and checks the tables that are shipped, so that the command need not do it whenever it starts: that took most of its
 * start. Writes dist/parsed-tables.json (see src/formats/parsed-tables.ts) and dist/checked-tables.json (see
 * src/formats/checked-tables.ts). Part of `npm run build`.
 */
import { writeFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { checkTables } from '../dist/check/check.js';
import { recordChecks } from '../dist/formats/checked-tables.js';
import { digestOf } from '../dist/formats/parsed-tables.js';
import { readTableFiles, shippedTables } from '../dist/mapping/files.js';
import { foundSound } from '../dist/mapping/load-tables.js';

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

const write = (name, value) =>
  writeFileSync(new URL(`../dist/${name}.json`, import.meta.url), JSON.stringify(value));

const shipped = readTableFiles(shippedTables);
write(
  'parsed-tables',
  Object.fromEntries(
    [...shipped.values()].flatMap((text) => {
      const table = parsed(text);
      return table === undefined ? [] : [[digestOf(text), table]];
    }),
  ),
);
write(
  'checked-tables',
  recordChecks(() => {
    const { faults } = checkTables({ shipped, site: new Map() });
    if (faults.length === 0) foundSound(shipped);
  }),
);
