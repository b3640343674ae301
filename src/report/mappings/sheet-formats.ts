import Papa from 'papaparse';
import type { Sheet } from './sheet.js';

const markdownCell = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replace(/[|*_<`]/g, (mark) => `\\${mark}`)
    .replaceAll('\n', '<br>');

/** A sheet as a table of Markdown. */
export const sheetMarkdown = ({ title, notes, columns, rows }: Sheet): string => {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
  const rule = `| ${columns.map(() => '---').join(' | ')} |`;
  return [
    `# ${markdownCell(title)}`,
    '',
    ...notes.flatMap((note) => [markdownCell(note), '']),
    line(columns),
    rule,
    ...rows.map(line),
    '',
  ].join('\n');
};

/** A sheet as CSV, with an apostrophe before what a spreadsheet would take for a formula. */
export const sheetCsv = ({ columns, rows }: Sheet): string =>
  `${Papa.unparse([columns, ...rows], { escapeFormulae: true, newline: '\r\n' })}\r\n`;
