/** Measures how long a directory of 100,000 organisations takes to read and index: `node bench/directory.js`. */
import { readFileSync } from 'node:fs';
import { isGln, parseHeadings, readDirectory } from '../dist/index.js';

const ROWS = 100_000;
const ROUNDS = 7;

const gln = (number) => {
  const twelve = `57900${String(number).padStart(7, '0')}`;
  for (let digit = 0; ; digit++) if (isGln(`${twelve}${digit}`)) return `${twelve}${digit}`;
};
const rows = Array.from(
  { length: ROWS },
  (_, i) =>
    `${gln(i)};${100_000_000_000_000 + i};Enhed nummer ${i};${10_000_000 + i};XDIS91 XBIN01;2015-01-01;`,
);
const bytes = Buffer.from(`gln;sorId;name;telephone;types;validFrom;validTo\n${rows.join('\n')}\n`);
const yaml = readFileSync(new URL('../mappings/directory/headings.yaml', import.meta.url), 'utf8');
const headings = parseHeadings(yaml, 'headings.yaml');

const times = Array.from({ length: ROUNDS }, () => {
  const start = performance.now();
  const { directory } = readDirectory(bytes, { file: 'bench.csv', headings });
  if (directory.byGln(gln(ROWS - 1), '2026-03-02') === undefined)
    throw new Error('the last one was not found');
  return performance.now() - start;
}).sort((a, b) => a - b);
console.log(
  `${ROWS} organisations, read and indexed: ${times[Math.floor(ROUNDS / 2)].toFixed(0)} ms (median of ${ROUNDS})`,
);
