import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { medcomConvert } from '../support/cli.js';
import { folder, put } from '../support/folder.js';

interface Table {
  name: string;
  total: number;
  exercised: number;
  percent: number;
  rows: Array<{ id: string; messages: number; idle?: string }>;
}

const coverage = (...args: string[]) => {
  const { code, stdout, stderr } = medcomConvert(['mappings', 'coverage', ...args, '--json']);
  const { tables, ...whole } = JSON.parse(stdout) as { tables: Table[]; percent: number; messages: number };
  const rows = new Map(tables.flatMap(({ rows }) => rows.map((one) => [one.id, one])));
  return { code, stderr, tables, rows, ...whole };
};

/** A folder of samples with some of the scenarios of the package. */
const some = (...scenarios: string[]): string => {
  const samples = join(folder, 'samples');
  for (const scenario of scenarios)
    cpSync(`samples/${scenario}`, join(samples, scenario), { recursive: true });
  return samples;
};

test('the samples exercise every row of every table, and rows that cannot be say why', () => {
  const { code, stderr, tables, percent } = coverage();
  expect(stderr).toBe('');
  expect(tables.map(({ name }) => name)).toEqual([
    'xdis91-to-carecommunication',
    'xdis91-xbin01-to-carecommunication',
    'carecommunication-to-xdis91',
    'carecommunication-to-xdis91-xbin01',
    'xctl-to-acknowledgement',
    'acknowledgement-to-xctl',
    'edifact/interchange',
    'edifact/dis91',
    'edifact/bin01',
    'edifact/ctl',
  ]);
  const never = tables.flatMap(({ rows }) => rows.filter(({ idle, messages }) => !idle && messages === 0));
  expect(never).toEqual([]);
  expect(percent).toBe(100);
  expect(code).toBe(0);
});

test('few samples exercise few rows, which fails', () => {
  const { code, rows, messages, tables } = coverage('--samples', some('plain'));
  expect(code).toBe(1);
  expect(messages).toBe(1);
  expect(rows.get('X2')).toMatchObject({ messages: 1 });
  expect(rows.get('X46')).toMatchObject({ messages: 0 });
  // The same letter was written as EDIFACT.
  expect(rows.get('E12')).toMatchObject({ messages: 1 });
  expect(tables.find(({ name }) => name === 'edifact/ctl')).toMatchObject({ exercised: 0, percent: 0 });
});

test('rows that nothing exercises are listed with their places', () => {
  const { code, stdout } = medcomConvert(['mappings', 'coverage', '--samples', some('plain')]);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^ {2}X46 {2}Patient alternative id {2}xdis91-to-carecommunication\/rows\.yaml:\d+:3$/m,
  );
  expect(stdout).not.toMatch(/^ {2}X2 /m);
});

test('a row counts each message once, also when it makes several values of it', () => {
  const { rows } = coverage('--samples', some('plain', 'inpatient'), '--min', '0');
  expect(rows.get('X104')).toMatchObject({ messages: 2 });
  expect(rows.get('X18')).toMatchObject({ messages: 1 });
});

test('--min says how many rows are enough', () => {
  expect(coverage('--samples', some('plain'), '--min', '10').code).toBe(0);
  expect(medcomConvert(['mappings', 'coverage', '--min', '101']).code).toBe(2);
});

test('a row of a site that no sample exercises is found', () => {
  put(
    'site/xdis91-to-carecommunication/rows.yaml',
    '- { id: X250, name: Never, from: ClinicalEmail/Patient/AlternativeIdentifier, unless: X45, how: copy, except: [1204581XA3], into: X60 }\n',
  );
  const { code, rows, percent } = coverage('--mappings', join(folder, 'site'));
  expect(code).toBe(1);
  expect(percent).toBe(99.8);
  expect(rows.get('X250')).toMatchObject({ messages: 0 });
});

test('a sample that cannot be converted fails, is told, and counts for nothing', () => {
  const samples = some('plain');
  put('samples/broken/input/letter.xml', '<Emessage>');
  const { code, stderr, messages } = coverage('--samples', samples, '--min', '0');
  expect(code).toBe(1);
  expect(messages).toBe(2);
  expect(stderr).toContain('broken/input/letter.xml');
});

test('what is not a folder of samples is wrong usage', () => {
  expect(medcomConvert(['mappings', 'coverage', '--samples', join(folder, 'nowhere')]).code).toBe(2);
  put('samples/odd/original.json', '{ "sender": 7 }');
  const { code, stderr } = medcomConvert(['mappings', 'coverage', '--samples', join(folder, 'samples')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/TAB002 sender:/);
});
