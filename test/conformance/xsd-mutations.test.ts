import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { converter } from '../support/converter.js';
import { xbin01, xctl, xdis91 } from '../support/generate.js';
import { faults, mutants } from '../support/mutate-xml.js';
import { random } from '../support/random.js';
import { hasReference, reference } from '../support/reference.js';
import { scenarios } from '../support/scenarios.js';
import { agreement, stricter, toldOfAll, tolerated } from '../support/schema-verdicts.js';
import { type SchemaMessage, xsdVerdicts } from '../support/xsd.js';

/** More, and others, by hand: XSD_SEED=2 XSD_FACTOR=20 npx vitest run test/conformance/xsd-mutations.test.ts */
const SEED = Number(process.env.XSD_SEED ?? 20260302);
const FACTOR = Number(process.env.XSD_FACTOR ?? 1);
const BATCH = 200;
/** Larger ones say nothing more, and take long. */
const LARGEST = 20_000;

const counts = { XDIS91: 200, XBIN01: 150, XCTL01: 50, XCTL02: 50, XCTL03: 50 } as const;
const messages = Object.keys(counts) as SchemaMessage[];
const generators = { XDIS91: xdis91, XBIN01: xbin01, ...xctl };

const letterElements = {
  XDIS91: '<ClinicalEmail>',
  XBIN01: '<BinaryLetter>',
  XCTL01: '<NegativeVansReceipt>',
  XCTL02: '<NegativeReceipt>',
  XCTL03: '<PositiveReceipt>',
} as const;

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.xml') && !name.endsWith('.vans.xml'))
    .map((name) => join(folder, name));

/** Samples and published examples, by what they are. */
const existing = (): Buffer[] =>
  [
    ...scenarios.flatMap((name) => filesIn(`samples/${name}/input`)),
    ...filesIn(join(reference, 'oioxml')),
    ...filesIn(join(reference, 'examples/flows')),
  ]
    .map((file) => readFileSync(file))
    .filter((bytes) => bytes.length < LARGEST);

/** Valid documents of one message that nothing is told of. */
const originals = async (message: SchemaMessage): Promise<Buffer[]> => {
  const generated = fc
    .sample(generators[message], { numRuns: 60, seed: SEED })
    .map((text) => Buffer.from(text));
  const own = existing().filter((bytes) => bytes.includes(letterElements[message]));
  expect(own.length, `no example of ${message}`).toBeGreaterThan(0);
  const sound = [...generated, ...own].filter(
    (bytes) => toldOfAll(converter.read({ name: 'original.xml', bytes })).length === 0,
  );
  return sound;
};

const letter = readFileSync('samples/plain/input/letter.xml', 'utf8');
const binary = readFileSync('samples/attachment/input/attachment.xml', 'utf8');

/** One document for each exception, by which alone the verdicts differ on it. */
const examples: ReadonlyArray<[code: string, message: SchemaMessage, text: string, encoding?: 'utf16le']> = [
  ['OIO003', 'XDIS91', `<!DOCTYPE Emessage>${letter}`],
  ['OIO009', 'XDIS91', `\ufeff${letter}`, 'utf16le'],
  ['OIO034', 'XDIS91', letter.replace('<Date>2026-', '<Date>12026-')],
  ['OIO040', 'XBIN01', binary.replace('<Object_Base64Encoded>', '$&*')],
  ['OIO041', 'XBIN01', binary.replace(/(<Object_Base64Encoded>)[^<]*/, '$1')],
  ['MAP022', 'XDIS91', letter.replace(/<ClinicalEmail>.*<\/ClinicalEmail>/s, '$&$&')],
  [
    'OIO007',
    'XDIS91',
    `<?xml version="1.0" encoding="ISO-8859-1"?>${letter.replace(/(<StatisticalCode>).*?</, '$1æøåæøåæø<')}`,
  ],
  [
    'OIO024',
    'XDIS91',
    letter.replace(
      '</ClinicalEmail>',
      `${'<Reference><RefDescription>x</RefDescription><SUP>true</SUP></Reference>'.repeat(11)}$&`,
    ),
  ],
  ['OIO042', 'XDIS91', letter.replace('>nytbrev<', '> nytbrev<')],
  ['OIO047', 'XBIN01', binary.replace('>pdf<', '>xsl<')],
  ['OIO048', 'XBIN01', binary.replace('</BinaryLetter>', '$&<Local_Elements/>')],
];

describe.skipIf(!hasReference)("On mutated documents, our reading and MedCom's schemas", () => {
  const verdicts = { valid: 0, invalid: 0 };

  test.each(messages)('give the same verdict: %s', { timeout: 120_000 * FACTOR }, async (message) => {
    const all = mutants(await originals(message), counts[message] * FACTOR, random(SEED));
    for (let from = 0; from < all.length; from += BATCH) {
      const batch = all.slice(from, from + BATCH);
      const schema = await xsdVerdicts(
        message,
        batch.map(({ bytes }) => bytes),
      );
      for (const [i, { fault, bytes }] of batch.entries()) {
        const found = schema[i] as string[];
        verdicts[found.length === 0 ? 'valid' : 'invalid']++;
        const told = toldOfAll(converter.read({ name: 'mutant.xml', bytes }));
        const shown = { fault, told: told.map(({ code }) => code), found, text: bytes.toString() };
        expect(agreement(told, found), JSON.stringify(shown, undefined, 1)).toBeDefined();
      }
    }
  });

  test('is often that they are valid, and often that they are not', () => {
    expect(faults.length).toBeGreaterThan(40);
    const total = Object.values(counts).reduce((sum, count) => sum + count * FACTOR, 0);
    expect(verdicts.valid + verdicts.invalid).toBe(total);
    expect(Math.min(verdicts.valid, verdicts.invalid)).toBeGreaterThan(total / 5);
  });

  test.each(examples)('differ for a known reason: %s', async (code, message, text, encoding = undefined) => {
    const bytes = Buffer.from(text, encoding);
    const [found = []] = await xsdVerdicts(message, [bytes]);
    const told = toldOfAll(converter.read({ name: 'example.xml', bytes }));
    expect(agreement(told, found)).toEqual([code]);
  });

  test('have no other reason to differ', () => {
    expect(examples.map(([code]) => code).sort()).toEqual(
      [...stricter, ...tolerated].map(({ code }) => code).sort(),
    );
  });
});
