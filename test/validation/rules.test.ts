import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { extension, type Json, payloads, resources } from '../support/fhir.js';
import { validated } from '../support/validator.js';

const read = (name: string): Json => JSON.parse(readFileSync(`samples/${name}`, 'utf8'));
const message = read('every-element-message-attachment/input/message.json');
const acknowledgement = read('receipt-refuses/expected/acknowledgement.json');

const first = (bundle: Json, type: string): Json => resources(bundle, type)[0];
const header = (bundle: Json): Json => first(bundle, 'MessageHeader');
const communication = (bundle: Json): Json => first(bundle, 'Communication');
const patient = (bundle: Json): Json => first(bundle, 'Patient');
const organization = (bundle: Json): Json => first(bundle, 'Organization');
const provenance = (bundle: Json): Json => first(bundle, 'Provenance');
const without = (bundle: Json, type: string): void => {
  bundle.entry = bundle.entry.filter(({ resource }: Json) => resource.resourceType !== type);
};
const identified = (holder: Json, system: string, value: string, use?: string): void => {
  holder.identifier.push({ ...(use === undefined ? {} : { use }), system, value });
};
const file = (bundle: Json): Json =>
  payloads(bundle).find(({ contentAttachment }: Json) => contentAttachment?.data !== undefined)
    .contentAttachment;

/** A way to break each rule, beside rules that break with it; of a CareCommunication if nothing else is said. */
const faults: Readonly<Record<string, (bundle: Json) => void>> = {
  'bdl-1': (b) => {
    b.total = 1;
  },
  'bdl-2': (b) => {
    b.entry[1].search = { mode: 'match' };
  },
  'bdl-3': (b) => {
    b.entry[1].request = { method: 'GET', url: 'Patient' };
  },
  'bdl-4': (b) => {
    b.entry[1].response = { status: '200' };
  },
  'bdl-5': (b) => {
    delete b.entry[3].resource;
  },
  'bdl-7': (b) => {
    b.entry[3].fullUrl = b.entry[1].fullUrl;
  },
  'bdl-8': (b) => {
    b.entry[3].fullUrl += '/_history/1';
  },
  'bdl-12': (b) => {
    b.entry.reverse();
  },
  'dom-2': (b) => {
    patient(b).contained = [{ resourceType: 'Practitioner', contained: [{ resourceType: 'Practitioner' }] }];
  },
  'dom-4': (b) => {
    patient(b).contained = [{ resourceType: 'Practitioner', meta: { versionId: '1' } }];
  },
  'dom-5': (b) => {
    patient(b).contained = [{ resourceType: 'Practitioner', meta: { security: [{ code: 'N' }] } }];
  },
  'ext-1': (b) => {
    delete payloads(b)[0].extension[0].valueDateTime;
  },
  'cpt-2': (b) => {
    delete patient(b).telecom[0].system;
  },
  'att-1': (b) => {
    delete file(b).contentType;
  },
  'per-1': (b) => {
    patient(b).name[0].period = { start: '2026-03-02', end: '2026-03-01' };
  },
  'pat-1': (b) => {
    patient(b).contact = [{ gender: 'female' }];
  },
  'org-1': (b) => {
    delete organization(b).identifier;
    delete organization(b).name;
  },
  'org-2': (b) => {
    organization(b).address = [{ use: 'home', city: 'Testby' }];
  },
  'org-3': (b) => {
    organization(b).telecom[0].use = 'home';
  },
  'narrative-status': (b) => {
    patient(b).text.status = 'additional';
  },
  cpr: (b) => identified(patient(b), 'urn:oid:1.2.208.176.1.2', '3113701234', 'official'),
  'x-ecpr': (b) => identified(patient(b), 'urn:oid:1.2.208.176.1.6.1.1', '0306660AB1', 'temp'),
  'd-ecpr': (b) => {
    patient(b).identifier[0].value = '0306661AB1';
  },
  'patient-number': (b) => {
    patient(b).identifier[0].system = 'urn:oid:1.2.3';
  },
  'gln-length': (b) => {
    organization(b).identifier[0].value = '579000999903';
  },
  'gln-modulus-10': (b) => {
    organization(b).identifier[0].value = '5790009999035';
  },
  'min-digits-sor': (b) => {
    organization(b).identifier[1].value = '3333330000';
  },
  'CVR-length': (b) => identified(organization(b), 'http://cvr.dk', '1234567', 'official'),
  'CVR-modulus-11': (b) => identified(organization(b), 'http://cvr.dk', '12345678', 'official'),
  uuid: (b) => identified(organization(b), 'https://kombit.dk/sts/organisation', 'urn:uuid:1', 'official'),
  'dk-core-municipality': (b) =>
    identified(organization(b), 'http://hl7.dk/fhir/core/CodeSystem/dk-core-municipality-codes', '1234'),
  'dk-core-organization-mandatory-identifier': (b) => {
    organization(b).identifier.splice(1, 1);
  },
  'authorization-id-format': (b) => {
    first(b, 'Practitioner').qualification = [
      { identifier: [{ system: 'https://autregweb.sst.dk', value: 'AAAAA' }], code: { text: 'Læge' } },
    ];
  },
  uuidv5: (b) => {
    first(b, 'Encounter').episodeOfCare[0].identifier.value = 'urn:uuid:a1b2c3d4-0000-4000-8000-000000000001';
  },
  'practitioner-name': (b) => {
    delete first(b, 'Practitioner').name;
  },
  'role-practitioner': (b) => {
    delete first(b, 'PractitionerRole').practitioner;
  },
  'medcom-uuidv4': (b) => {
    extension(payloads(b)[0], 'identifier').value = 'urn:uuid:1';
  },
  'segment-uuidv4': (b) => {
    extension(payloads(b)[0], 'identifier').value = 'urn:uuid:07621fac-16b8-1492-9eb2-df047195f002';
  },
  'medcom-core-contact': (b) => {
    extension(payloads(b)[0], 'contact').value = 'ingen';
  },
  telephone: (b) => {
    extension(payloads(b)[0], 'contact').value = 'tlf. 99999990';
  },
  'medcom-messaging-2': (b) => without(b, 'Provenance'),
  'full-urls': (b) => {
    delete b.entry[3].fullUrl;
  },
  'full-url-names': (b) => {
    b.entry[3].fullUrl += '1';
  },
  'full-url-absolute': (b) => {
    b.entry[3].fullUrl = `${b.entry[3].resource.resourceType}/${b.entry[3].resource.id}`;
  },
  'bundle-uuid': (b) => {
    b.id = 'message-1';
  },
  'resource-ids': (b) => {
    b.entry.push({ ...structuredClone(b.entry[5]), fullUrl: 'https://example.dk/Practitioner/2' });
  },
  'receiver-endpoint': (b) => {
    header(b).destination[0].endpoint += '1';
  },
  'sender-endpoint': (b) => {
    header(b).source.endpoint += '1';
  },
  'medcom-careCommunication-1': (b) => {
    header(b).meta.profile.push(header(b).meta.profile[0]);
  },
  'medcom-careCommunication-2': (b) => without(b, 'Patient'),
  'medcom-careCommunication-3': (b) => {
    provenance(b).meta.profile[0] =
      'http://medcomfhir.dk/ig/messaging/StructureDefinition/medcom-messaging-provenance';
  },
  'medcom-careCommunication-4': (b) => {
    for (const one of resources(b, 'Practitioner')) delete one.name;
  },
  'medcom-careCommunication-5': (b) => {
    communication(b).priority = 'routine';
    communication(b).category[0].coding[0].code = 'medicine';
  },
  'medcom-careCommunication-6': (b) => {
    delete communication(b).topic;
    delete communication(b).priority;
    communication(b).category[0].coding[0].code = 'other';
  },
  'medcom-careCommunication-7': (b) => {
    for (const one of resources(b, 'PractitionerRole'))
      one.code = [{ text: 'Læge', coding: [{ code: 'laege' }] }];
  },
  'medcom-careCommunication-8': (b) => {
    for (const one of resources(b, 'PractitionerRole')) delete one.practitioner;
  },
  'medcom-careCommunication-9': (b) => {
    delete first(b, 'Encounter').episodeOfCare;
  },
  'medcom-careCommunication-11': (b) => {
    first(b, 'PractitionerRole').organization.reference = header(b).destination[0].receiver.reference;
  },
  'medcom-careCommunication-12': (b) => {
    first(b, 'CareTeam').managingOrganization[0].reference = header(b).sender.reference;
  },
  'medcom-careCommunication-13': (b) => {
    for (const one of resources(b, 'PractitionerRole')) delete one.practitioner;
  },
  'medcom-careCommunication-15': (b) => {
    delete communication(b).encounter;
  },
  'medcom-carecommunication-definition-url': (b) => {
    header(b).definition += '.1';
  },
  'one-communication': (b) => {
    const copy = structuredClone(
      b.entry.find(({ resource }: Json) => resource.resourceType === 'Communication'),
    );
    copy.fullUrl += '2';
    copy.resource.id += '2';
    b.entry.push(copy);
  },
  'current-provenance': (b) => {
    provenance(b).target[0].reference = 'MessageHeader/1';
  },
  'provenance-names-segments': (b) => {
    provenance(b).entity[0].what.identifier.value += '0';
  },
  'segments-have-provenance': (b) => {
    provenance(b).entity.pop();
  },
  'segment-ids': (b) => {
    extension(payloads(b)[1], 'identifier').value = extension(payloads(b)[0], 'identifier').value;
  },
  'sender-is-agent': (b) => {
    provenance(b).agent[0].who.reference = header(b).destination[0].receiver.reference;
  },
  'new-text': (b) => {
    const text = payloads(b).find(({ contentString }: Json) => contentString !== undefined);
    const { value } = extension(text, 'identifier');
    for (const one of resources(b, 'Provenance'))
      one.entity = one.entity.filter(({ what }: Json) => what.identifier?.value !== value);
  },
  'new-attachments': (b) => {
    delete file(b).data;
  },
  'new-follows-nothing': (b) => {
    provenance(b).activity.coding[0].code = 'new-message';
    provenance(b).entity.push({ role: 'revision', what: { reference: 'MessageHeader/1' } });
  },
  'answer-follows': (b) => {
    provenance(b).activity.coding[0].code = 'reply-message';
    provenance(b).entity = provenance(b).entity.filter(({ role }: Json) => role !== 'revision');
  },
  'new-is-alone': (b) => {
    provenance(b).activity.coding[0].code = 'new-message';
    b.entry.push({ resource: { ...structuredClone(provenance(b)), id: 'p2' } });
  },
  'previous-message': (b) => {
    provenance(b).entity.push({ role: 'revision', what: { identifier: { value: 'B1#5790009999010' } } });
  },
  'segment-named': (b) => {
    provenance(b).entity.find(({ role }: Json) => role === 'source').what.identifier = { system: 'urn:x' };
  },
  'communication-narrative': (b) => {
    communication(b).text.status = 'generated';
  },
  'episode-of-care-id': (b) => {
    first(b, 'Encounter').episodeOfCare.push({ identifier: { value: 'urn:uuid:1' } });
  },
  'dk-core-region': (b) =>
    identified(
      organization(b),
      'http://hl7.dk/fhir/core/CodeSystem/dk-core-regional-subdivision-codes',
      'DK-80',
    ),
  'conversation-uuidv4': (b) => {
    communication(b).identifier[0].value = 'urn:uuid:aae8345b-09ad-193f-835b-c69264372951';
  },
  'data-or-url': (b) => {
    file(b).url = 'https://example.dk';
  },
  'title-without-extension': (b) => {
    file(b).title = 'Blodprøvesvar.pdf';
  },
  'no-markup': (b) => {
    payloads(b)[0].contentString = 'Kære<br/>hjemmepleje';
  },
};

const ofAcknowledgements: typeof faults = {
  'medcom-acknowledgement-1': (b) => without(b, 'OperationOutcome'),
  'medcom-acknowledgement-2': (b) => {
    delete header(b).response;
  },
  'two-provenances': (b) => {
    const copy = structuredClone(
      b.entry.find(({ resource }: Json) => resource.resourceType === 'Provenance'),
    );
    copy.fullUrl += '2';
    copy.resource.id += '2';
    b.entry.push(copy);
  },
  'acknowledgement-alone': (b) => {
    b.entry.push({ resource: structuredClone(patient(message)) });
  },
  'own-provenance': (b) => {
    for (const one of resources(b, 'Provenance')) one.activity.coding[0].code = 'new-message';
  },
  'acknowledgement-definition': (b) => {
    header(b).definition = header(message).definition;
  },
  'acknowledgement-details': (b) => {
    delete header(b).response.details;
  },
  'acknowledged-message': (b) => {
    header(b).response.identifier += '2';
  },
  'acknowledgement-event': (b) => {
    header(b).eventCoding.code = 'empty-message';
  },
};

const rulesOf = (document: Json): Array<string | undefined> => validated(document).map(({ rule }) => rule);

const changed = (document: Json, change: (copy: Json) => void): Json => {
  const copy = structuredClone(document);
  change(copy);
  return copy;
};

test('what the faults are made of breaks no rule', () => {
  expect(validated(message).filter(({ code }) => code !== 'FHIR125')).toEqual([]);
  expect(validated(acknowledgement)).toEqual([]);
});

describe('a rule tells of its fault, and its text is a sentence', () => {
  test.each(Object.keys(faults))('%s', (rule) => {
    expect(rulesOf(changed(message, faults[rule] as (b: Json) => void))).toContain(rule);
  });
  test.each(Object.keys(ofAcknowledgements))('%s', (rule) => {
    expect(rulesOf(changed(acknowledgement, ofAcknowledgements[rule] as (b: Json) => void))).toContain(rule);
  });
});

test('no rule of the tables is without a fault here', () => {
  const ids = (value: Json): string[] => {
    if (value === null || typeof value !== 'object') return [];
    if (typeof value.holds === 'string') return [value.id];
    return Object.values(value).flatMap(ids);
  };
  const all = readdirSync('mappings/profiles').flatMap((name) =>
    ids(parse(readFileSync(`mappings/profiles/${name}`, 'utf8'), { merge: true })),
  );
  expect(all.length).toBeGreaterThan(70);
  expect([...new Set(all)].sort()).toEqual(
    [...Object.keys(faults), ...Object.keys(ofAcknowledgements)].sort(),
  );
});
