import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { xbin01, xctl, xdis91 } from '../support/generate.js';
import { latin1, lowerable } from '../support/generate-latin1.js';
import { type Converted, meaningOf, toInterchange, toLetter } from '../support/interchanges.js';

const faultsOf = ({ diagnostics }: Converted): string[] =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code} ${message}`);

/** A letter to EDIFACT, back, and to EDIFACT again. */
const thereAndBack = (letter: string) => {
  const first = toInterchange(letter);
  expect(faultsOf(first)).toEqual([]);
  const back = toLetter(first.bytes);
  expect(faultsOf(back)).toEqual([]);
  const second = toInterchange(back.bytes);
  expect(faultsOf(second)).toEqual([]);
  return { first, back, second };
};

/** What EDIFACT does not carry, and how it comes back. Rules: legacy formats 6.8, 6.11, 11.1, 12. */
const usual =
  (message: string) =>
  (leaf: string): string[] => {
    const [path = '', value = ''] = leaf.split(/ = (.*)/s);
    if (path.endsWith('/StatisticalCode')) return [`${path} = ${message}`];
    if (path === 'Envelope/AcknowledgementCode' && message.startsWith('XCTL'))
      return [`${path} = minuspositivkvitt`];
    if (path.endsWith('/OriginalVersionCode'))
      return [`${path} = ${value.replace(/^X(?=[A-Z]\d{4}[A-Z]$)/, '')}`];
    if (path.endsWith('/PostCodeIdentifier') && value === '') return [];
    return [leaf];
  };

/** The size of an object is that of its bytes, whatever the letter said. */
const withSizes = (leaves: string[]): string[] =>
  leaves.map((leaf, i) => {
    const [, hex] = /Object_Base64Encoded = (.*)/.exec(leaves[i + 1] ?? '') ?? [];
    return hex === undefined ? leaf : leaf.replace(/ = .*/, ` = ${hex.length / 2}`);
  });

const SPECIALITY = 'ClinicalEmail/Sender/MedicalSpecialityCode = ';
/** A DIS91 always says a speciality. */
const withSpeciality = (leaves: string[]): string[] => {
  if (leaves.some((leaf) => leaf.startsWith(SPECIALITY))) return leaves;
  const at = leaves.findIndex((leaf) => leaf.startsWith('ClinicalEmail/Receiver/'));
  return at < 0 ? leaves : leaves.toSpliced(at, 0, `${SPECIALITY}ikkeklassificeret`);
};
/** A reason has a code and a text; the text may be an empty line. */
const reasons = (leaves: string[]): string[] =>
  leaves.flatMap((leaf, i) =>
    leaf.includes('/RefuseCode = ') && !leaves[i + 1]?.includes('/RefuseText = ')
      ? [leaf, leaf.replace(/\/RefuseCode = .*/, '/RefuseText = [[]]')]
      : !leaf.includes('/RefuseText = ') || leaves[i - 1]?.includes('/RefuseCode = ')
        ? [leaf]
        : [leaf.replace(/\/RefuseText = .*/s, '/RefuseCode = ikke_specificeret'), leaf],
  );

const messages = { XDIS91: xdis91, XBIN01: xbin01, ...xctl };

describe.each(Object.keys(messages) as Array<keyof typeof messages>)('any valid %s', (message) => {
  const letters = latin1(messages[message]);

  test('says the same after a way through EDIFACT, and is written the same again', () => {
    fc.assert(
      fc.property(letters, (letter) => {
        const { first, back, second } = thereAndBack(letter);
        expect(second.text).toBe(first.text);
        const before = meaningOf(Buffer.from(letter)).flatMap(usual(message));
        expect(meaningOf(back.bytes)).toEqual(reasons(withSpeciality(withSizes(before))));
      }),
      { numRuns: 250 },
    );
  });

  test('with any characters can be read again, and is written the same again', () => {
    fc.assert(
      fc.property(lowerable(messages[message]), (letter) => {
        const { first, second } = thereAndBack(letter);
        expect(second.text).toBe(first.text);
      }),
      { numRuns: 150 },
    );
  });
});
