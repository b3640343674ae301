import { describe, expect, test } from 'vitest';
import { type Original, toOioxml } from '../../src/index.js';
import { codesOf, converter } from '../support/converter.js';
import { type Difference, differencesOf, flowFile, withoutReasons } from '../support/flows.js';
import { letterValues } from '../support/letter-values.js';
import { hasReference } from '../support/reference.js';

/**
 * MedCom's receipt for its conversion to FHIR (Flow 1). Every difference between its receipts and ours is here, with the
 * reason; one that is not here fails the test, and so does one that is here and is gone. They are the same in both receipts.
 */
const differences: Readonly<Record<string, Difference>> = {
  'Envelope/Sent/Date': {
    theirs: '2023-11-20',
    ours: '2023-11-22',
    why: 'KA2: the date of their Acknowledgement, two days after their own receipts for it',
  },
  'Envelope/Sent/Time': {
    theirs: '17:46',
    ours: '13:33',
    why: 'KA3: their timestamp is 12:33Z, which is 13:33 in Denmark',
  },
};

/** What a store remembers of Flow 1. */
const original: Original = {
  sender: { gln: '5790001382445' },
  receiver: { gln: '5790000121441' },
  header: '60098c38-6fe1-41ba-aa92-d4809022de88',
  letters: [
    { message: 'XDIS91', envelope: 'KuvNrerwerwe99', letter: 'Brevt23400929', version: 'XD9134L' },
    { message: 'XBIN01', envelope: 'MEDBIN62529', letter: '031120PWE62528', version: 'XB0131X' },
  ],
};

describe.skipIf(!hasReference)("MedCom's receipt from FHIR (Flow 2)", () => {
  const name = 'Flow2-Acknowledgement_Ex_to_OIOXML.xml';
  const convert = () =>
    converter.receipts(name, converter.read(flowFile(name)).acknowledgement as never, original);

  test('converts without a complaint, to two receipts with ids of their own', () => {
    const { letters, diagnostics, counts } = convert();
    expect(codesOf(diagnostics)).toEqual([]);
    expect(counts.unmapped).toBe(0);
    expect(new Set(letters.flatMap(({ ids }) => [ids.envelope, ids.letter])).size).toBe(4);
  });

  test.each([
    ['XDIS91', 0],
    ['XBIN01', 1],
  ])('differs from theirs for the %s only where the rules say so', (letter, index) => {
    const { root } = convert().letters[index] as never;
    const ours = letterValues(Buffer.concat([...toOioxml(root)]).toString('latin1'));
    const theirs = flowFile(`Flow2-XCTL03_Ex_from_FHIR_${letter}.xml`).bytes.toString('latin1');
    expect(differencesOf(letterValues(theirs), ours)).toEqual(withoutReasons(differences));
  });
});
