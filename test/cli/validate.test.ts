import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonLines, medcomConvert } from '../support/cli.js';
import type { Json } from '../support/fhir.js';
import { files, folder, out, put } from '../support/folder.js';

const valid = readFileSync('samples/plain/expected/letter.json', 'utf8');
const broken = valid.replace('"code": "other"', '"code": "andet"');
const letter = 'samples/plain/input/letter.xml';
const sor = ['--sor', 'samples/sor.csv'];

describe('validate', () => {
  test('valid messages of all formats', () => {
    const { code, stdout } = medcomConvert([
      ...['validate', letter, 'samples/plain/expected/letter.json'],
      ...['samples/edifact-letter/input/letter.edi', 'samples/envelope-attachment/input/letter.vans.xml'],
    ]);
    expect(stdout).toContain('4 files: 4 ok, 0 failed');
    expect(stdout).toMatch(/ok {5}samples\/plain\/expected\/letter.json\n {2}CareCommunication/);
    expect(stdout).toMatch(/letter.edi(?: .*)?\n {2}DIS91/);
    expect(code).toBe(0);
  });

  test('an error is told with its place, its rule and how to mend it, and without personal data', () => {
    expect(broken).not.toBe(valid);
    put('broken.json', broken.replace('"value": "2512489996"', '"value": "2512489996x"'));
    const { code, stdout, stderr } = medcomConvert(['validate', join(folder, 'broken.json')]);
    expect(code).toBe(1);
    expect(stdout).toContain('error FHIR108 [medcom-careCommunication-communication]');
    expect(stdout).toMatch(/broken\.json:\d+:\d+ Bundle\.entry\[2\]\.resource\.category\[0\]\.coding\[0\]/);
    expect(stdout).toContain('profiles/value-sets.yaml');
    expect(stdout + stderr).not.toMatch(/2512489996|Berggren/);
  });

  test('for machines: a line of JSON a file, then the sum', () => {
    put('broken.json', broken);
    put('fine.json', valid);
    const [first, second, sum] = jsonLines(medcomConvert(['validate', folder, '--json']).stdout);
    expect(first).toMatchObject({ kind: 'file', status: 'failed' });
    expect(first.findings.map(({ code }: Json) => code)).toContain('FHIR108');
    expect(second).toMatchObject({ kind: 'file', status: 'ok', findings: [] });
    expect(sum).toMatchObject({ kind: 'summary', checked: 2, ok: 1, failed: 1 });
  });

  test('the other reporters', () => {
    put('broken.json', broken);
    const report = join(folder, 'report.xml');
    const { stdout, code } = medcomConvert([
      'validate',
      folder,
      '--reporter',
      'github',
      '--reporter',
      `junit=${report}`,
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/::error file=.*broken\.json,line=\d+,col=\d+/);
    expect(readFileSync(report, 'utf8')).toContain('<testsuite');
  });

  test('standard input; what is not there; what is no message', () => {
    expect(medcomConvert(['validate', '-'], valid).code).toBe(0);
    expect(medcomConvert(['validate', join(folder, 'none.json')])).toMatchObject({ code: 1 });
    expect(medcomConvert(['validate', '-'], 'hello').stdout).toContain('IN005');
    expect(medcomConvert(['validate', '-', '--reporter', 'html'], valid).code).toBe(2);
  });

  test("a site's own tables", () => {
    const table = readFileSync('mappings/code-lists/categories.yaml', 'utf8');
    put('site/code-lists/categories.yaml', `${table}  - { fhir: andet, text: Andet }\n`);
    put('broken.json', broken);
    expect(medcomConvert(['validate', join(folder, 'broken.json')]).code).toBe(1);
    const { code } = medcomConvert([
      'validate',
      join(folder, 'broken.json'),
      '--mappings',
      join(folder, 'site'),
    ]);
    expect(code).toBe(0);
  });

  test.each([
    ['no YAML', 'site.yaml', 'a: [', 'TAB001'],
    ['a word that there is not', 'site.yaml', 'x: { url: u, of: Patient, source: s, element: {} }', 'TAB002'],
    [
      'a rule that cannot be read',
      'site.yaml',
      'x: { url: u, of: Patient, source: s, rules: [{ id: a, holds: "a = ", en: e, da: d }] }',
      'TAB002',
    ],
    [
      'a function that there is not',
      'site.yaml',
      'x: { url: u, of: Patient, source: s, rules: [{ id: a, holds: "a.sum()", en: e, da: d }] }',
      'TAB002',
    ],
    ['a profile that there is not', 'site.yaml', 'x: { url: u, of: Patient, like: y, source: s }', 'TAB002'],
    ['a type that there is not', 'site.yaml', 'x: { url: u, of: Patients, source: s }', 'TAB002'],
    [
      'a value set that there is not',
      'site.yaml',
      'x: { url: u, of: Patient, source: s, elements: { gender: { codes: y } } }',
      'TAB002',
    ],
    [
      'an element that the type does not have',
      'site.yaml',
      'x: { url: u, of: Patient, source: s, elements: { nickname: 1 } }',
      'TAB002',
    ],
    ['a list that there is not', 'value-sets.yaml', 'x: { url: u, systems: { s: { list: y } } }', 'TAB002'],
  ])('a table with %s', (_what, name, text, expected) => {
    put(`site/profiles/${name}`, text);
    const { code, stderr } = medcomConvert([
      'validate',
      'samples/plain/expected/letter.json',
      '--mappings',
      join(folder, 'site'),
    ]);
    expect(stderr).toContain(expected);
    expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/ at .*:\d+:\d+\)/);
    expect(code).toBe(2);
  });
});

describe('convert checks what it makes', () => {
  /** A site's code list that makes messages invalid. */
  const site = (): string[] => {
    const name = 'code-lists/episode-of-care-status.yaml';
    const list = readFileSync(`mappings/${name}`, 'utf8');
    put(`site/${name}`, list.replaceAll('IMP', 'INDLAGT'));
    return ['--mappings', join(folder, 'site')];
  };
  const inpatient = 'samples/inpatient/input/letter.xml';

  test('what is not valid is not written, and why is told', () => {
    const { code, stdout, stderr } = medcomConvert(['convert', inpatient, '--to', 'fhir', ...sor, ...site()]);
    expect(stdout).toBe('');
    expect(stderr).toContain('FHIR108');
    expect(stderr).toMatch(/\(in its result\) Bundle\.entry\[3\]\.resource\.class/);
    expect(stderr).toContain('0 converted, 1 failed');
    expect(code).toBe(1);
  });

  test('unless nobody wants it checked', () => {
    const { code, stdout } = medcomConvert([
      'convert',
      inpatient,
      '--to',
      'fhir',
      ...sor,
      ...site(),
      '--no-validate',
    ]);
    expect(JSON.parse(stdout).resourceType).toBe('Bundle');
    expect(code).toBe(0);
  });

  test('errors that follow from an incomplete letter do not count', () => {
    const incomplete = ['convert', 'samples/missing-attachment/input', 'samples/other-file-type/input'];
    const { code } = medcomConvert([...incomplete, '--to', 'fhir', ...sor, '--incomplete', '--out', out()]);
    expect(code).toBe(0);
    expect(files(out()).length).toBe(2);
  });
});
