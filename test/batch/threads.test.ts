import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contents, putBatch, start } from '../support/batch.js';
import { jsonLines, medcomConvert, type Ran } from '../support/cli.js';
import { letter, pairOf } from '../support/exchange-messages.js';
import { files, folder, out, put } from '../support/folder.js';

const convert = (out: string, ...more: string[]): Ran =>
  medcomConvert([
    ...['convert', join(folder, 'in'), '--to', 'fhir', '--sor', 'samples/sor.csv', '--json'],
    ...['--out', join(folder, out), '--quarantine', join(folder, `${out}-failed`), ...more],
  ]);

/** What was told, whatever it is called where it was written. */
const told = ({ stdout }: Ran, out: string): string => stdout.replaceAll(join(folder, out), 'OUT');

/** Where the time that a message took stands in the list. */
const MILLISECONDS = 8;
/** Without it: it is another in each run. */
const withoutTimes = (csv: string | undefined): string[][] =>
  (csv ?? '')
    .replaceAll(/(alone|three|any)(?=\/)/g, 'OUT')
    .split('\r\n')
    .map((line) => line.split(',').filter((_, i) => i !== MILLISECONDS));

test('any number of threads write the same, and tell the same in the same order', () => {
  putBatch(200);
  const alone = convert('alone', '--jobs', '1', '--report', join(folder, 'alone.csv'));
  const three = convert('three', '--jobs', '3', '--report', join(folder, 'three.csv'));
  const any = convert('any', '--jobs', '2', '--unordered');
  expect(alone.code).toBe(1);
  expect([three.code, any.code]).toEqual([1, 1]);
  const results = contents(join(folder, 'alone'));
  expect(Object.keys(results).length).toBeGreaterThan(150);
  expect(contents(join(folder, 'three'))).toEqual(results);
  expect(contents(join(folder, 'any'))).toEqual(results);
  expect(told(three, 'three')).toBe(told(alone, 'alone'));
  expect(told(any, 'any').split('\n').sort()).toEqual(told(alone, 'alone').split('\n').sort());
  const reports = contents(folder);
  expect(withoutTimes(reports['three.csv'])).toEqual(withoutTimes(reports['alone.csv']));
  const failed = contents(join(folder, 'alone-failed'));
  expect(contents(join(folder, 'three-failed'))).toEqual(failed);
  const summary = jsonLines(alone.stdout).at(-1);
  expect(summary.converted).toBe(Object.keys(results).length);
  // Every message is accounted for: twenty are broken, one has no file, and one file no message.
  expect(summary).toMatchObject({ kind: 'summary', failed: 22 });
});

test('binary letters near a letter and far from it are the same to threads, and so are two that carry one file', () => {
  for (let number = 0; number < 120; number++) {
    const { letter, binary } = pairOf(number);
    const name = String(number).padStart(3, '0');
    put(`in/${name}.xml`, letter);
    put(`in/${name}-file.xml`, binary);
    // Of each fifth there are two: beside it, or at the end of the batch.
    if (number % 10 === 0) put(`in/${name}-once-more.xml`, binary);
    if (number % 10 === 5) put(`in/zz-${name}.xml`, binary);
  }
  const alone = convert('alone', '--jobs', '1');
  const two = convert('two', '--jobs', '2');
  expect(two.code).toBe(alone.code);
  expect(told(two, 'two')).toBe(told(alone, 'alone'));
  const results = contents(join(folder, 'alone'));
  expect(contents(join(folder, 'two'))).toEqual(results);
  expect(Object.values(results).filter((text) => text.includes('contentAttachment')).length).toBe(120);
  expect(jsonLines(alone.stdout).at(-1)).toMatchObject({ converted: 120, failed: 0, warnings: 0 });
  // The second of two is told: what it carries stands in the result already.
  expect(alone.stdout.split('"MAP027"').length - 1).toBe(24);
});

test('of many binary letters that carry one file, some are looked at, and the others are told', () => {
  const { letter, binary } = pairOf(1);
  put('in/1.xml', letter);
  for (const name of ['2', '3', '4', '5']) put(`in/${name}.xml`, binary);
  for (const jobs of ['1', '2']) {
    const { code, stdout } = convert(`out-${jobs}`, '--jobs', jobs, '--limit', 'carriers=2');
    expect(code).toBe(1);
    const messages = jsonLines(stdout).filter(({ kind }) => kind === 'message');
    expect(messages.map(({ status }) => status)).toEqual(['converted', 'failed', 'failed']);
    const codes = messages.map(({ diagnostics }) => diagnostics.map((one: { code: string }) => one.code));
    expect(codes).toEqual([['MAP027'], ['LIM012'], ['LIM012']]);
    expect(Object.keys(contents(join(folder, `out-${jobs}-failed`))).sort()).toEqual(['4.xml', '5.xml']);
  }
});

test('a directory from a pipe is read once for all threads', () => {
  putBatch(200);
  const args = ['bin/medcom-convert.js', 'convert', join(folder, 'in'), '--to', 'fhir', '--json'];
  const piped = (jobs: number, out: string): Ran => {
    const command = [process.execPath, ...args, '--jobs', String(jobs), '--out', join(folder, out)];
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'cat samples/sor.csv | "$@" --sor /dev/stdin', 'sh', ...command],
      { encoding: 'utf8' },
    );
    return { code: status, stdout, stderr };
  };
  const three = piped(3, 'three');
  expect(three.stderr).not.toContain('defect');
  expect(told(three, 'three')).toBe(told(piped(1, 'alone'), 'alone'));
  expect(contents(join(folder, 'three'))).toEqual(contents(join(folder, 'alone')));
  expect(Object.keys(contents(join(folder, 'three'))).length).toBeGreaterThan(150);
});

test('a file in quarantine is what it was, and lies as it did', () => {
  putBatch(20);
  convert('out');
  const inputs = contents(join(folder, 'in'));
  const failed = contents(join(folder, 'out-failed'));
  expect(Object.keys(failed).length).toBe(4);
  for (const [name, content] of Object.entries(failed)) expect(inputs[name], name).toBe(content);
});

test('names of results depend on the names of inputs alone', () => {
  const two = contents('samples/several-letters/input')['letter.xml'] ?? '';
  expect(two).not.toBe('');
  // The letters of a.xml would be a-1 and a-2, which are files, too.
  put('in/a.xml', two);
  put('in/a-1.xml', two);
  const alone = convert('alone', '--jobs', '1');
  expect(told(convert('three', '--jobs', '3'), 'three')).toBe(told(alone, 'alone'));
  expect(Object.keys(contents(join(folder, 'alone')))).toEqual([
    'a-1-1.json',
    'a-1-2.json',
    'a-1_2.json',
    'a-2.json',
  ]);
});

describe('a file that is too much for a thread fails, and no other', () => {
  /** Three times as many elements as are mostly allowed: that takes many seconds, and far more memory than a thread is given here. */
  const large = (): string =>
    letter(3).replace(
      /<Text01>[\s\S]*?<\/Text01>/,
      () => `<Text01>${'a<Break/>'.repeat(3_000_000)}</Text01>`,
    );

  test.each([
    ['time', ['--limit', 'seconds=1'], {}, 'LIM007'],
    ['memory', ['--jobs', '2'], { NODE_OPTIONS: '--max-old-space-size=150' }, 'IN018'],
  ])('for its %s', (_, args, env, expected) => {
    for (let i = 0; i < 40; i++) put(`in/${String(i).padStart(2, '0')}.xml`, i === 3 ? large() : letter(i));
    const { code, stdout, stderr } = medcomConvert(
      [
        'convert',
        join(folder, 'in'),
        '--to',
        'fhir',
        '--sor',
        'samples/sor.csv',
        '--json',
        '--out',
        out(),
        ...['--limit', 'elements=5000000'],
        ...args,
      ],
      undefined,
      env,
    );
    expect(code).toBe(1);
    expect(stderr).not.toContain('defect');
    const told = jsonLines(stdout).filter(({ kind }) => kind === 'message');
    expect(told.map(({ status }) => status)).toEqual(
      Array.from({ length: 40 }, (_, i) => (i === 3 ? 'failed' : 'converted')),
    );
    expect(told[3].diagnostics).toMatchObject([
      { code: expected, place: { file: join(folder, 'in/03.xml') } },
    ]);
    expect(files(out())).toHaveLength(39);
  });
});

test('threads that end between two lots of files are replaced, and nothing fails', async () => {
  putBatch(200);
  const alone = convert('alone', '--jobs', '1');
  const args = ['convert', join(folder, 'in'), '--to', 'fhir', '--sor', 'samples/sor.csv', '--json'];
  const ended = await start([...args, '--out', out(), '--jobs', '2'], {
    preload: './test/support/threads-that-end.js',
  }).ended;
  expect(ended.code).toBe(1);
  expect(told(ended as Ran, 'out')).toBe(told(alone, 'alone'));
  expect(contents(out())).toEqual(contents(join(folder, 'alone')));
});

test('where not all threads can begin, the others do their work', async () => {
  putBatch(200);
  const alone = convert('alone', '--jobs', '1');
  const args = ['convert', join(folder, 'in'), '--to', 'fhir', '--sor', 'samples/sor.csv', '--json'];
  const ended = await start([...args, '--out', out(), '--jobs', '4'], {
    preload: './test/support/no-threads.js',
    env: { THREADS: '1' },
  }).ended;
  expect(ended.code).toBe(1);
  expect(told(ended as Ran, 'out')).toBe(told(alone, 'alone'));
  expect(contents(out())).toEqual(contents(join(folder, 'alone')));
});

test('where no thread can begin, the batch ends, and goes on where one can', async () => {
  putBatch(200);
  const alone = convert('alone', '--jobs', '1');
  const args = ['convert', join(folder, 'in'), '--to', 'fhir', '--sor', 'samples/sor.csv', '--json'];
  const ended = await start([...args, '--out', out(), '--jobs', '3'], {
    preload: './test/support/no-threads.js',
  }).ended;
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('IN021 No thread could begin to convert: RangeError.');
  expect(contents(out())).toEqual({});
  const resumed = medcomConvert([...args, '--out', out(), '--jobs', '3', '--resume']);
  expect(told(resumed, 'out')).toBe(told(alone, 'alone'));
  expect(contents(out())).toEqual(contents(join(folder, 'alone')));
});
