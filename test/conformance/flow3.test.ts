import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ReadMessage, toOioxml } from '../../src/index.js';
import { converter } from '../support/converter.js';
import { letterValues as leaves } from '../support/letter-values.js';
import { hasReference, reference } from '../support/reference.js';

/**
 * MedCom's own conversion pair from FHIR. Every difference between its letters and ours is here, with the reason; one
 * that is not here fails the test, and so does one that is here and is gone.
 */
const differences: Readonly<Record<string, { theirs: unknown; ours: unknown; why: string }>> = {
  'ClinicalEmail/ClinicalInformation/Text01': {
    theirs: 'Forinden der foretages visitation, bedes følgende undersøgelser foretaget:',
    ours: '',
    why: 'their letter has a line that their message lacks; all others agree, also those of the author',
  },
  'Envelope/Sent/Time': { theirs: '12:32', ours: '12:33', why: 'D19: the timestamp of the bundle is 12:33' },
  'ClinicalEmail/Sender/Identifier': {
    theirs: '5790001382445',
    ours: '359011000016000',
    why: 'D12: the SOR id, as the sheet says',
  },
  'ClinicalEmail/Sender/IdentifierCode': { theirs: 'lokationsnummer', ours: 'sorkode', why: 'D12' },
  'ClinicalEmail/Receiver/Identifier': { theirs: '5790000121441', ours: '328051000016008', why: 'D12' },
  'ClinicalEmail/Receiver/IdentifierCode': { theirs: 'lokationsnummer', ours: 'sorkode', why: 'D12' },
  'ClinicalEmail/Sender/TelephoneSubscriberIdentifier': {
    theirs: '66131372',
    ours: '12345678',
    why: "D17: the contact of the newest text, not the organisation's telephone",
  },
  'ClinicalEmail/Reference/RefDescription': {
    theirs: 'BIN',
    ours: 'billede',
    why: 'D2: the title; the sheet of January 2026 came later than the example',
  },
  'ClinicalEmail/Reference/BIN/ObjectIdentifier': {
    theirs: '64d56beb9d2245d48fa0eaaf186bebae',
    ours: 'f954e0707934459180041fe23060f2bb',
    why: 'C48: the identifier of the payload; theirs is not in the message',
  },
  'ClinicalEmail/Reference/BIN/ObjectCode': {
    theirs: 'billede',
    ours: 'vektor_grafik',
    why: 'D3: the code that belongs to a pdf',
  },
};

const BINARY_IS_ANOTHER =
  'their XBIN01 is made by hand from another letter, two days older and with other ids';
/** The same for the binary letter. */
const binaryDifferences: Readonly<Record<string, string>> = {
  'BinaryLetter/BinaryObject/ObjectCode': 'D3: the code that belongs to a pdf',
  'BinaryLetter/BinaryObject/ObjectIdentifier': 'C48: the identifier of the payload',
  'BinaryLetter/Letter/Authorisation/Date': BINARY_IS_ANOTHER,
  'BinaryLetter/Letter/Authorisation/Time': BINARY_IS_ANOTHER,
  'BinaryLetter/Receiver/DistrictName': 'CB105: a CareCommunication has no addresses of organisations',
  'BinaryLetter/Receiver/Identifier': 'D12: the SOR id',
  'BinaryLetter/Receiver/IdentifierCode': 'D12; theirs calls a location number kommunenummer',
  'BinaryLetter/Receiver/OrganisationName': 'C22: the message names no receiver',
  'BinaryLetter/Receiver/PostCodeIdentifier': 'CB105',
  'BinaryLetter/Receiver/StreetName': 'CB105',
  'BinaryLetter/Sender/DepartmentName': 'C17: the message names no department',
  'BinaryLetter/Sender/Identifier': 'D12: the SOR id',
  'BinaryLetter/Sender/IdentifierCode': 'D12',
  'BinaryLetter/Sender/MedicalSpecialityCode': 'CB105',
  'BinaryLetter/Sender/OrganisationName': 'C17 copies the letter case',
  'BinaryLetter/Sender/TelephoneSubscriberIdentifier': 'CB47: the contact of the newest text',
  'Envelope/AcknowledgementCode': 'D18: pluspositivkvitt in both letters',
  'Envelope/Sent/Date': BINARY_IS_ANOTHER,
  'Envelope/Sent/Time': BINARY_IS_ANOTHER,
};

/** Lines that one text has and the other has not. */
const beyond = (text = '', other = ''): string =>
  text
    .split('\n')
    .filter((line) => !other.split('\n').includes(line))
    .join('\n');

/** Their file declares ISO-8859-1 and is UTF-8 (legacy formats 2.2). */
const theirs = (name: string): Map<string, string> =>
  leaves(readFileSync(join(reference, 'examples/flows', name), 'utf8'));

describe.skipIf(!hasReference)("MedCom's example of a conversion from FHIR (Flow 3)", () => {
  const convert = () => {
    const name = 'Flow3-CareCommunication_Ex_to_OIOXML.xml';
    const { message } = converter.read({
      name,
      bytes: readFileSync(join(reference, 'examples/flows', name)),
    });
    const { letters } = converter.convertMessage(name, message as ReadMessage);
    return letters.map(({ root }) => leaves(Buffer.concat([...toOioxml(root)]).toString('latin1')));
  };

  test('gives its XDIS91, but for the differences listed', () => {
    const [ours] = convert();
    const wanted = theirs('Flow3-XDIS91_Ex_from_FHIR.xml');
    const found: Record<string, { theirs: unknown; ours: unknown }> = {};
    for (const path of new Set([...wanted.keys(), ...(ours?.keys() ?? [])])) {
      const [one, other] = [wanted.get(path), ours?.get(path)];
      if (one !== other)
        found[path] = path.endsWith('Text01')
          ? { theirs: beyond(one, other), ours: beyond(other, one) }
          : { theirs: one, ours: other };
    }
    const listed = Object.entries(differences).map(([path, { theirs: t, ours: o }]) => [
      path,
      { theirs: t, ours: o },
    ]);
    expect(found).toEqual(Object.fromEntries(listed));
  });

  test('gives its XBIN01, but for the same differences and those of the file', () => {
    const [, ours] = convert();
    const wanted = theirs('Flow3-XBIN01_Ex_from_FHIR.xml');
    const paths = [...new Set([...wanted.keys(), ...(ours?.keys() ?? [])])];
    const found = paths.filter((path) => wanted.get(path) !== ours?.get(path));
    expect(found.sort()).toEqual(Object.keys(binaryDifferences));
  });
});
