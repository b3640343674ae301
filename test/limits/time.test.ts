import { describe, expect, test } from 'vitest';
import { hostile } from '../../bench/hostile-shapes.js';
import { Names } from '../../src/cli/batch/names.js';
import { converter } from '../support/converter.js';

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
