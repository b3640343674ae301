import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path) => parse(readFileSync(join(ROOT, path), 'utf8'));

const books = read('docs/generate/rules.yaml');
const rulings = new Map(read('mappings/rulings.yaml').map((one) => [one.id, one]));
/** Rows by their ids: the first table that has one. */
const rows = new Map();
for (const entry of readdirSync(join(ROOT, 'mappings'), { withFileTypes: true })) {
  if (!entry.isDirectory() || !readdirSync(join(ROOT, 'mappings', entry.name)).includes('rows.yaml'))
    continue;
  const path = `mappings/${entry.name}/rows.yaml`;
  for (const row of read(path)) if (!rows.has(row.id)) rows.set(row.id, { ...row, path });
}

/** Rules that are no section, row or ruling. */
const OTHERS = {
  input: 'What files are read and written: see the [README](../../README.md).',
  'input limits':
    'Limits that keep a damaged or hostile file from taking all memory or time: see [docs/limits.md](../limits.md).',
  'trace and loss ledger': 'Nothing disappears silently: see [docs/trace.md](../trace.md).',
  'ele-1': 'Invariant ele-1 of FHIR R4: every element has a value or children.',
  'txt-1': 'Invariant txt-1 of FHIR R4: a narrative holds basic formatting only.',
  'txt-2': 'Invariant txt-2 of FHIR R4: a narrative has content that people see.',
  'medcom-acknowledgement-1': "Invariant medcom-acknowledgement-1 of MedCom's Acknowledgement.",
};

const sectionOf = (book, number) => {
  const { about, sections } = books[book];
  const title = sections[number] ?? sections[number.split('.')[0]];
  if (title === undefined) throw new Error(`rules.yaml has no section ${number} of ${book}`);
  return `${book} ${number}: ${title} (${about})`;
};

const ruleOf = (rule) => {
  if (OTHERS[rule] !== undefined) return OTHERS[rule];
  const ruling = rulings.get(rule);
  if (ruling !== undefined)
    return `[Ruling ${rule}](../../mappings/rulings.yaml), ${ruling.subject}: ${ruling.ruling}`;
  const row = rows.get(rule);
  if (row !== undefined)
    return `[Row ${rule}](../../${row.path})${row.name === undefined ? '' : `, ${row.name}`}`;
  if (/^[SRP]\d/.test(rule)) return `${rule} of MedCom's use cases of the conversion service`;
  return rule;
};

/** What a rule of the catalogue stands for, one line each: sections, rows, rulings. */
export const rulesOf = (rule) => {
  if (OTHERS[rule] !== undefined) return [OTHERS[rule]];
  const book = Object.keys(books).find((name) => rule.startsWith(`${name} `));
  if (book === undefined) return rule.split(', ').map(ruleOf);
  return rule
    .slice(book.length + 1)
    .split(', ')
    .map((number) => sectionOf(book, number));
};
