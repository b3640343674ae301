import { describe, expect, test } from 'vitest';
import { envelopesOf, type Place } from '../../src/index.js';
import { codesOf, converter } from '../support/converter.js';
import { bin01, changed, ctl03, dis91, interchange, latin1, UNA, whereIs } from '../support/edifact.js';

const FILE = 'x.edi';
const letter = interchange([dis91()]);
const two = interchange([dis91('A'), dis91('B')]);
const NAD = 'NAD+PO+091034:YNR:SFU';

/** All that is told of a file; everything says what to do. */
const toldOf = (bytes: Buffer) => {
  const { letters, diagnostics } = converter.read({ name: FILE, bytes });
  const told = [...diagnostics, ...letters.flatMap((one) => one.diagnostics)];
  for (const { hint } of told) expect(hint.length).toBeGreaterThan(10);
  return told;
};

/** Letters that are converted. */
const results = (bytes: Buffer): number =>
  envelopesOf(converter.read({ name: FILE, bytes }).letters)
    .map((letters) => converter.convertEnvelope(letters))
    .filter(({ root }) => root !== undefined)
    .reduce((sum, { letters }) => sum + letters.length, 0);

/** A fault, what is told of it, and how many letters are converted all the same. */
type Fault = [
  fault: string,
  bytes: Buffer,
  code: string,
  severity: 'error' | 'warning',
  at: Place,
  converted: number,
];

const at = (bytes: Buffer, text: string, more: Place = {}, from = 0): Place => ({
  ...whereIs(bytes, text, from),
  ...more,
});

/** A fault that is made by a change, told where a text stands. */
const fault = (
  name: string,
  from: string | RegExp,
  to: string,
  code: string,
  severity: 'error' | 'warning',
  where: string,
  more: Place,
  converted: number,
  valid = letter,
): Fault => {
  const bytes = changed(valid, from, to);
  return [name, bytes, code, severity, at(bytes, where, more), converted];
};

const UNB = /UNB\+.*'\n/;
const UNT = /UNT\+30\+BRV1'\n/;
const UNZ = /UNZ\+1\+KUV17'\n/;

/*
 * The negative cases of the reference converter (legacy formats 16.1 and 16.2) are among these; the last number is what we do:
 * 1 where the letter is converted with a warning, 0 where it is refused. We refuse what may be cut off (no UNT, no UNZ) and
 * what falls apart; wrong counts and references are told and converted, as there. Two interchanges in one file are both read.
 */
describe('a frame with a fault is told by its code and place', () => {
  const frames: Fault[] = [
    fault('UNB is missing', UNB, '', 'EDI011', 'error', 'UNH', { component: 'UNH', segment: 1 }, 0),
    fault('there are two UNB', UNB, '$&$&', 'EDI021', 'error', 'UNB', { component: 'UNB' }, 1),
    fault('UNB is cut off after the date', /260302:.*'/, "260302'", 'OIO020', 'error', 'UNB', {}, 0),
    fault('UNH is missing', /UNH\+.*'\n/, '', 'EDI012', 'error', 'BGM', { component: 'BGM' }, 0),
    fault(
      'UNH has no elements',
      /UNH\+.*'/,
      "UNH'",
      'EDI023',
      'error',
      'UNH',
      { component: 'UNH', segment: 1 },
      0,
    ),
    fault(
      'UNH has another number than UNT and S02',
      'UNH+BRV1',
      'UNH+BRV9',
      'EDI015',
      'warning',
      "BRV1'\nUNZ",
      { component: 'UNT.2.1', segment: 30 },
      1,
    ),
    fault('UNT is missing', UNT, '', 'EDI013', 'error', 'UNH', { component: 'UNH', segment: 1 }, 0),
    fault(
      'UNT is missing before another UNH',
      /UNT\+30\+A'\n/,
      '',
      'EDI013',
      'error',
      'UNH+A',
      { component: 'UNH', segment: 1 },
      0,
      two,
    ),
    fault(
      'UNT has no elements',
      UNT,
      "UNT'\n",
      'EDI014',
      'warning',
      "UNT'",
      { component: 'UNT', segment: 30 },
      1,
    ),
    fault(
      'UNT has no reference',
      UNT,
      "UNT+30'\n",
      'EDI015',
      'warning',
      "UNT+30'",
      { component: 'UNT', segment: 30 },
      1,
    ),
    fault(
      'UNT counts one too few',
      'UNT+30',
      'UNT+29',
      'EDI014',
      'warning',
      '29+BRV1',
      { component: 'UNT.1.1', segment: 30 },
      1,
    ),
    fault(
      'UNT counts one too many',
      'UNT+30',
      'UNT+31',
      'EDI014',
      'warning',
      '31+BRV1',
      { component: 'UNT.1.1', segment: 30 },
      1,
    ),
    fault(
      'UNT counts in words',
      'UNT+30',
      'UNT+tredive',
      'EDI014',
      'warning',
      'tredive',
      { component: 'UNT.1.1', segment: 30 },
      1,
    ),
    fault('UNT stands alone', UNT, '$&$&', 'EDI012', 'error', "UNT+30+BRV1'\nUNZ", { component: 'UNT' }, 0),
    fault('UNZ is missing', UNZ, '', 'EDI021', 'error', 'UNB', { component: 'UNB' }, 0),
    fault(
      'UNZ is missing, and UNT',
      /UNT[\s\S]*/,
      '',
      'EDI013',
      'error',
      'UNH',
      { component: 'UNH', segment: 1 },
      0,
    ),
    fault('UNZ counts wrong', 'UNZ+1', 'UNZ+2', 'EDI016', 'warning', '2+KUV17', { component: 'UNZ.1.1' }, 1),
    fault('UNZ has no elements', UNZ, "UNZ'\n", 'EDI016', 'warning', "UNZ'", { component: 'UNZ' }, 1),
    fault(
      'UNZ has another number than UNB',
      'UNZ+1+KUV17',
      'UNZ+1+KUV18',
      'EDI020',
      'warning',
      'KUV18',
      { component: 'UNZ.2.1' },
      1,
    ),
    fault(
      'UNZ has a component separator between its elements',
      'UNZ+1+KUV17',
      'UNZ+1:KUV17',
      'EDI020',
      'warning',
      'UNZ',
      { component: 'UNZ' },
      1,
    ),
    fault(
      'UNZ has a component separator behind its tag',
      'UNZ+1',
      'UNZ:1',
      'EDI001',
      'error',
      ':1+KUV17',
      { component: 'UNZ' },
      0,
    ),
    [
      'UNZ stands alone',
      changed(letter, UNZ, '$&$&'),
      'EDI011',
      'error',
      at(changed(letter, UNZ, '$&$&'), 'UNZ', { component: 'UNZ' }, letter.length - 2),
      1,
    ],
    fault(
      'segments stand between messages',
      'UNH+B',
      "BGM+EPI'\nDTM+1'\nUNH+B",
      'EDI012',
      'error',
      "BGM+EPI'\nDTM+1",
      { component: 'BGM' },
      0,
      two,
    ),
    fault(
      'a segment stands between UNB and UNH',
      'UNH',
      "UNG+1'\nUNH",
      'EDI012',
      'error',
      'UNG',
      { component: 'UNG' },
      0,
    ),
    fault(
      'there is no message',
      /UNH[\s\S]*UNZ\+1/,
      'UNZ+0',
      'EDI003',
      'error',
      'UNB',
      { component: 'UNB' },
      0,
    ),
    fault(
      'the version is unknown',
      'D9134L',
      'D9999X',
      'EDI023',
      'error',
      'D9999X',
      { component: 'UNH.2.5', segment: 1 },
      0,
    ),
    fault(
      'the version is that of another message',
      'MEDDIS:D:93A:UN:D9134L',
      'MEDDIS:D:93A:UN:B0131X',
      'EDI023',
      'error',
      'B0131X',
      { component: 'UNH.2.5', segment: 1 },
      0,
    ),
    fault('a segment is empty', NAD, `'${NAD}`, 'EDI001', 'error', `'${NAD}`, { segment: 10 }, 0),
    fault(
      'a tag has no separator behind it',
      'S02+02',
      'S0202',
      'EDI001',
      'error',
      "02'\nGIS",
      { component: 'S02', segment: 13 },
      0,
    ),
    fault(
      'a tag has a character it cannot have',
      'SEQ++2',
      'A?D+1',
      'EDI001',
      'error',
      'A?D',
      { segment: 12 },
      0,
    ),
    fault('a tag has two characters', 'S02+02', 'S2+02', 'EDI001', 'error', 'S2+02', { segment: 13 }, 0),
    fault('a tag has a Danish letter', 'SEQ++2', 'SÆQ++2', 'EDI001', 'error', 'SÆQ', { segment: 12 }, 0),
    fault('a tag is in small letters', 'SEQ++2', 'seq++2', 'EDI001', 'error', 'seq', { segment: 12 }, 0),
    fault('a separator is missing', 'NAD+PO', 'NADPO', 'EDI001', 'error', 'PO+091034', { segment: 10 }, 0),
    fault(
      'an apostrophe in a text was not released',
      "Aquacel?'",
      "Aquacel'",
      'EDI001',
      'error',
      '?+ sok',
      { segment: 29 },
      0,
    ),
    fault(
      'a terminator is missing at the end',
      /'\n$/,
      '',
      'EDI002',
      'error',
      'UNZ',
      { component: 'UNZ' },
      0,
    ),
    fault(
      'the file is cut off in a text',
      /, sygeplejerske[\s\S]*/,
      '',
      'EDI002',
      'error',
      'FTX+NC+P00++Karla',
      { component: 'FTX', segment: 29 },
      0,
    ),
    fault('the role of NAD is unknown', 'NAD+PO', 'NAD+XX', 'EDI032', 'warning', 'S01', {}, 0),
    fault(
      'the time has seconds (204)',
      'DTM+137:202603020938:203',
      'DTM+137:20260302093800:204',
      'EDI028',
      'warning',
      '20260302093800',
      { component: 'DTM.1.2', segment: 3 },
      1,
    ),
    fault(
      'the format of the time is 204 and the time has none',
      'DTM+137:202603020938:203',
      'DTM+137:202603020938:204',
      'EDI024',
      'warning',
      '204',
      { component: 'DTM.1.3', segment: 3 },
      1,
    ),
    fault(
      'a question mark stands before a character that needs none',
      'Karla Test',
      'Karla? Test',
      'EDI010',
      'warning',
      '? Test',
      { component: 'FTX.4.1', segment: 29 },
      1,
    ),
    fault(
      'the status is not one of the message',
      'GIS+N',
      'GIS+Q',
      'EDI038',
      'error',
      "Q'\nRFF",
      { component: 'GIS.1.1', segment: 14 },
      0,
    ),
  ];

  test.each(frames)('%s', (_, bytes, code, severity, place, converted) => {
    const told = toldOf(bytes).filter((one) => one.code === code);
    const [found] = told;
    expect(found, `told: ${codesOf(toldOf(bytes))}`).toMatchObject({
      code,
      severity,
      place: code === 'EDI032' || code === 'OIO020' ? { file: FILE } : { file: FILE, ...place },
    });
    if (place.segment === undefined && code.startsWith('EDI0') && code !== 'EDI032')
      expect(found?.place.segment).toBeUndefined();
    expect(found?.hint.length).toBeGreaterThan(20);
    expect(results(bytes)).toBe(converted);
  });
});

test('UTF-8 bytes, among them a character outside of ISO-8859-1, are read as UTF-8', () => {
  const bytes = Buffer.from(
    changed(letter, 'Karla', '~~~').toString('latin1').replace('~~~', 'Karła'),
    'utf8',
  );
  expect(codesOf(toldOf(bytes))).toEqual(['EDI007']);
  expect(results(bytes)).toBe(1);
});

test('an interchange with a bad UNA is read with the usual service characters', () => {
  const bytes = changed(letter, UNA, "UNA::.? '");
  expect(codesOf(toldOf(bytes))).toEqual(['EDI001', 'EDI004']);
  expect(results(bytes)).toBe(1);
});

test('counts with leading zeros are counts', () => {
  const bytes = changed(changed(letter, 'UNT+30', 'UNT+0030'), 'UNZ+1', 'UNZ+01');
  expect(toldOf(bytes)).toEqual([]);
});

test('segments outside of messages are told once, however many there are', () => {
  const stray = latin1("BGM+EPI'\nDTM+137'\nUNT+2+X'\n".repeat(50));
  const inside = interchange([[stray.toString('latin1').trimEnd().slice(0, -1)], dis91()].reverse());
  expect(codesOf(toldOf(inside)).filter((code) => code === 'EDI012')).toHaveLength(1);
  // Before the first interchange and behind it are two places.
  const around = Buffer.concat([latin1("UNH+1'"), stray, letter, stray]);
  expect(codesOf(toldOf(around)).filter((code) => code === 'EDI011')).toHaveLength(2);
  expect(results(around)).toBe(1);
});

describe('a fault in one interchange leaves the others alone', () => {
  const before = interchange([dis91('A')]);
  const faulty: Array<[string, Buffer]> = [
    ['an empty segment', changed(letter, NAD, `'${NAD}`)],
    ['a bad tag', changed(letter, NAD, `N+${NAD}`)],
    ['no UNZ', changed(letter, UNZ, '')],
    ['no UNT and no UNZ', changed(letter, /UNT[\s\S]*/, '')],
    ['no UNB', changed(letter, UNB, '')],
    ['no message', changed(letter, /UNH[\s\S]*UNZ\+1/, 'UNZ+0')],
    [
      'other service characters and an empty segment',
      latin1('UNA|^.\\ ~UNB^UNOC|3~UNH^1~~UNT^2^1~UNZ^1^~\n'),
    ],
    ['UTF-8', Buffer.from(letter.toString('latin1').replace(NAD, `'${NAD}`), 'utf8')],
    ['no object where UNO says', changed(interchange([bin01()]), /UNP(\+\d+\+1')/, 'XNP$1')],
    ['an object without a length', changed(interchange([bin01()]), /91\+\d+:/, '91+:')],
  ];

  test.each(faulty)('%s', (_, bytes) => {
    for (const una of [UNA, '']) {
      const file = Buffer.concat([before, bytes, interchange([ctl03('C')], { una })]);
      const { letters } = converter.read({ name: FILE, bytes: file });
      const good = letters.filter(({ diagnostics }) =>
        diagnostics.every(({ severity }) => severity !== 'error'),
      );
      expect(good.map(({ schema }) => schema.table.message)).toEqual(['XDIS91', 'XCTL03']);
      const errors = toldOf(file).filter(({ severity }) => severity === 'error');
      expect(errors.length).toBeGreaterThan(0);
      for (const { place } of errors) {
        expect(place.byte).toBeGreaterThanOrEqual(before.length);
        expect(place.byte).toBeLessThan(before.length + bytes.length);
        expect(place.line).toBeGreaterThan(32);
      }
      // Places behind what could not be read are right, too.
      const [last] = good.slice(-1);
      expect(last?.source.of(last.record.element)).toMatchObject(whereIs(file, 'UNH+C'));
    }
  });

  test('in the same interchange, an unknown message does', () => {
    const bytes = changed(two, 'MEDDIS:D:93A:UN:D9134L', 'MEDREF:D:93A:UN:H0130R');
    expect(codesOf(toldOf(bytes))).toEqual(['EDI023']);
    expect(results(bytes)).toBe(1);
  });

  test('in the same interchange, nothing else does: it is converted whole or not at all', () => {
    expect(results(changed(two, 'PAS+HA', 'PAS+??'))).toBe(0);
  });
});
