import { describe, expect, test } from 'vitest';
import { type Diagnostic, envelopesOf, type Place } from '../../src/index.js';
import { codesOf, converter } from '../support/converter.js';
import {
  bin01,
  changed,
  ctl02,
  dis91,
  interchange,
  latin1,
  objectParts,
  PERSONAL,
  UNA,
  whereIs,
} from '../support/edifact.js';

/** What comes of a bad file: all that is told, and how many letters are converted. */
const outcome = (bytes: Buffer): { told: Diagnostic[]; converted: number } => {
  const { letters, diagnostics } = converter.read({ name: 'bad.edi', bytes });
  const conversions = envelopesOf(letters).map((one) => converter.convertEnvelope(one));
  return {
    told: [...diagnostics, ...conversions.flatMap((one) => one.letters.flatMap((each) => each.diagnostics))],
    converted: conversions.reduce((sum, one) => sum + (one.root === undefined ? 0 : one.letters.length), 0),
  };
};

const letter = interchange([dis91()]);
const binary = interchange([bin01('B', objectParts(1, Buffer.alloc(4000, 'Berggren')))]);

/** What is wrong, what is told of it, where, what shall be done about it, and how many letters come out. */
interface Bad {
  bytes: Buffer;
  codes: string[];
  severity: 'error' | 'warning';
  /** The text that stands at the place; none for the beginning of the file. */
  at?: string;
  place?: Place;
  todo: string;
  converted: number;
}

const bad: Record<string, Bad> = {
  'UNZ is missing': {
    bytes: changed(letter, /UNZ.*\n/, ''),
    codes: ['EDI021'],
    severity: 'error',
    at: 'UNB',
    place: { component: 'UNB' },
    todo: 'Fetch it again or ask the sender to send it again',
    converted: 0,
  },
  'UNT counts wrong': {
    bytes: changed(letter, 'UNT+30', 'UNT+28'),
    codes: ['EDI014'],
    severity: 'warning',
    at: '28+BRV1',
    place: { component: 'UNT.1.1', segment: 30 },
    todo: 'Check that nothing is missing',
    converted: 1,
  },
  'UNZ counts wrong': {
    bytes: changed(letter, 'UNZ+1', 'UNZ+3'),
    codes: ['EDI016'],
    severity: 'warning',
    at: '3+KUV17',
    place: { component: 'UNZ.1.1' },
    todo: 'Check that no message is missing',
    converted: 1,
  },
  'the type of message is unknown': {
    bytes: changed(letter, 'MEDDIS:', 'MEDXXX:'),
    codes: ['EDI023'],
    severity: 'error',
    at: 'D9134L',
    place: { component: 'UNH.2.5', segment: 1 },
    todo: 'DIS91 (D9134L), BIN01 (B0131X)',
    converted: 0,
  },
  'the version is unknown': {
    bytes: changed(letter, 'D9134L', 'D9135L'),
    codes: ['EDI023'],
    severity: 'error',
    at: 'D9135L',
    place: { component: 'UNH.2.5', segment: 1 },
    todo: 'DIS91 (D9134L), BIN01 (B0131X)',
    converted: 0,
  },
  'a qualifier is unknown': {
    bytes: changed(letter, 'DTM+137', 'DTM+999'),
    codes: ['EDI025'],
    severity: 'warning',
    at: '999:2026',
    place: { component: 'DTM.1.1', segment: 3 },
    todo: 'the qualifier must be 137',
    converted: 1,
  },
  'a qualifier is unknown where several are': {
    bytes: changed(letter, 'RFF+SRI', 'RFF+XYZ'),
    codes: ['EDI032', 'EDI026'],
    severity: 'warning',
    at: 'RFF+XYZ',
    place: { component: 'RFF', segment: 15 },
    todo: 'Check what the sender means by it',
    converted: 0,
  },
  'a text has too many components': {
    bytes: changed(letter, 'hilsen', 'hilsen:til Nancy'),
    codes: ['EDI037'],
    severity: 'warning',
    at: 'til Nancy',
    place: { component: 'FTX.4.6', segment: 28 },
    todo: 'must have a question mark before it',
    converted: 1,
  },
  'another segment has too many components': {
    bytes: changed(letter, 'FO:Nancy Ann', 'FO:Nancy Ann:Berggren'),
    codes: ['MAP017'],
    severity: 'warning',
    at: "Berggren'",
    place: { component: 'PNA.6.3', segment: 19 },
    todo: 'ask the sender to leave it out',
    converted: 1,
  },
  'a release character stands where none may': {
    bytes: changed(letter, 'Karla Test', 'Karla? Test'),
    codes: ['EDI010'],
    severity: 'warning',
    at: '? Test',
    place: { component: 'FTX.4.1', segment: 29 },
    todo: 'A question mark in a value is written twice',
    converted: 1,
  },
  'NUL bytes stand in a value': {
    bytes: changed(letter, 'Berggren', 'Berg\x00\x00gren'),
    codes: ['EDI008'],
    severity: 'warning',
    at: 'Berg\x00',
    place: { component: 'PNA.5.2', segment: 19 },
    todo: 'Ask the sender to leave them out',
    converted: 1,
  },
  'NUL bytes stand between segments': {
    bytes: changed(letter, 'S02+02', '\x00\x00S02+02'),
    codes: ['EDI001'],
    severity: 'error',
    at: '\x00\x00S02',
    place: { segment: 13 },
    todo: 'The sender must mend it',
    converted: 0,
  },
  'NUL bytes stand at the end of the file': {
    bytes: Buffer.concat([letter, Buffer.alloc(512)]),
    codes: ['EDI048'],
    severity: 'warning',
    at: '\x00',
    todo: 'Check what was appended',
    converted: 1,
  },
  'the file is cut in the middle of an object': {
    bytes: binary.subarray(0, binary.length - 1000),
    codes: ['EDI002'],
    severity: 'error',
    at: 'UNO+',
    place: { component: 'UNO', segment: 20 },
    todo: 'fetch it again or ask the sender to send it again',
    converted: 0,
  },
  'it is X12': {
    bytes: latin1('ISA*00*          *00*          *ZZ*A*ZZ*B*260302*0941*^*00501*1*0*P*:~GS*HC~'),
    codes: ['IN004'],
    severity: 'error',
    todo: 'Ask the sender for DIS91, BIN01 or CONTRL in EDIFACT',
    converted: 0,
  },
  'it is UTF-16': {
    bytes: Buffer.from(`\ufeff${letter.toString('latin1')}`, 'utf16le'),
    codes: ['EDI009'],
    severity: 'error',
    todo: 'Ask the sender to write ISO-8859-1',
    converted: 0,
  },
};

describe('bad input is told with its place and what to do', () => {
  test.each(Object.entries(bad))('%s', (_, { bytes, codes, severity, at, place, todo, converted }) => {
    const found = outcome(bytes);
    expect(codesOf(found.told)).toEqual(codes);
    const where = at === undefined ? { line: 1, column: 1 } : whereIs(bytes, at, letter.indexOf('UNB'));
    expect(found.told[0]).toMatchObject({ severity, place: { file: 'bad.edi', ...where, ...place } });
    expect(found.told[0]?.hint).toContain(todo);
    expect(found.converted).toBe(converted);
  });
});

describe('no value of a message is in a diagnostic', () => {
  const values = [...PERSONAL, 'Karla', 'hilsen', 'KUV17', 'BRV1'];
  const all = (bytes: Buffer): string =>
    outcome(bytes)
      .told.map(({ message, hint }) => message + hint)
      .join();

  test.each(Object.entries(bad))('%s', (_, { bytes }) => {
    for (const value of values) expect(all(bytes)).not.toContain(value);
  });

  test('wherever a segment falls apart', () => {
    for (const bytes of [letter, interchange([ctl02()])]) {
      for (let at = UNA.length; at < bytes.length; at++) {
        const broken = Buffer.concat([bytes.subarray(0, at), latin1("'"), bytes.subarray(at)]);
        const told = all(broken);
        for (const value of values) expect(told).not.toContain(value);
      }
    }
  });

  test('not even the beginning of a word that was taken for a tag', () => {
    const { told } = outcome(changed(letter, 'FO:Nancy Ann', "FO:O'NANCY"));
    expect(codesOf(told)).toEqual(['EDI001']);
    expect(told[0]?.place.component).toBeUndefined();
  });
});
