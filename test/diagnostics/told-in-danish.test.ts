import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, DiagnosticError, envelopesOf, LANGUAGES, toldIn } from '../../src/index.js';
import { converter, shipped } from '../support/converter.js';
import { ENGLISH, withoutQuoted } from '../support/english.js';
import { faulty } from '../support/mutate.js';
import { validated, validator } from '../support/validator.js';

/** All that is told of a document, whatever it is, when it is checked and on every way from it. */
const diagnosticsOf = (name: string, bytes: Uint8Array): Diagnostic[] => {
  try {
    const { letters, message, diagnostics } = converter.read({ name, bytes });
    return [
      ...diagnostics,
      ...validator.validate({ name, bytes }).diagnostics,
      ...letters.flatMap((letter) => converter.convert(letter, [], { strict: true }).diagnostics),
      ...envelopesOf(letters).flatMap((envelope) =>
        converter.convertEnvelope(envelope).letters.flatMap((one) => one.diagnostics),
      ),
      ...(message === undefined ? [] : converter.convertMessage(name, message).diagnostics),
    ];
  } catch (error) {
    if (error instanceof DiagnosticError) return [error.diagnostic];
    throw error;
  }
};

/** Something is taken out of a sample, doubled, or put in. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(60),
  by: fc.constantFrom('', '<', '>', '&', '"', "'", '+', ':', '?', '{', '}', ',', '\u0001', '0', '*', 'Ø'),
  twice: fc.boolean(),
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

const damaged = (sample: Buffer, { at, length, by, twice }: Damage): Buffer => {
  const from = Math.floor(at * sample.length);
  const cut = sample.subarray(from, from + length);
  const between = [Buffer.from(by, 'latin1'), ...(twice ? [cut, cut] : [])];
  return Buffer.concat([sample.subarray(0, from), ...between, sample.subarray(from + length)]);
};

const SAMPLES = [
  'plain/input/letter.xml',
  'attachment/input/attachment.xml',
  'edifact-letter/input/letter.edi',
  'edifact-receipts/input/receipts.edi',
  'new-message/input/message.json',
  'reply-with-attachment/input/message.json',
  'envelope-message/input/message.vans.xml',
];

describe('whatever is wrong with a document is told in Danish, without a word of English', () => {
  test.each(SAMPLES)('%s', (path) => {
    const sample = readFileSync(`samples/${path}`);
    const name = path.split('/').at(-1) ?? '';
    const seen = new Set<string>();
    fc.assert(
      fc.property(damage, (how) => {
        for (const one of diagnosticsOf(name, damaged(sample, how))) {
          seen.add(one.code);
          const { message, hint } = toldIn(one, 'da');
          expect([one.code, withoutQuoted(`${message} ${hint}`, one)]).toEqual([
            one.code,
            expect.not.stringMatching(ENGLISH),
          ]);
          expect(`${message} ${hint}`).not.toMatch(/\{\w+\}|undefined|\[object/);
        }
      }),
      { numRuns: 400 },
    );
    expect(seen.size).toBeGreaterThan(2);
  });
});

test('a group of an EDIFACT message has a Danish name', () => {
  const sample = readFileSync('samples/edifact-letter/input/letter.edi', 'latin1');
  const told = diagnosticsOf('letter.edi', Buffer.from(sample.replace('RFF+REI:', 'RFF+RE:'), 'latin1'));
  expect(told.map((one) => toldIn(one, 'da').message)).toContain('RFF i gruppen forløb mangler.');
});

test('whatever is wrong with a message by its profiles is told in Danish', () => {
  const documents = ['new-message', 'reply-with-attachment'].map((name) => ({
    name,
    document: JSON.parse(readFileSync(`samples/${name}/input/message.json`, 'utf8')),
  }));
  const seen = new Set<string>();
  for (const { document } of faulty(documents, 400, 7))
    for (const one of validated(document)) {
      seen.add(one.code);
      const { message, hint } = toldIn(one, 'da');
      expect([one.code, withoutQuoted(`${message} ${hint}`, one)]).toEqual([
        one.code,
        expect.not.stringMatching(ENGLISH),
      ]);
      expect(message).not.toBe(one.message);
    }
  expect([...seen].filter((code) => /^FHIR1/.test(code)).length).toBeGreaterThan(12);
});

test('every rule of the profiles says in Danish what is wrong', () => {
  const rules = [...shipped]
    .filter(([name]) => name.startsWith('profiles/'))
    .flatMap(([, text]) => [...text.matchAll(/^ +da: "(.*)"$/gm)].map(([, said = '']) => said));
  expect(rules.length).toBeGreaterThan(50);
  for (const said of rules) {
    expect(said).not.toMatch(ENGLISH);
    expect(said).toMatch(/\.$/);
  }
});

test('a diagnostic is told in English as it says itself, and nothing of it but its texts depends on the language', () => {
  const bytes = readFileSync('samples/edifact-careless/input/letter.edi');
  const told = diagnosticsOf('letter.edi', bytes);
  expect(told.length).toBeGreaterThan(3);
  for (const one of told) {
    const { params: _, ...english } = one;
    expect(toldIn(one, 'en')).toEqual(english);
    for (const lang of LANGUAGES) {
      const { code, severity, place, rule, message } = toldIn(one, lang);
      expect({ code, severity, place, rule }).toEqual({
        code: one.code,
        severity: one.severity,
        place: one.place,
        rule: one.rule,
      });
      expect(message === one.message).toBe(lang === 'en');
    }
    // What is kept or sent elsewhere can still be told in any language.
    expect(toldIn(JSON.parse(JSON.stringify(one)), 'da')).toEqual(toldIn(one, 'da'));
  }
});
