import { spawn, spawnSync } from 'node:child_process';
import { existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, out, put } from '../support/folder.js';

/** A disk that is full, where the system has one. */
const FULL = '/dev/full';
const LETTER = 'samples/plain/input/letter.xml';
const SOR = ['--sor', 'samples/sor.csv'];

describe.skipIf(!existsSync(FULL))('what standard output takes no more of is not passed over', () => {
  const onFullDisk = (args: readonly string[]) =>
    spawnSync('sh', ['-c', `exec "$0" "$@" > ${FULL}`, process.execPath, 'bin/medcom-convert.js', ...args], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });

  test.each([
    [['convert', LETTER, '--to', 'fhir', ...SOR]],
    [['convert', LETTER, '--to', 'fhir', ...SOR, '--out', 'OUT', '--json']],
    [['explain', LETTER, ...SOR]],
    [['explain', LETTER, ...SOR, '--html', '-']],
    [['roundtrip', LETTER, ...SOR]],
    [['validate', LETTER]],
    [['mappings', 'show']],
  ])('%j', (args) => {
    const { status, stderr } = onFullDisk(args.map((arg) => (arg === 'OUT' ? out() : arg)));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error IN007 .*: the disk is full\..*\n {2}at standard output\n/);
    expect(stderr).not.toContain('ok ');
  });

  test('in Danish, too', () => {
    const { stderr } = onFullDisk(['--lang', 'da', 'validate', LETTER]);
    expect(stderr).toContain('fejl IN007');
  });

  test('but for the log of a relay, which goes on', () => {
    put('outbox/.keep', '');
    const long = new Date(0);
    utimesSync(put('in/odd.xml', 'Kære hjemmepleje'), long, long);
    const { status, stderr } = onFullDisk([
      ...['relay', '--inbox', join(folder, 'in'), '--outbox', join(folder, 'outbox'), '--once', '--json'],
      ...['--store', join(folder, 'relay.db'), ...SOR],
    ]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(existsSync(join(folder, 'in', 'odd.xml'))).toBe(false);
  });
});

test('no more is told than a slow reader takes: what it waits for is not in memory', async () => {
  const count = 20_000;
  const list = put('list', Array.from({ length: count }, (_, i) => `missing-${i}.xml`).join('\n'));
  const args = ['convert', '--files-from', list, '--to', 'fhir', ...SOR, '--out', out()];
  const child = spawn(process.execPath, ['bin/medcom-convert.js', ...args], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  const ended = new Promise((done) => child.on('close', done));
  // A pipe that is not read is full after the first of them.
  await new Promise((done) => child.stderr.once('readable', done));
  child.kill('SIGINT');
  let told = '';
  child.stderr.on('data', (piece) => {
    told += piece;
  });
  expect(await ended).toBe(130);
  expect(told).toContain('missing-0.xml');
  expect(told).not.toContain(`missing-${count - 1}.xml`);
  expect(told).toMatch(/Stopped .*--resume goes on\.\n$/);
});
