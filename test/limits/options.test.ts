import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  createConverter,
  defaultLimits,
  emptyDirectory,
  LimitFault,
  type LimitName,
  limitTable,
  readLimits,
} from '../../src/index.js';
import { jsonLines, medcomConvert } from '../support/cli.js';
import { tables } from '../support/converter.js';

const folder = mkdtempSync(join(tmpdir(), 'limits-'));
afterAll(() => rmSync(folder, { recursive: true }));
const LETTER = 'samples/plain/input/letter.xml';

const shown = ({ normal, unit }: (typeof limitTable)[LimitName]): string => {
  if (unit === 'bytes') return normal >= 1e9 ? `${normal / 1e9} GB` : `${normal / 1e6} MB`;
  return unit === 'seconds' ? `${normal} s` : String(normal);
};

describe('docs/limits.md', () => {
  const page = readFileSync('docs/limits.md', 'utf8');

  test('has each limit, with its default, its meaning and its diagnostics', () => {
    const rows = Object.entries(limitTable).map(([name, limit]) => {
      const codes = limit.codes.map((code) => `[${code}](diagnostics/${code}.md)`).join(' ');
      return `| \`${name}\` | ${shown(limit)} | ${limit.counts} | ${codes} |`;
    });
    const [, table = ''] = /\| --- \| --- \| --- \| --- \|\n((?:\|.*\n)+)/.exec(page) ?? [];
    expect(table.trimEnd().split('\n')).toEqual(rows);
  });
});

describe('--limit', () => {
  test.each([
    [['size=500MB'], { size: 500e6 }],
    [['size=2GB', 'depth=10'], { size: 2e9, depth: 10 }],
    [['size=1.5gb'], { size: 1.5e9 }],
    [['size=64 KiB'], { size: 65536 }],
    [['size=7'], { size: 7 }],
    [['seconds=30s'], { seconds: 30 }],
    [['seconds=5m'], { seconds: 300 }],
    [['letters=1', 'letters=2'], { letters: 2 }],
    [['depth=1000', 'text=500MB'], { depth: 1000, text: 500e6 }],
    [[], {}],
  ])('%j', (given, expected) => {
    expect(readLimits(given)).toEqual({ ...defaultLimits, ...expected });
  });

  test.each([
    ['sizes=1', Object.keys(limitTable).join(', ')],
    ['size', 'NAME=VALUE'],
    ['size=', 'a size such as 500MB'],
    ['size=0', 'a size such as 500MB'],
    ['size=-1', 'a size such as 500MB'],
    ['size=0.5', 'a size such as 500MB'],
    ['size=1TB', 'a size such as 500MB'],
    ['size=1e9', 'a size such as 500MB'],
    ['seconds=30MB', 'a time such as 30s'],
    ['depth=many', 'a number such as 1000'],
    ['depth=1001', '1000 at most'],
    ['text=501MB', '500000000 at most'],
    ['toString=1', 'names are size'],
  ])('%s is refused: %s', (given, said) => {
    expect(() => readLimits([given])).toThrow(LimitFault);
    expect(() => readLimits([given])).toThrow(said);
  });

  test.each([
    [{ sise: 1 }, 'limit sise: there is no limit of that name'],
    [{ depth: 100_000 }, 'limit depth: it can be 1000 at most'],
    [{ size: '500MB' }, 'limit size: it is a number from 1'],
    [{ size: Number.NaN }, 'limit size: it is a number from 1'],
  ])('the library refuses %j, too', (limits, said) => {
    expect(() => createConverter(tables, emptyDirectory, { limits: limits as never })).toThrow(LimitFault);
    expect(() => createConverter(tables, emptyDirectory, { limits: limits as never })).toThrow(said);
  });

  test.each(['convert', 'validate', 'explain', 'roundtrip', 'regress', 'relay'])('%s takes it', (command) => {
    const given: Record<string, string[]> = {
      convert: [LETTER, '--to', 'fhir'],
      regress: ['samples/plain'],
      relay: ['--inbox', folder, '--outbox', folder, '--store', join(folder, 'db')],
    };
    const { code, stderr } = medcomConvert([command, ...(given[command] ?? [LETTER]), '--limit', 'sise=1']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(
        `--limit sise=1: there is no limit of that name; names are ${Object.keys(limitTable)[0]}`,
      ),
    });
  });

  test.each(['convert', 'explain', 'roundtrip'])('holds in %s', (command) => {
    const args = command === 'convert' ? ['--to', 'fhir', '--out', join(folder, 'out')] : [];
    const { code, stdout, stderr } = medcomConvert([command, LETTER, ...args, '--limit', 'elements=10']);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('OIO005');
    expect(stdout + stderr).toContain('--limit elements=NUMBER');
  });

  test('holds in regress', () => {
    const { code, stdout } = medcomConvert(['regress', 'samples/plain', '--json', '--limit', 'elements=10']);
    expect(code).toBe(1);
    expect(stdout).toContain('OIO005');
  });
});

describe('the size', () => {
  const { size } = { size: readFileSync(LETTER).length };

  test('of a file is known before it is read', () => {
    const source = {
      size: 5e9,
      bytes: (from: number, to: number): Buffer => {
        if (to - from > 1e6) throw new Error('read whole');
        return readFileSync(LETTER).subarray(from, to);
      },
    };
    const converter = createConverter(tables, emptyDirectory);
    expect(converter.read({ name: 'letter.xml', bytes: source }).diagnostics).toMatchObject([
      { code: 'OIO005', message: expect.stringContaining('1000000000 bytes') },
    ]);
  });

  test.each([
    ['a letter', LETTER, 'OIO005'],
    ['an interchange', 'samples/edifact-letter/input/letter.edi', 'EDI005'],
    ['a message', 'samples/new-message/input/message.json', 'FHIR005'],
    ['an envelope', 'samples/envelope-message/input/message.vans.xml', 'VAN005'],
  ])('of %s', (_, file, code) => {
    const [told] = jsonLines(medcomConvert(['validate', file, '--json', '--limit', 'size=1000']).stdout);
    expect(JSON.stringify(told)).toContain(code);
    expect(JSON.stringify(told)).toContain('--limit size=NUMBER');
  });

  test('of standard input is counted while it is read', () => {
    const more = Buffer.concat([readFileSync(LETTER), Buffer.alloc(1e6, ' ')]);
    const convert = (limit: number) =>
      medcomConvert(
        ['convert', '-', '--to', 'fhir', '--sor', 'samples/sor.csv', '--limit', `size=${limit}`],
        more,
      );
    expect(convert(more.length).code).toBe(0);
    const { code, stderr } = convert(more.length - 1);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('OIO005') });
  });

  test('is that of the whole file, and no less', () => {
    const file = join(folder, 'letter.xml');
    writeFileSync(file, readFileSync(LETTER));
    const codes = (limit: number) =>
      medcomConvert(['validate', file, '--limit', `size=${limit}`]).stdout.includes('OIO005');
    expect([codes(size), codes(size - 1)]).toEqual([false, true]);
  });
});
