import { describe, expect, test } from 'vitest';
import { listedTables } from '../../src/mapping/listed.js';
import { sheetsOf } from '../../src/report/mappings/sheets.js';
import { medcomConvert } from '../support/cli.js';
import { tables } from '../support/converter.js';
import { put } from '../support/folder.js';

const show = (...args: string[]) => medcomConvert(['mappings', 'show', ...args]);

test('without a name, lists what can be shown', () => {
  const { code, stdout } = show();
  expect(code).toBe(0);
  for (const name of ['xdis91-to-carecommunication', 'edifact/ctl', 'envelope', 'code-lists/priority'])
    expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
});

describe('shows', () => {
  test.each([
    ['acknowledgement-to-xctl', 'md', 'acknowledgement-to-xctl.md'],
    ['xdis91-xbin01-to-carecommunication', 'csv', 'xdis91-xbin01-to-carecommunication.csv'],
    ['edifact/ctl', 'html', 'edifact-ctl.html'],
    ['code-lists/priority', 'md', 'code-list-priority.md'],
    ['envelope', 'csv', 'envelope.csv'],
  ])('%s as %s', async (name, format, file) => {
    const { code, stdout } = show(name, '--format', format);
    expect(code).toBe(0);
    // The frame of a page is that of all pages.
    const own = /<main>.*<\/main>\n/s.exec(stdout)?.[0] ?? stdout;
    await expect(own).toMatchFileSnapshot(`expected/mappings-show/${file}`);
  });

  test("a site's rows in place of the shipped ones", () => {
    const site = put(
      'site/xdis91-to-carecommunication/rows.yaml',
      '- { id: X57, name: Category, to: Communication.category.coding.code, how: constant, value: nursing }\n',
    ).replace('/xdis91-to-carecommunication/rows.yaml', '');
    const { stdout } = show('xdis91-to-carecommunication', '--mappings', site);
    expect(stdout).toMatch(/^\| X57 \| Category \|.* constant; value: nursing \|/m);
  });
});

test('every row of every table is in one sheet, once', () => {
  const sheets = sheetsOf(tables, 'en');
  for (const { name, rows } of listedTables(tables)) {
    const shown = sheets.find((sheet) => sheet.name === name)?.rows.map(([id]) => id);
    expect(shown, name).toEqual(rows.map(({ id }) => id));
  }
  const ids = sheets
    .filter(({ columns }) => columns[0] === 'id')
    .flatMap(({ rows }) => rows.map(([id]) => id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const { name, columns, rows } of sheets)
    for (const row of rows) expect(row, name).toHaveLength(columns.length);
});

test('has headings and mandatory marks in Danish, too', () => {
  const [sheet] = sheetsOf(tables, 'da');
  expect(sheet?.columns.slice(0, 4)).toEqual(['id', 'Navn', 'XDIS91-element', 'Obligatorisk i XDIS91']);
});

test('CSV holds nothing that a spreadsheet would compute, HTML nothing that a browser would run', () => {
  const site = put(
    'site/xdis91-to-carecommunication/rows.yaml',
    '- { id: X250, name: "=1+1", to: Communication.topic.text, how: constant, value: "<script>alert(1)</script>" }\n',
  ).replace('/xdis91-to-carecommunication/rows.yaml', '');
  const csv = show('xdis91-to-carecommunication', '--format', 'csv', '--mappings', site).stdout;
  expect(csv).toContain('X250,"\'=1+1",');
  expect(csv).not.toContain(',=');
  const html = show('xdis91-to-carecommunication', '--format', 'html', '--mappings', site).stdout;
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toMatch(/<script|<link|src=|@import/);
});

test('what is not there is wrong usage', () => {
  expect(show('xdis91')).toMatchObject({ code: 2, stdout: '' });
  expect(show('xdis91', '--format', 'conceptmap')).toMatchObject({ code: 2, stdout: '' });
  expect(show('--format', 'pdf').code).toBe(2);
});
