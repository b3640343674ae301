import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostile } from '../../bench/hostile-shapes.js';
import { madeHere } from '../../src/cli/batch/events.js';
import { Journal } from '../../src/cli/batch/journal.js';
import { LineWriter, linesOf } from '../../src/cli/batch/lines.js';
import { Names } from '../../src/cli/batch/names.js';
import { failure } from '../../src/cli/results.js';
import { diagnostic } from '../../src/diagnostics/diagnostic.js';
import { asGiven } from '../../src/diagnostics/phrase.js';
import { jsonLines, medcomConvert } from '../support/cli.js';
import { converter } from '../support/converter.js';
import { folder, out, put } from '../support/folder.js';

describe('time grows with the document', { timeout: 60_000 }, () => {
  test.each([
    ['blanks before no line end', 'XML: blanks, and a line end elsewhere', 500_000],
    ['one code in many segments', 'EDIFACT: one code again and again', 100_000],
    ['segments beside the one that is meant', 'EDIFACT: dates of which the last is meant', 100_000],
    ['segments of one subject', 'EDIFACT: a subject of many segments', 50_000],
    ['segments of one address', 'EDIFACT: an address of many segments', 50_000],
    ['interchanges in UTF-8', 'EDIFACT: many interchanges in UTF-8', 20_000],
  ])('%s', (_what, name, size) => {
    const { letters, diagnostics } = converter.read({ name, bytes: hostile(name, size) });
    const converted = letters.map((letter) => converter.convert(letter, []));
    expect(converted.length + diagnostics.length).toBeGreaterThan(0);
  });

  test('marks on one letter', () => {
    const { letters } = converter.read({
      name: 'marks',
      bytes: hostile('XML: marks on one letter', 800_000),
    });
    expect(converter.convertEnvelope(letters, {}).segments?.length).toBeGreaterThan(0);
  });

  test('a reference without an end', () => {
    const bytes = hostile('XML: an entity without an end', 40_000_000);
    expect(converter.read({ name: 'entity', bytes }).diagnostics).toMatchObject([{ code: 'OIO001' }]);
  });
});

test('a segment around messages, each of which accounts for it, may not be long', { timeout: 60_000 }, () => {
  const receipts = Array.from({ length: 2000 }, (_, i) => `UNH+${i}+CONTRL:2:1:UN'UCI+1+2+3+8'UNT+3+${i}'`);
  const header = `UNB+UNOC:3+5790009999010:14+5790009999027:14+260302:1016+KUV1${'+a:b'.repeat(40_000)}'`;
  const bytes = Buffer.from(`UNA:+.? '${header}${receipts.join('')}UNZ+${receipts.length}+KUV1'`);
  const { letters, diagnostics } = converter.read({ name: 'interchange', bytes });
  expect(letters).toEqual([]);
  expect(diagnostics).toMatchObject([{ code: 'EDI005', place: { component: 'UNB' } }]);
});

describe('time grows with the number of files of one name', { timeout: 60_000 }, () => {
  test('each gets a name of its own, in turn', () => {
    const names = new Names();
    const claimed = Array.from({ length: 50_000 }, () => names.claim('letter'));
    expect([claimed[0], claimed[1], claimed.at(-1)]).toEqual(['letter', 'letter-2', 'letter-50000']);
  });

  test('names that others have are passed over', () => {
    const names = new Names();
    expect(['a', 'a-3', 'a', 'a', 'a-3', 'a', 'a-3'].map((name) => names.claim(name))).toEqual([
      'a',
      'a-3',
      'a-2',
      'a-4',
      'a-3-2',
      'a-5',
      'a-3-3',
    ]);
  });
});

describe('time grows with a batch', { timeout: 60_000 }, () => {
  const sample = (file: string): string =>
    readFileSync(`samples/edifact-attachment/input/${file}.edi`, 'latin1');
  /** A message of an interchange, so many times, each with an id and an object of its own. */
  const many = (file: string, count: number): string =>
    Array.from({ length: count }, (_, i) =>
      sample(file)
        .replace(/^.*?(?=UNH)|UNZ.*$/gs, '')
        .replaceAll(/(BRV|BLB)\d+/g, `$1${i}`)
        .replace(
          /:9d2f6a1c4b7e48d3a05f7c9e[0-9a-f]{8}/,
          `:9d2f6a1c4b7e48d3a05f7c9e${`${i}`.padStart(8, '0')}`,
        ),
    ).join('');

  test('letters of one interchange with their binary letters, and some that belong to none', () => {
    const [letters, binaries] = [500, 900];
    const begin = sample('attachment').replace(/UNH.*$/s, '');
    const all = many('letter', letters) + many('attachment', binaries);
    put('in/day.edi', Buffer.from(`${begin}${all}UNZ+${letters + binaries}+KUV2603030103'`, 'latin1'));
    const ran = medcomConvert([
      'convert',
      join(folder, 'in'),
      '--to',
      'fhir',
      '--sor',
      'samples/sor.csv',
      '--out',
      out(),
      '--json',
    ]);
    const told = jsonLines(ran.stdout);
    expect(told.at(-1)).toMatchObject({ kind: 'summary', converted: letters, failed: binaries - letters });
    const codes = told.flatMap(({ diagnostics = [] }) =>
      diagnostics.map(({ code }: { code: string }) => code),
    );
    expect(codes.filter((code) => code === 'MAP003')).toHaveLength(binaries - letters);
  });

  test('a line of its state that is much longer than what is read at a time', () => {
    const path = put('lines', '');
    const lines = ['a'.repeat(3_000_000), '', 'b'.repeat(17), 'c'];
    const writer = new LineWriter(path, 'w');
    for (const line of lines) writer.add(line);
    writer.close();
    const read = [...linesOf(path, 0, 16)];
    expect(read.map(({ text }) => JSON.parse(text))).toEqual(lines);
    expect(read.map(({ from }) => from)).toEqual([0, ...read.slice(0, -1).map(({ end }) => end)]);
    // What was not written to its end is left out, wherever one begins.
    writeFileSync(path, '{"half', { flag: 'a' });
    expect([...linesOf(path, read[1]?.from, 16)]).toEqual(read.slice(1));
  });

  test('files of which more is told than a string can hold', () => {
    const diagnostics = [diagnostic('IN001', { file: 'a'.repeat(15_000_000) }, { reason: asGiven('no') })];
    const events = Array.from({ length: 40 }, (_, file) => ({
      kind: 'message' as const,
      file,
      result: failure(String(file), diagnostics),
    }));
    const journal = new Journal(folder);
    journal.add(3, madeHere({ events: [], settled: [] }));
    journal.add(7, madeHere({ events, settled: [] }));
    journal.close();
    // What was being written when it was interrupted.
    writeFileSync(join(folder, 'done'), '[8,0,2,{}]\n[8,1', { flag: 'a' });
    const resumed = new Journal(folder);
    resumed.add(8, madeHere({ events: events.slice(0, 1), settled: [] }));
    expect(resumed.outcome(3)).toEqual({ events: [], settled: [] });
    const files = resumed.outcome(7)?.events.map((event) => event.kind === 'message' && event.result.file);
    expect(files).toEqual(events.map(({ file }) => String(file)));
    resumed.close();
    expect(new Journal(folder).outcome(8)?.events).toHaveLength(1);
    expect(new Journal(folder).outcome(9)).toBeUndefined();
  });
});
