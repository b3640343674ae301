import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { type Ended, start } from '../support/batch.js';
import { medcomConvert } from '../support/cli.js';
import { letter } from '../support/exchange-messages.js';
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
  const pipe = join(folder, 'day.tar');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const silent = spawn('sh', ['-c', 'exec sleep 600 > "$1"', 'sh', pipe]);
  const run = start(args('day.tar', '--out', out()));
  while (!existsSync(join(out(), '.medcom-convert'))) await new Promise((done) => setTimeout(done, 20));
  const again = setInterval(() => run.kill('SIGINT'), 100);
  expect((await run.ended).signal).toBe('SIGINT');
  clearInterval(again);
  silent.kill();
  expect(readdirSync(out())).toEqual([]);
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
