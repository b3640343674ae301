import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { contents, type Ended, putBatch, start } from '../support/batch.js';
import { jsonLines, medcomConvert } from '../support/cli.js';
import { letter } from '../support/exchange-messages.js';
import { files, folder, out, put } from '../support/folder.js';
import { Pace } from '../support/pace.js';
import { random } from '../support/random.js';

/** How often a batch is killed in each test: MEDCOM_TEST_KILLS=100 npx vitest run test/batch/resume.test.ts */
const kills = Number(process.env.MEDCOM_TEST_KILLS ?? 4);
const timeout = 60_000 + kills * 20_000;

const args = (...more: string[]): string[] => [
  ...['convert', join(folder, 'in'), '--to', 'fhir', '--sor', 'samples/sor.csv', '--json', '--out', out()],
  ...['--quarantine', join(folder, 'failed'), '--report', join(folder, 'reports', 'messages.csv'), ...more],
];

/** Where the time that a message took stands in the list. */
const MILLISECONDS = 8;
/** The list without it: it is another in each run. */
const withoutTimes = (csv = ''): string[][] =>
  csv.split('\r\n').map((line) => line.split(',').filter((_, i) => i !== MILLISECONDS));

/** All that a batch leaves behind. */
const left = (): object => ({
  results: contents(out()),
  failed: contents(join(folder, 'failed')),
  report: withoutTimes(contents(join(folder, 'reports'))['messages.csv']),
  names: files(folder).filter((name) => !name.startsWith('in/')),
});

/** What an undisturbed run leaves behind, and tells; then it is as if it had not been. */
const undisturbed = (...more: string[]): { left: object; stdout: string; duration: number } => {
  const since = performance.now();
  const { stdout } = medcomConvert(args(...more));
  const all = { left: left(), stdout, duration: performance.now() - since };
  clear();
  return all;
};

const clear = (): void => {
  for (const name of ['out', 'failed', 'reports'])
    rmSync(join(folder, name), { recursive: true, force: true });
};

/** Runs a batch until there are so many results, and stops it. */
const stopped = async (
  args: readonly string[],
  { after = 5, by = 'SIGINT' }: { after?: number; by?: NodeJS.Signals } = {},
): Promise<Ended> => {
  const run = start(args);
  while (files(out()).length < after) await new Promise((done) => setTimeout(done, 20));
  run.kill(by);
  return run.ended;
};

const noDefect = ({ stderr, signal, code }: Ended): void => {
  expect(stderr).not.toMatch(/defect|^ +at .*:\d+:\d+\)$/m);
  expect(signal ?? String(code)).toMatch(/^(SIGKILL|[01])$/);
};

describe('a batch that was killed goes on, and leaves behind what an undisturbed one does', () => {
  test(
    'wherever it is killed, by one thread',
    async () => {
      putBatch(70);
      const expected = undisturbed('--jobs', '1');
      const preload = './test/support/kill-at.js';
      const whole = await start(args('--jobs', '1'), { preload }).ended;
      const steps = Number(/steps (\d+)/.exec(whole.stdout)?.[1]);
      expect(steps).toBeGreaterThan(200);
      const next = random(7);
      for (let killed = 0; killed < kills; ) {
        clear();
        for (let done = false; !done; ) {
          const at = 1 + Math.floor(next() * steps * 1.2);
          const run = start(args('--jobs', '1', '--resume'), { preload, env: { KILL_AT: String(at) } });
          const ended = await run.ended;
          noDefect(ended);
          done = ended.signal === null;
          if (!done) killed++;
        }
        expect(left()).toEqual(expected.left);
      }
    },
    timeout,
  );

  test(
    'whenever it is killed, by several threads',
    async () => {
      putBatch(400);
      const expected = undisturbed('--jobs', '2');
      const next = random(11);
      const pace = new Pace(expected.duration);
      for (let killed = 0; killed < kills; ) {
        clear();
        for (let done = false, isFirst = true; !done; isFirst = false) {
          const run = start(args('--jobs', '2', '--resume'));
          const end = pace.killing(() => run.kill('SIGKILL'), 0.3 + next());
          const ended = await run.ended;
          noDefect(ended);
          done = ended.signal === null;
          end(isFirst && done);
          if (!done) killed++;
          else expect(ended.stdout).toBe(expected.stdout);
        }
        expect(left()).toEqual(expected.left);
      }
    },
    timeout,
  );
});

describe('a batch that is stopped', () => {
  beforeEach(() => {
    putBatch(1500);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s says how to go on', async (signal, code) => {
    const ended = await stopped(args('--jobs', '2', '--unordered'), { by: signal });
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(
      /^Stopped after \d+ of 1950 files; the same command with --resume goes on\.$/m,
    );
    expect(files(folder).filter((name) => name.includes('.partial'))).toEqual([]);
    const before = jsonLines(ended.stdout).at(-1);
    expect(before.converted).toBe(Object.keys(contents(out())).length);
    const { stdout } = medcomConvert(args('--jobs', '2', '--unordered', '--resume'));
    const summary = jsonLines(stdout).at(-1);
    expect(summary.converted).toBeGreaterThan(before.converted);
    expect(summary.converted).toBe(Object.keys(contents(out())).length);
    expect(readdirSync(out())).not.toContain('.medcom-convert');
  });

  test('goes on with the same inputs, options and tables only', async () => {
    await stopped(args());
    const before = readFileSync(join(out(), '.medcom-convert', 'done'));
    const strict = medcomConvert(args('--resume', '--strict'));
    expect(strict.code).toBe(2);
    expect(strict.stderr).toMatch(/^error IN019 .*: strict\./m);
    expect(readFileSync(join(out(), '.medcom-convert', 'done'))).toEqual(before);
  });
});

test('there need be nothing to go on with', () => {
  putBatch(10);
  const { stdout } = medcomConvert(args('--resume'));
  expect(jsonLines(stdout).at(-1)).toMatchObject({ converted: 8 });
});

test('much that is told of files is told again', async () => {
  const none = '<Unknown/>'.repeat(200);
  for (let i = 0; i < 400; i++) {
    const text = i % 2 === 0 ? letter(i) : letter(i).replace('</Letter>', () => `${none}</Letter>`);
    put(`in/${String(i).padStart(3, '0')}.xml`, text);
  }
  const expected = undisturbed('--jobs', '1');
  // What came of 32 files is more than one line of the journal.
  expect(expected.stdout.length).toBeGreaterThan(4_000_000);
  await stopped(args('--jobs', '1'), { after: 20 });
  const lines = readFileSync(join(out(), '.medcom-convert', 'done'), 'utf8').split('\n');
  expect(lines.filter((line) => line.startsWith('[0,')).length).toBeGreaterThan(10);
  const written = (): bigint => statSync(join(out(), '000.json'), { bigint: true }).mtimeNs;
  const before = written();
  const { stdout } = medcomConvert(args('--jobs', '1', '--resume'));
  expect([stdout, left()]).toEqual([expected.stdout, expected.left]);
  // It was told of, not made again.
  expect(written()).toBe(before);
});

test('results that have gone since are made again', async () => {
  putBatch(400);
  const expected = undisturbed('--jobs', '1');
  await stopped(args('--jobs', '1'), { after: 60 });
  rmSync(join(out(), '0'), { recursive: true });
  medcomConvert(args('--jobs', '1', '--resume'));
  expect(left()).toEqual(expected.left);
});

test.each([
  ['without its list', 'list', undefined],
  // As files are after a loss of power.
  ['with a list that is cut off', 'list', (bytes) => bytes.subarray(0, bytes.indexOf('\n') + 1)],
  ['with a list that is empty', 'list', () => Buffer.alloc(0)],
  ['with a list of zeros', 'list', (bytes) => bytes.fill(0)],
  ['without its faults', 'faults', undefined],
  ['with settings that are empty', 'settings.json', () => Buffer.alloc(0)],
  ['with settings that are none', 'settings.json', () => Buffer.from('null')],
] satisfies Array<[string, string, ((bytes: Buffer) => Buffer) | undefined]>)(
  '%s a batch begins anew',
  async (_, name, damaged) => {
    putBatch(100);
    const expected = undisturbed('--jobs', '1');
    await stopped(args('--jobs', '1'));
    const path = join(out(), '.medcom-convert', name);
    if (damaged === undefined) rmSync(path);
    else writeFileSync(path, damaged(readFileSync(path)));
    const { stdout, stderr } = medcomConvert(args('--jobs', '1', '--resume'));
    expect([stdout, stderr]).toEqual([expected.stdout, '']);
    expect(left()).toEqual(expected.left);
  },
);

test('what cannot be read of the journal is done again', async () => {
  putBatch(400);
  const expected = undisturbed('--jobs', '1');
  await stopped(args('--jobs', '1'), { after: 120 });
  const journal = join(out(), '.medcom-convert', 'done');
  const bytes = readFileSync(journal);
  expect(bytes.length).toBeGreaterThan(20_000);
  writeFileSync(journal, bytes.fill(0, 0, 10_000));
  expect(medcomConvert(args('--jobs', '1', '--resume')).stderr).not.toContain('defect');
  expect(left()).toEqual(expected.left);
});
