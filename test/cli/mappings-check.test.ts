import { join } from 'node:path';
import { expect, test } from 'vitest';
import { medcomConvert } from '../support/cli.js';
import { folder, put } from '../support/folder.js';

const check = (...args: string[]) => medcomConvert(['mappings', 'check', ...args]);
const site = (): string => join(folder, 'site');

test('the tables of the package are without a fault', () => {
  const { code, stdout, stderr } = check();
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Tables checked: \d+, faults: 0$/m);
});

test('all faults of a site are told, with file, line, row and the mend', () => {
  put(
    'site/xdis91-to-carecommunication/rows.yaml',
    [
      '- { id: X53, name: Patient occupancy, from: ClinicalEmail/Patient/Occupation, how: drop, reason: ours }',
      '- { id: X57, name: Category, to: Communication.kategori, how: constant, value: nursing }',
      '',
    ].join('\n'),
  );
  const { code, stdout, stderr } = check('--mappings', site());
  expect(code).toBe(1);
  expect(stdout).toContain('faults: 2');
  expect(stderr).toMatch(
    /error TAB003 Row X53: .*Occupation\.\n {2}at xdis91-to-carecommunication\/rows\.yaml:1:3\n {2}\S/,
  );
  expect(stderr).toMatch(
    /error TAB003 Row X57: .*kategori\.\n {2}at xdis91-to-carecommunication\/rows\.yaml:2:3\n {2}\S/,
  );
});

test('--json tells them to machines', () => {
  put('site/exchange.yaml', 'ignored: { XBIN01 mising: [FHIR020] }\n');
  const { code, stdout, stderr } = check('--mappings', site(), '--json');
  expect(code).toBe(1);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    cutShort: false,
    diagnostics: [{ code: 'TAB002', place: { file: 'exchange.yaml', line: 1 } }],
  });
});

test('a table that nothing would read is refused, by convert, too', () => {
  put('site/xdis91-to-carecommunication/rows.yml', '[]');
  const { code, stdout, stderr } = check('--mappings', site());
  expect(code).toBe(1);
  expect(stdout).toContain('faults: 1');
  const told = /error TAB012 .*\n {2}at xdis91-to-carecommunication\/rows\.yml\n/;
  expect(stderr).toMatch(told);
  const converted = medcomConvert([
    ...['convert', 'samples/plain/input/letter.xml', '--to', 'edifact', '--mappings', site()],
  ]);
  expect(converted.code).toBe(2);
  expect(converted.stderr).toMatch(told);
});

test('a folder that is not there is wrong usage', () => {
  const { code, stderr } = check('--mappings', join(folder, 'nowhere'));
  expect(code).toBe(2);
  expect(stderr).toContain('TAB004 The table cannot be read: there is no such file or folder.');
});
