import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder } from '../support/folder.js';

const ROWS = 'mappings/xdis91-to-carecommunication/rows.yaml';

/** The command of a copy of this package, one of whose tables was changed after it was built. */
const changed = (table: string, from: string, to: string) => {
  for (const part of ['bin', 'dist', 'mappings', 'assets', 'package.json'])
    cpSync(part, join(folder, part), { recursive: true });
  const path = join(folder, table);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  return (...args: string[]) =>
    spawnSync(process.execPath, [join(folder, 'bin/medcom-convert.js'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
};
const LETTER = ['samples/plain/input/letter.xml', '--to', 'fhir', '--sor', 'samples/sor.csv'];

test('a row that was changed after the package was built is the one that is used', () => {
  const medcomConvert = changed(ROWS, 'value: new-message\n', 'value: reply-message\n');
  const { status, stdout } = medcomConvert('convert', ...LETTER, '--no-validate');
  expect(status).toBe(0);
  expect(stdout).toContain('"reply-message"');
  expect(stdout).not.toContain('"new-message"');
});

test('a row that was changed after the package was built is checked', () => {
  const medcomConvert = changed(ROWS, 'name: Version code\n', 'nmae: Version code\n');
  const { status, stderr } = medcomConvert('convert', ...LETTER);
  expect(status).toBe(2);
  expect(stderr).toMatch(/error TAB002 .*X12/);
  expect(stderr).toMatch(/rows\.yaml:\d+:\d+/);
});

test('so is a row that nothing needs which is converted', () => {
  const medcomConvert = changed('mappings/acknowledgement-to-xctl/rows.yaml', 'how: copy', 'how: cpoy');
  const { status, stderr } = medcomConvert('convert', ...LETTER);
  expect(status).toBe(2);
  expect(stderr).toMatch(/error TAB002 .*acknowledgement-to-xctl\/rows\.yaml/s);
});

test('and a rule of a profile', () => {
  const medcomConvert = changed('mappings/profiles/messaging.yaml', 'holds: ', 'holds: no-such(');
  const { status, stderr } = medcomConvert('validate', 'samples/reply-with-attachment/input/message.json');
  expect(status).toBe(2);
  expect(stderr).toContain('error TAB002');
});
