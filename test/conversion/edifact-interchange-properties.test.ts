import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnvelopeLetter } from '../../src/index.js';
import { xbin01, xctl, xdis91 } from '../support/generate.js';
import { latin1 } from '../support/generate-latin1.js';
import { all, recounted, segmentsIn, toInterchange, toLetter } from '../support/interchanges.js';

const chars = fc.constantFrom(...'aæØz 1.,-:+?\'"<&');
const named = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: chars, minLength: 1, maxLength: most }).map((text) => (text === '_' ? 'x' : text));
const id = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789AB'), minLength: 1, maxLength: most });
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });

/** A segment: its components are released, and what is empty at an end is left out. */
const segment = (tag: string, ...elements: Array<string | Array<string | undefined>>): string => {
  const cut = (texts: string[]): string[] => texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
  const written = elements.map((element) =>
    cut([element].flat().map((text) => (text ?? '').replace(/[:+?']/g, '?$&'))).join(':'),
  );
  return `${[tag, ...cut(written)].join('+')}'`;
};

const kind = fc.constantFrom(['SKS', 'SST'], ['YNR', 'SFU'], ['', '9'], ['KOM', 'IM'], ['SOR', 'SST']);
const address = fc
  .tuple(maybe(named(35)), maybe(named(35)), maybe(named(35)), maybe(named(9)))
  .map(([street, suburb, district, code]) =>
    [street, suburb, district, code].every((one) => one === undefined)
      ? ''
      : segment('ADR', '', ['US', street, suburb], district ?? '', code ?? ''),
  );
const party = (role: string, organisation: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(id(17), kind, organisation, maybe(named(35)), maybe(named(35)), address)
    .map(([number, scheme, name, department, unit, where]) =>
      [
        "S01+01'",
        segment('NAD', role, [number, ...scheme], '', [name, department, unit, '', '', 'US']),
        where,
      ].join(''),
    );
const speciality = fc.constantFrom('1', '99', '2504', '2522', '9463');

/** Lines as the reference converter writes them: none that must be cut, and none that must be protected. */
const line = fc
  .string({ unit: chars, minLength: 1, maxLength: 69 })
  .map((text) => text.replace(/^\. *$/, 'x'));
const style = fc.constantFrom('PF0', 'PU0', 'F00', 'P0M', 'FK0');
const inFive = (qualifier: string, code: string, pieces: string[]): string[] =>
  Array.from({ length: Math.ceil(pieces.length / 5) }, (_, i) =>
    segment('FTX', qualifier, code, '', pieces.slice(i * 5, i * 5 + 5)),
  );
/** One text: plain lines, then lines in a style; empty lines stand in the style before them. */
const text = fc
  .tuple(
    fc.array(fc.oneof(line, fc.constant('.')), { minLength: 1, maxLength: 8 }),
    maybe(fc.tuple(style, line, fc.array(fc.oneof(line, fc.constant('.')), { maxLength: 8 }))),
  )
  .map(([plain, styled]) => [
    ...inFive('NC', 'P00', plain),
    ...(styled === undefined ? [] : inFive('NC', styled[0], [styled[1], ...styled[2]])),
  ]);
const description = fc
  .string({ unit: chars, minLength: 1, maxLength: 70 })
  .map((what) => what.replace(/^\. *$/, 'x'));
const reference = fc.oneof(
  fc
    .tuple(description, fc.uuid(), fc.constantFrom('IMG', 'TXT', 'VGR'), fc.constantFrom('JPG', 'TIF', 'XLS'))
    .map(([what, uuid, code, type]) =>
      segment('FTX', 'BIN', 'P00', '', [what, uuid.replaceAll('-', ''), code, type, '17']),
    ),
  description.map((what) => segment('FTX', 'SUP', 'P00', '', [what])),
  fc.tuple(description, line).map(([what, link]) => segment('FTX', 'URL', 'P00', '', [what, link])),
);
const groups = fc
  .tuple(
    maybe(named(69).map((one) => one.replace(/^\. *$/, 'x'))),
    fc.array(text, { maxLength: 4 }),
    fc.array(reference, { maxLength: 9 }),
  )
  .map(([subject, texts, references]) => {
    const oe = subject === undefined ? [] : [segment('FTX', 'OE', 'P00', '', [subject])];
    const [first = [], ...more] = texts;
    return [[...oe, ...first], ...more, references]
      .filter((one) => one.length > 0)
      .map((one) => ["S14+14'", ...one].join(''))
      .join('');
  });
const patient = fc
  .tuple(fc.boolean(), named(70), maybe(named(70)), address, maybe(named(35)))
  .map(([hasCpr, surname, given, where, occupation]) =>
    [
      "S07+07'",
      segment(
        'PNA',
        'PAT',
        hasCpr ? ['2512489996', '', '', 'CPR', 'IM'] : [],
        '',
        '',
        ['SU', surname],
        given === undefined ? [] : ['FO', given],
      ),
      hasCpr ? '' : "RFF+XPI:2512481AB6'",
      where,
      occupation === undefined ? '' : segment('EMP', '1', '', ['', '', '', occupation]),
    ].join(''),
  );

/** A DIS91 in the form of the reference converter, with anything that it may have. */
const dis91 = fc
  .tuple(
    fc.tuple(id(14), id(14), fc.constantFrom('0', '1'), fc.constantFrom('N', 'M')),
    party('SSP', named(35)),
    fc.tuple(maybe(named(25)), speciality),
    party('PO', fc.oneof(named(35), fc.constant('_'))),
    maybe(fc.constantFrom('HI', 'NO')),
    patient,
    fc.tuple(
      maybe(fc.uuid().map((uuid) => uuid.replaceAll('-', ''))),
      fc.constantFrom('POT', 'HS', 'HA', 'DA', 'REQ'),
    ),
    groups,
  )
  .map(
    ([
      [envelope, letter, wish, status],
      sender,
      [telephone, number],
      receiver,
      priority,
      who,
      [id, pas],
      s14,
    ]) =>
      recounted(
        [
          "UNA:+.? '",
          segment(
            'UNB',
            ['UNOC', '3'],
            ['5790009999010', '14'],
            ['5790009999027', '14'],
            ['260302', '0941'],
            envelope,
            '',
            '',
            '',
            wish,
          ),
          segment('UNH', letter, ['MEDDIS', 'D', '93A', 'UN', 'D9134L'], 'DIS91'),
          "BGM+EPI++9+NA'DTM+137:202603020938:203'",
          sender,
          telephone === undefined ? '' : segment('CON', '', [telephone, 'TE']),
          "SEQ++1'",
          `SPR+ORG+${number}:SKS:SST+DIS91:SKS:SST'`,
          receiver,
          "SEQ++2'",
          "S02+02'",
          `GIS+${status}'`,
          segment('RFF', ['SRI', letter]),
          priority === undefined ? '' : `RFF+${priority}:NC'`,
          "DTM+182:202603020938:203'",
          who,
          "S11+11'GIS+N'",
          id === undefined ? "RFF+AHI:1'" : segment('RFF', ['REI', id]),
          "SEQ++1'",
          `PAS+${pas}'`,
          s14,
          segment('UNT', '0', letter),
          segment('UNZ', '1', envelope),
        ].join(''),
      ),
  );

const componentsIn = (interchange: string): number =>
  segmentsIn(interchange)
    .flatMap(([, ...elements]) => elements.flat())
    .filter((text) => text !== '').length;

/** Everything that came in has an entry and ends in one way, and what a row knows names it. */
const expectAccount = ({ counts, trace }: EnvelopeLetter, leaves: number): void => {
  const { mapped, used, dropped, unmapped } = counts;
  expect(mapped + used + dropped + unmapped).toBe(leaves);
  const entries = trace?.input ?? [];
  expect(entries.length).toBe(leaves);
  const count = (status: string): number => entries.filter((entry) => entry.status === status).length;
  expect([mapped, used, dropped, unmapped]).toEqual(['mapped', 'used', 'dropped', 'unmapped'].map(count));
  for (const { status, row, to, value, source } of entries) {
    const isBlank = status === 'dropped' && value.trim() === '';
    if (status !== 'unmapped' && !isBlank)
      expect(row, `${source.component} ${status}`).toMatch(/^E[A-Z]?\d+$/);
    if (status === 'mapped') expect(to, source.component).not.toEqual([]);
  }
  for (const { row, target } of trace?.output ?? []) expect(row, target).toMatch(/^E[A-Z]?\d+$/);
};

describe('any DIS91 in the usual form', () => {
  test('is the same, byte for byte, after a way through OIOXML', () => {
    fc.assert(
      fc.property(dis91, (interchange) => {
        const letter = toLetter(interchange);
        expect(letter.codes).toEqual([]);
        const back = toInterchange(letter.bytes);
        expect(back.codes).toEqual([]);
        expect(back.text).toBe(interchange);
      }),
      { numRuns: 400 },
    );
  });

  test('is accounted for, component by component', () => {
    fc.assert(
      fc.property(dis91, (interchange) => {
        const { letters } = toLetter(interchange, { trace: true });
        expectAccount(letters[0] as EnvelopeLetter, componentsIn(interchange));
        expect(letters[0]?.counts.unmapped).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  /** Segments that do not belong where they are put. */
  const strange = fc.constantFrom(
    ...["LOC+1:2'", "GIS+M'", "FTX+XX+P00++a:b'", "PNA+MOR+0101010000'", "S05+05'", "S14+14'"],
    ...["RFF+ABC:1111111111'", "NAD+CCR+1:YNR:SFU++Kopi'", "DTM+200:199901010000:203'"],
  );
  const patientIn = (bytes: Buffer): string[][] =>
    ['CivilRegistrationNumber', 'AlternativeIdentifier', 'PersonSurnameName', 'PersonGivenName', 'Date'].map(
      (name) => all(bytes, name),
    );

  test('with segments that do not belong there is accounted for all the same, is of the same patient, and what it lacks is told', () => {
    fc.assert(
      fc.property(dis91, strange, fc.nat(60), (plain, odd, place) => {
        const segments = plain.split(/(?<=(?<!\?)(?:\?\?)*')/);
        const at = 3 + (place % (segments.length - 5));
        const interchange = recounted(segments.toSpliced(at, 0, odd).join(''));
        const { letters, codes, root, bytes } = toLetter(interchange, { trace: true });
        expect(codes.length).toBeGreaterThan(odd === "S14+14'" ? -1 : 0);
        if (root === undefined) return;
        expectAccount(letters[0] as EnvelopeLetter, componentsIn(interchange));
        expect(patientIn(bytes)).toEqual(patientIn(toLetter(plain).bytes));
      }),
      { numRuns: 300 },
    );
  });
});

describe('any letter in OIOXML', () => {
  const letters = { XDIS91: xdis91, XBIN01: xbin01, ...xctl };
  test.each(Object.keys(letters) as Array<keyof typeof letters>)(
    'of kind %s is accounted for on both ways',
    (kind) => {
      fc.assert(
        fc.property(latin1(letters[kind]), (letter) => {
          const lowered = toInterchange(letter, { trace: true });
          const [lower] = lowered.letters as [EnvelopeLetter];
          expectAccount(lower, lower.trace?.input.length ?? 0);
          expect(lower.counts.unmapped).toBe(0);
          const { letters: lifted } = toLetter(lowered.bytes, { trace: true });
          const [lift] = lifted as [EnvelopeLetter];
          expectAccount(lift, lift.trace?.input.length ?? 0);
          expect(lift.counts.unmapped).toBe(0);
        }),
        { numRuns: 80 },
      );
    },
  );
});
