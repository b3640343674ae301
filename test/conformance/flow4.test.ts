import { describe, expect, test } from 'vitest';
import type { Original } from '../../src/index.js';
import { acknowledgementFaults } from '../support/acknowledgement-checks.js';
import { codesOf, converter, lettersOf } from '../support/converter.js';
import { type Json, received } from '../support/fhir.js';
import { type Difference, differencesOf, flowFile, withoutReasons } from '../support/flows.js';
import { hasReference } from '../support/reference.js';
import { xmlToJson } from '../support/xml-to-json.js';

const OWN_SENDER = 'https://sor2.sum.dsdn.dk/#id=359011000016003';

/**
 * MedCom's receipts for its conversion from FHIR (Flow 3). Every difference between its Acknowledgement and ours is here,
 * with the reason; one that is not here fails the test, and so does one that is here and is gone.
 */
const differences: Readonly<Record<string, Difference>> = {
  timestamp: {
    theirs: '2023-11-22T12:33:00Z',
    ours: '2023-11-22T12:33:00+01:00',
    why: 'KX2: 12:33 in the receipts is Danish time, an hour before theirs',
  },
  'Provenance[ack].recorded': {
    theirs: '2023-11-22T12:33:00Z',
    ours: '2023-11-22T12:33:00+01:00',
    why: 'KX45',
  },
  'Provenance[original].occurredDateTime': {
    theirs: '2023-11-22T12:33:00+01:00',
    ours: '2023-11-22T12:32:00+01:00',
    why: 'KX102: the time of the message answered',
  },
  'Provenance[original].recorded': {
    theirs: '2023-11-22T12:33:00+01:00',
    ours: '2023-11-22T12:32:00+01:00',
    why: 'KX102',
  },
  'MessageHeader.destination[0].endpoint': {
    theirs: 'https://sor2.sum.dsdn.dk/#id=359001000016000',
    ours: OWN_SENDER,
    why: 'KX18: the endpoint that the message of Flow 3 was sent from',
  },
  'Organization[receiver].identifier[urn:oid:1.2.208.176.1.1].value': {
    theirs: '359001000016000',
    ours: '359011000016000',
    why: 'KX14: the SOR id of the message of Flow 3',
  },
  'Organization[receiver].name': { theirs: undefined, ours: 'MedCom testcenter', why: 'KX16: it is known' },
  ...Object.fromEntries(
    ['sender', 'receiver'].flatMap((party) =>
      ['https://www.gs1.org/gln', 'urn:oid:1.2.208.176.1.1'].map((system) => [
        `Organization[${party}].identifier[${system}].use`,
        { theirs: undefined, ours: 'official', why: 'FHIR messages 2.3: both are allowed' },
      ]),
    ),
  ),
};

/** What a store remembers of Flow 3. The ids of the XBIN01 are those that MedCom's receipt for it repeats. */
const original: Original = {
  sender: {
    gln: '5790001382445',
    sorId: '359011000016000',
    name: 'MedCom testcenter',
    endpoint: OWN_SENDER,
  },
  receiver: {
    gln: '5790000121441',
    sorId: '328051000016008',
    endpoint: 'https://sor2.sum.dsdn.dk/#id=328051000016008',
  },
  header: '080d88be-177c-42a4-9124-de4e73ad485a',
  activity: 'new-message',
  occurred: '2023-11-22T12:32:00+01:00',
  recorded: '2023-11-22T12:32:00+01:00',
  letters: [
    { message: 'XDIS91', envelope: 'KuvNrerwerwe00', letter: 'Brevt23400930', version: 'XD9134L' },
    { message: 'XBIN01', envelope: 'MEDBIN62530', letter: '031120PWE62529', version: 'XB0131X' },
  ],
};

/** Narratives, profiles and ids of resources, which whoever converts makes in his own way. */
const NOT_COMPARED = /^[^.]+\.(text|meta|id|resourceType)\b/;

/** Leaves of an Acknowledgement by path; ids and references become the names of what they stand for. */
const leaves = (bundle: Json): Map<string, string> => {
  const header = bundle.entry[0].resource;
  const roles = new Map<string, string>([
    [header.sender.reference, 'sender'],
    [header.destination[0].receiver.reference, 'receiver'],
  ]);
  const nameOf = (resource: Json): string => {
    const { resourceType, id } = resource;
    if (resourceType === 'Provenance')
      return resource.entity === undefined ? 'Provenance[original]' : 'Provenance[ack]';
    const role = roles.get(`${resourceType}/${id}`);
    return role === undefined ? resourceType : `${resourceType}[${role}]`;
  };
  const names = new Map<string, string>(
    bundle.entry.map(({ resource }: Json) => [`${resource.resourceType}/${resource.id}`, nameOf(resource)]),
  );
  const found = new Map<string, string>([['timestamp', bundle.timestamp]]);
  const walk = (value: Json, path: string): void => {
    if (NOT_COMPARED.test(path)) return;
    if (typeof value !== 'object') found.set(path, names.get(value) ?? String(value));
    else if (Array.isArray(value))
      for (const [i, one] of value.entries())
        walk(one, `${path}[${path.endsWith('identifier') ? one.system : i}]`);
    else for (const key of Object.keys(value)) walk(value[key], `${path}.${key}`);
  };
  for (const { resource } of bundle.entry) walk(resource, nameOf(resource));
  return found;
};

describe.skipIf(!hasReference)("MedCom's receipts to FHIR (Flow 4)", () => {
  const convert = () => {
    const receipts = ['XDIS91', 'XBIN01'].flatMap((letter) =>
      lettersOf(flowFile(`Flow4-XCTL03_Ex_to_FHIR_${letter}.xml`)),
    );
    return converter.acknowledge(receipts, original);
  };

  test('convert without a complaint, to one Acknowledgement', () => {
    const { bundle, diagnostics, counts } = convert();
    expect(codesOf(diagnostics)).toEqual([]);
    expect(counts.unmapped).toBe(0);
    expect(acknowledgementFaults(received(bundle))).toEqual([]);
  });

  test('give theirs, but for the differences listed', () => {
    const ours = leaves(received(convert().bundle));
    const theirs = leaves(
      xmlToJson(flowFile('Flow4-Acknowledgement_Ex_from_OIOXML.xml').bytes.toString('utf8')),
    );
    expect(differencesOf(theirs, ours)).toEqual(withoutReasons(differences));
  });
});
