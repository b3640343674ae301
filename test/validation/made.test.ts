import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Diagnostic,
  type FhirObject,
  type FhirValue,
  hasError,
  type ReadMessage,
  toJson,
} from '../../src/index.js';
import { codesOf, converter, lettersOf, sampleText } from '../support/converter.js';
import { correspondence, xdis91 } from '../support/generate.js';
import { careCommunication } from '../support/generate-message.js';
import { validator } from '../support/validator.js';

const runs = { numRuns: Number(process.env.MEDCOM_TEST_RUNS ?? 150) };
const errorsOf = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics
    .filter((one) => hasError([one]))
    .map(({ code, rule, message, place }) => `${code} [${rule}] ${place.path}: ${message}`);

/** Errors of the result that keep it from being written, and what anybody would find in it. */
const refusals = (text: string, binaries: string[], options: Parameters<typeof converter.convert>[2]) => {
  const letter = lettersOf({ name: 'letter.xml', bytes: Buffer.from(text) })[0] as never;
  const carried = binaries.flatMap((one, i) => lettersOf({ name: `${i}.xml`, bytes: Buffer.from(one) }));
  const { bundle, diagnostics } = converter.convert(letter, carried, options);
  if (bundle === undefined) throw new Error(JSON.stringify(diagnostics));
  const checked = validator.message(bundle, 'letter.xml', diagnostics);
  const read = validator.validate({ name: 'letter.json', bytes: Buffer.concat(toJson(bundle)) });
  return { checked, read };
};

describe('a valid letter is never refused for what it became', () => {
  test('whatever stands in it, without its attachments', () => {
    fc.assert(
      fc.property(xdis91, (text) => {
        const { checked } = refusals(text, [], { incomplete: true });
        expect(errorsOf(checked.diagnostics)).toEqual([]);
      }),
      runs,
    );
  });

  test('with its attachments, and what is ignored is what is found in the file', () => {
    fc.assert(
      fc.property(correspondence, ({ letter, binaries }) => {
        const { checked, read } = refusals(letter, binaries, {});
        expect(errorsOf(checked.diagnostics)).toEqual([]);
        expect(checked.ignored.length).toBe(errorsOf(read.diagnostics).length);
      }),
      runs,
    );
  });

  test('from organisations that no directory knows, if they may be unknown', () => {
    fc.assert(
      fc.property(xdis91, (text) => {
        const unknown = text.replace(/<EANIdentifier>\d+/g, '<EANIdentifier>5790000000005');
        const { checked } = refusals(unknown, [], { incomplete: true, sorMissing: 'warn' });
        expect(errorsOf(checked.diagnostics)).toEqual([]);
      }),
      runs,
    );
  });
});

describe('a CareCommunication is never refused for the letters it became', () => {
  test.each(['oioxml', 'edifact'] as const)('in %s', (legacy) => {
    fc.assert(
      fc.property(careCommunication, (bundle) => {
        const { message } = converter.read({
          name: 'message.json',
          bytes: Buffer.from(JSON.stringify(bundle)),
        });
        const { letters, diagnostics } = converter.convertMessage('message.json', message as ReadMessage, {
          legacy,
          unmappable: legacy === 'edifact' ? 'transliterate' : 'reference',
        });
        // What is too long with its characters transliterated is told by the conversion.
        if (letters.length === 0) expect(errorsOf(diagnostics).join()).toContain('MAP038');
        for (const letter of letters) expect(errorsOf(validator.letter(letter, 'message.json'))).toEqual([]);
      }),
      runs,
    );
  });
});

test('an error of a rule that does not follow from what was told is none that may be', () => {
  const [letter] = lettersOf({ name: 'letter.xml', bytes: Buffer.from(sampleText('attachment')) });
  const { bundle, diagnostics } = converter.convert(letter as never, [], { incomplete: true });
  expect(codesOf(diagnostics)).toContain('MAP002');
  const { entry, ...rest } = bundle as { entry: FhirValue[] } & FhirObject;
  const checked = validator.message({ ...rest, entry: entry.slice(1) }, 'letter.xml', diagnostics);
  expect(errorsOf(checked.diagnostics).join()).toContain('FHIR110 [bdl-12]');
});
