import Papa from 'papaparse';
import type { Language } from '../../diagnostics/language.js';
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

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => ESCAPES[mark] as string);

const STYLE = [
  'body{font:14px/1.4 system-ui,sans-serif;margin:2rem;color:#1b1b1b;background:#fff}',
  'table{border-collapse:collapse}',
  'th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top;white-space:pre-line}',
  'th{background:#eef2f5;position:sticky;top:0}',
  'tr:target{background:#fff3c4}',
].join('');

/** A sheet as a page of its own, with nothing to load. Each row can be linked to by its first cell. */
export const sheetHtml = ({ title, notes, columns, rows }: Sheet, lang: Language): string => {
  const row = (cells: readonly string[]): string => {
    const id = escaped((cells[0] ?? '').replace(/\s/g, '_'));
    return `<tr id="${id}">${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  };
  return [
    '<!doctype html>',
    `<html lang="${lang}">`,
    `<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>`,
    `<body><h1>${escaped(title)}</h1>`,
    ...notes.map((note) => `<p>${escaped(note)}</p>`),
    `<table><thead><tr>${columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead><tbody>`,
    ...rows.map(row),
    '</tbody></table></body></html>',
    '',
  ].join('\n');
};
