import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesBelow } from '../../src/formats/files-below.js';

/** Some distributions build a Node that cannot be made into an executable: this is what such a one lacks. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const able = readFileSync(process.execPath).includes(FUSE);
if (!able) console.warn('Tests of the executable are skipped: this Node was built without support for it.');

const folder = mkdtempSync(join(tmpdir(), 'medcom-executable-'));
const executable = join(folder, process.platform === 'win32' ? 'medcom-convert.exe' : 'medcom-convert');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!able)('the executable, where there is no Node', () => {
  const nowhere = join(folder, 'nowhere');
  beforeAll(() => {
    const { status, stderr } = spawnSync(process.execPath, ['build/executable.js', folder], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    mkdirSync(nowhere);
  });

  const run = (...args: string[]) =>
    spawnSync(executable, args, { cwd: nowhere, env: { PATH: nowhere, NO_COLOR: '1' }, encoding: 'utf8' });
  const letter = resolve('samples/plain/input/letter.xml');
  const sor = resolve('samples/sor.csv');

  test('tells its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(run('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each(['1', '2'])('converts, with %s at work', (jobs) => {
    const out = join(nowhere, jobs);
    const inputs = [letter, resolve('samples/attachment/input')];
    const { status, stderr } = run(
      'convert',
      ...inputs,
      '--to',
      'fhir',
      '--sor',
      sor,
      '--out',
      out,
      '--jobs',
      jobs,
    );
    expect(stderr).toContain('2 messages: 2 converted');
    expect(status).toBe(0);
    const made = filesBelow(out).map((name) => JSON.parse(readFileSync(join(out, name), 'utf8')));
    for (const scenario of ['plain', 'attachment'])
      expect(made).toContainEqual(
        JSON.parse(readFileSync(`samples/${scenario}/expected/letter.json`, 'utf8')),
      );
  });

  test('checks tables of a site, which takes libraries that are loaded late', () => {
    const own = join(nowhere, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'rulings.yaml'), '- id: D1\n  subjekt: a word that there is not\n');
    const { status, stderr } = run('convert', letter, '--to', 'fhir', '--mappings', own);
    expect(status).toBe(2);
    expect(stderr).toContain('TAB002');
    expect(stderr).toContain('rulings.yaml:1:3');
  });

  test('makes pages with the style sheets that are in it', () => {
    const { status, stdout } = run('explain', letter, '--sor', sor, '--html', '-');
    expect(status).toBe(0);
    expect(stdout).toContain(readFileSync('assets/html/theme.css', 'utf8'));
  });

  test('says that it has no samples', () => {
    const { status, stderr } = run('mappings', 'coverage');
    expect([status, stderr]).toEqual([2, expect.stringContaining('--samples DIR')]);
  });

  test('says that it has no SQLite, and that PostgreSQL will do', () => {
    const boxes = ['--inbox', nowhere, '--outbox', join(nowhere, 'outbox')];
    const { status, stderr } = run('relay', ...boxes, '--store', 'relay.db', '--sor', sor, '--once');
    expect(status).toBe(2);
    expect(stderr).toContain('REL113');
    expect(stderr).toContain('PostgreSQL');
    const other = run('ledger', 'x', '--store', 'postgresql://nobody@127.0.0.1:1/none');
    expect(other.stderr).toContain('REL108');
  });
});
