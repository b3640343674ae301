/** Writes docs/licenses.md: the licences of all that this package depends on. `npm run docs:licenses` */
import { writeFileSync } from 'node:fs';
import { packages } from '../../build/packages.js';

const table = (rows) => [
  '| package | version | licence |',
  '| --- | --- | --- |',
  ...rows.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
];

const text = [
  '# Licences of dependencies',
  '',
  'This page is made of `package-lock.json` by `npm run docs:licenses`; a test compares them, and refuses a licence that is none of MIT,',
  'Apache-2.0, ISC, BSD and 0BSD. The texts of those that are copied into the command are in `dist/THIRD-PARTY-LICENSES.txt`; what is',
  'needed to run stands as a bill of materials in `dist/bom.cdx.json` (CycloneDX).',
  '',
  '## Needed to run',
  '',
  ...table(packages.filter(({ dev }) => !dev)),
  '',
  '## Needed to build and test only',
  '',
  ...table(packages.filter(({ dev }) => dev)),
  '',
].join('\n');
writeFileSync(new URL('../licenses.md', import.meta.url), text);
