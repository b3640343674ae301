import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { type Ended, start } from '../support/batch.js';
import { medcomConvert } from '../support/cli.js';
import { letter, pairOf } from '../support/exchange-messages.js';
import { files, folder, out, put } from '../support/folder.js';
import { zip } from '../support/zip.js';

/** Where there is no folder of results, a batch keeps what it unpacks here. */
const temporary = (): string => join(folder, 'tmp');
const args = (archive: string, ...more: string[]): string[] => [
  ...['convert', join(folder, archive), '--to', 'fhir', '--sor', 'samples/sor.csv', ...more],
];

const header = { name: 'letter.xml', size: Buffer.byteLength(letter(1)) };
const tar = async (): Promise<Buffer> => Buffer.from(await packTar([{ header, body: letter(1) }]));
const packed = { 'day.tar': tar, 'day.tar.gz': async () => gzipSync(await tar()) };

/** Puts an archive there that goes on for as long as somebody reads it; returns what ends it. */
const putEndless = async (name: string): Promise<() => void> => {
  const BLOCK = 512;
  // What ends an archive is left out.
  const entry = (await tar()).subarray(0, BLOCK + Math.ceil(header.size / BLOCK) * BLOCK);
  const part = put('part', name.endsWith('gz') ? gzipSync(entry) : entry);
  const pipe = join(folder, name);
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const child = spawn('sh', ['-c', 'while cat "$1"; do :; done > "$2" 2> /dev/null', 'sh', part, pipe]);
  return () => void child.kill('SIGKILL');
};

/** Runs the command until it has begun to unpack, and stops it. */
const stopped = async (name: string, by: NodeJS.Signals, ...more: string[]): Promise<Ended> => {
  const end = await putEndless(name);
  mkdirSync(temporary());
  const run = start(args(name, ...more), { env: { TMPDIR: temporary() } });
  while (!files(folder).some((file) => file.endsWith('/unpacked')))
    await new Promise((done) => setTimeout(done, 20));
  run.kill(by);
  const ended = await run.ended;
  end();
  return ended;
};

describe('stopped while an archive is unpacked, a batch leaves nothing behind', () => {
  test.each([
    ['SIGINT', 130, 'day.tar'],
    ['SIGTERM', 143, 'day.tar.gz'],
  ] as const)('in the folder of results, by %s, and begins anew', async (signal, code, name) => {
    const to = ['--out', out()];
    const ended = await stopped(name, signal, ...to);
    expect(ended).toMatchObject({ code, stderr: 'Stopped before anything was converted.\n' });
    expect(readdirSync(out())).toEqual([]);
    rmSync(join(folder, name));
    put(name, await packed[name]());
    expect(medcomConvert(args(name, ...to, '--resume')).code).toBe(0);
    expect(files(out())).toEqual(['letter.json']);
  });

  test('elsewhere, to standard output', async () => {
    const ended = await stopped('day.tar', 'SIGINT');
    expect(ended).toMatchObject({ code: 130, stdout: '' });
    expect(readdirSync(temporary())).toEqual([]);
  });
});

test('asked once more, a batch does not even wait for a read that hangs', async () => {
  const pipe = join(folder, 'names');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const silent = spawn('sh', ['-c', 'exec sleep 600 > "$1"', 'sh', pipe]);
  const run = start(['convert', '--files-from', pipe, '--to', 'fhir', '--out', out()]);
  while (!existsSync(join(out(), '.medcom-convert'))) await new Promise((done) => setTimeout(done, 20));
  const again = setInterval(() => run.kill('SIGINT'), 100);
  expect((await run.ended).signal).toBe('SIGINT');
  clearInterval(again);
  silent.kill();
  expect(readdirSync(out())).toEqual([]);
});

test.each([
  ['SIGINT', 130, 'letter.xml'],
  ['SIGTERM', 143, 'letter.xml'],
  ['SIGINT', 130, 'day.tar'],
  ['SIGTERM', 143, 'day.tgz'],
] as const)(
  'a batch stops waiting for a pipe that nobody writes into, by %s, %i: %s',
  async (signal, code, name) => {
    expect(spawnSync('mkfifo', [join(folder, name)]).status).toBe(0);
    const run = start(args(name, '--out', out()));
    while (!existsSync(join(out(), '.medcom-convert'))) await new Promise((done) => setTimeout(done, 20));
    const kill = setTimeout(() => run.kill('SIGKILL'), 5000);
    run.kill(signal);
    expect(await run.ended).toMatchObject({ code, stderr: 'Stopped before anything was converted.\n' });
    clearTimeout(kill);
    expect(readdirSync(out())).toEqual([]);
  },
);

describe('what comes from a pipe is converted', () => {
  const pair = pairOf(7);
  const shell = (script: string): { status: number | null; stderr: string } =>
    spawnSync('bash', ['-c', `cd "$1"; shift; ${script}`, 'bash', folder, process.execPath], {
      encoding: 'utf8',
    });
  const convert = `"$1" "${process.cwd()}/bin/medcom-convert.js" convert --to fhir --out out --sor`;
  const sor = `"${process.cwd()}/samples/sor.csv"`;

  test.each(['1', '2'])('a letter and its binary letter, and the directory, by --jobs %s', (jobs) => {
    put('letter', pair.letter);
    put('binary', pair.binary);
    const inputs = '<(sleep 0.3; cat letter) <(cat binary)';
    const { status, stderr } = shell(`${convert} <(cat ${sor}) ${inputs} --jobs ${jobs}`);
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('1 converted') });
  });

  test('of one that has a name, too, whenever somebody writes', () => {
    put('a', letter(1));
    const { status } = shell(
      `mkfifo in.xml; (sleep 1; head -c 500 a; sleep 0.2; tail -c +501 a) > in.xml & ${convert} ${sor} in.xml`,
    );
    expect(status).toBe(0);
    expect(files(out())).toEqual(['in.json']);
  });

  test('but for more of it than is allowed', () => {
    const { status, stderr } = shell(`${convert} ${sor} <(cat /dev/zero) --limit size=1MB`);
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('1 failed') });
  });
});

test('a batch stops waiting for names of inputs', async () => {
  const child = spawn(process.execPath, [
    ...['bin/medcom-convert.js', 'convert', '--files-from', '-', '--to', 'fhir', '--out', out()],
  ]);
  const ended = new Promise((done) => child.on('close', (code) => done(code)));
  while (!existsSync(join(out(), '.medcom-convert'))) await new Promise((done) => setTimeout(done, 20));
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(readdirSync(out())).toEqual([]);
});

test('what was unpacked is gone, too, when nobody reads the results any more', async () => {
  mkdirSync(temporary());
  const letters = Array.from({ length: 40 }, (_, i) => ({ name: `${i}.xml`, content: letter(i) }));
  put('day.zip', zip(...letters));
  const child = spawn(process.execPath, ['bin/medcom-convert.js', ...args('day.zip')], {
    env: { ...process.env, TMPDIR: temporary() },
  });
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await new Promise((done) => child.on('close', (code) => done(code)))).toBe(0);
  expect(readdirSync(temporary())).toEqual([]);
});
