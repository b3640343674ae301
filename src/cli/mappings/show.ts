import type { Language } from '../../diagnostics/language.js';
import { sheetPage } from '../../report/html/sheet.js';
import { conceptMapBundle, conceptMaps } from '../../report/mappings/concept-maps.js';
import type { Sheet } from '../../report/mappings/sheet.js';
import { sheetCsv, sheetMarkdown } from '../../report/mappings/sheet-formats.js';
import { words } from '../../report/mappings/sheet-words.js';
import { sheetsOf } from '../../report/mappings/sheets.js';
import { plainTable } from '../../report/table.js';
import { Exit, UsageError } from '../exit.js';
import { loadAll } from '../setup.js';

/** Options of `mappings show` as the command line gives them. */
export interface ShowOptions {
  mappings?: string;
  format: 'md' | 'csv' | 'html' | 'conceptmap';
  lang: Language;
}

const LISTS = 'code-lists/';

const listing = (sheets: readonly Sheet[], lang: Language): string => {
  const said = words[lang];
  const rows = sheets.map(({ name, title, rows }) => [name, title, String(rows.length)]);
  return `${plainTable([said.show, said.what, said.rows], rows)}\n`;
};

const sheetText = (sheet: Sheet, { format, lang }: ShowOptions): string => {
  if (format === 'csv') return sheetCsv(sheet);
  return format === 'html' ? sheetPage(sheet, lang) : sheetMarkdown(sheet);
};

/**
 * `medcom-convert mappings show`: a table in the shape of MedCom's sheets, on standard output; without a name, what can be shown.
 * As ConceptMaps one code list, or all of them.
 */
export const showCommand = (name: string | undefined, options: ShowOptions): Exit => {
  const { mappings, format, lang } = options;
  const { tables } = loadAll(mappings === undefined ? {} : { mappings });
  if (format === 'conceptmap') {
    const maps = conceptMaps(tables, name?.replace(LISTS, ''));
    if (maps.length === 0)
      throw new UsageError(`There is no code list ${name} of which both sides are codes.`);
    process.stdout.write(`${JSON.stringify(conceptMapBundle(maps), undefined, 2)}\n`);
    return Exit.ok;
  }
  const sheets = sheetsOf(tables, lang);
  if (name === undefined) {
    process.stdout.write(listing(sheets, lang));
    return Exit.ok;
  }
  const sheet = sheets.find((one) => one.name === name);
  if (sheet === undefined)
    throw new UsageError(`There is no table ${name}; medcom-convert mappings show lists them.`);
  process.stdout.write(sheetText(sheet, options));
  return Exit.ok;
};
