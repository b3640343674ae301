import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Json, payloads, resources } from '../support/fhir.js';
import { validated, validator } from '../support/validator.js';

const message: Json = JSON.parse(
  readFileSync('samples/every-element-message-attachment/input/message.json', 'utf8'),
);
const first = (bundle: Json, type: string): Json => resources(bundle, type)[0];
const patient = (bundle: Json): Json => first(bundle, 'Patient');

const told = (change: (copy: Json) => void): string[] => {
  const copy = structuredClone(message);
  change(copy);
  return validated(copy)
    .filter(({ code }) => code !== 'FHIR125')
    .map(({ code, place, message }) => `${code} ${place.path}: ${message}`);
};

describe('what JSON can say and FHIR forbids', () => {
  const PATIENT = 'Bundle.entry[1].resource';
  test.each<[string, (bundle: Json) => void, string]>([
    [
      'an empty list',
      (b) => {
        patient(b).name[0].given = [];
      },
      `FHIR104 ${PATIENT}.name[0].given: given is empty.`,
    ],
    [
      'an empty list beside a list',
      (b) => {
        patient(b).name[0]._given = [];
      },
      `FHIR104 ${PATIENT}.name[0]._given: _given is empty.`,
    ],
    [
      'an empty list of nothing',
      (b) => {
        b.x = [];
      },
      'FHIR104 Bundle.x: x is empty.',
    ],
    [
      'nothing beside a value',
      (b) => {
        patient(b).name[0]._family = null;
      },
      `FHIR104 ${PATIENT}.name[0]._family: _family is empty.`,
    ],
    [
      'an empty object beside a value',
      (b) => {
        patient(b).name[0]._family = {};
      },
      `FHIR104 ${PATIENT}.name[0].family: _family is empty.`,
    ],
    [
      'a text beside a value',
      (b) => {
        patient(b).name[0]._family = 'x';
      },
      `FHIR103 ${PATIENT}.name[0]._family: _family must be an object.`,
    ],
    [
      'a number beside an item',
      (b) => {
        patient(b).name[0]._given = [5];
      },
      `FHIR103 ${PATIENT}.name[0]._given[0]: _given must be an object.`,
    ],
    [
      'an unknown member beside a value',
      (b) => {
        patient(b).name[0]._family = { a: 1 };
      },
      `FHIR102 ${PATIENT}.name[0].family.a: a may not stand here.`,
    ],
    [
      'an extension without a value beside a value',
      (b) => {
        patient(b).name[0]._family = { extension: [{ url: 'http://example.dk' }] };
      },
      `FHIR110 ${PATIENT}.name[0].family.extension[0]: The extension has neither a value nor extensions, or both.`,
    ],
    [
      'a type in what is no resource',
      (b) => {
        patient(b).name[0].resourceType = 'HumanName';
      },
      `FHIR102 ${PATIENT}.name[0].resourceType: resourceType may not stand here.`,
    ],
    [
      'a type that there is not',
      (b) => {
        patient(b).resourceType = 'Coding';
      },
      `FHIR129 ${PATIENT}.resourceType: There is no resource of this type in FHIR R4.`,
    ],
    [
      'a contained resource without a type',
      (b) => {
        patient(b).contained = [{ id: 'a' }];
      },
      `FHIR101 ${PATIENT}.contained[0]: resourceType is missing: 0 there, at least 1 needed.`,
    ],
    [
      'a contained resource with an error',
      (b) => {
        patient(b).contained = [{ resourceType: 'Practitioner', nickname: 'x' }];
      },
      `FHIR102 ${PATIENT}.contained[0].nickname: nickname may not stand here.`,
    ],
    [
      'a reference to a contained resource that there is not',
      (b) => {
        first(b, 'PractitionerRole').practitioner.reference = '#x';
      },
      'FHIR113 Bundle.entry[4].resource.practitioner.reference: What the reference leads to is not in the message.',
    ],
    [
      'a control character',
      (b) => {
        payloads(b)[0].contentString += '\u0007';
      },
      'FHIR127 Bundle.entry[2].resource.payload[0].contentString: contentString holds a control character, or half of a character.',
    ],
    [
      'half of a character',
      (b) => {
        payloads(b)[0].contentString += '\ud800';
      },
      'FHIR127 Bundle.entry[2].resource.payload[0].contentString: contentString holds a control character, or half of a character.',
    ],
    [
      'blanks',
      (b) => {
        patient(b).name[0].family = ' \t';
      },
      `FHIR128 ${PATIENT}.name[0].family: family holds nothing but blanks.`,
    ],
    [
      'a text of more than a megabyte',
      (b) => {
        payloads(b)[0].contentString = 'x'.repeat(1024 * 1024 + 1);
      },
      'FHIR107 Bundle.entry[2].resource.payload[0].contentString: contentString is longer than 1048576 characters.',
    ],
    [
      'a narrative without a div',
      (b) => {
        patient(b).text.div = 'x';
      },
      `FHIR117 ${PATIENT}.text.div: The narrative holds what it may not hold, or is not well-formed: it is not one div.`,
    ],
    [
      'a narrative without its namespace',
      (b) => {
        patient(b).text.div = '<div>x</div>';
      },
      `FHIR117 ${PATIENT}.text.div: The narrative holds what it may not hold, or is not well-formed: its div lacks the xmlns of XHTML.`,
    ],
    [
      'a narrative and more',
      (b) => {
        patient(b).text.div += '<div/>';
      },
      `FHIR117 ${PATIENT}.text.div: The narrative holds what it may not hold, or is not well-formed: something stands after its div.`,
    ],
  ])('%s', (_what, change, expected) => {
    expect(told(change)).toContain(expected);
  });

  test('what stands beside a value does not take its place', () => {
    const none = told(() => {});
    expect(
      told((b) => {
        patient(b).identifier[0]._value = '1111111111';
      }),
    ).toEqual([...none, 'FHIR103 Bundle.entry[1].resource.identifier[0]._value: _value must be an object.']);
  });

  test('what is right beside values is not told', () => {
    const absent = {
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' },
      ],
    };
    expect(
      told((b) => {
        const [name] = patient(b).name;
        name._family = { id: 'a' };
        name.given = ['Anna', null, 'Berta'];
        name._given = [null, absent, null];
      }),
    ).toEqual(told(() => {}));
  });
});

describe('what is referred to is in the message', () => {
  const warned = (change: (copy: Json) => void): string[] => {
    const copy = structuredClone(message);
    change(copy);
    return validated(copy)
      .filter(({ severity, code }) => severity === 'warning' && code === 'FHIR113')
      .map(({ place }) => place.path ?? '');
  };
  test('an assigner', () => {
    const path = 'Bundle.entry[2].resource.payload[0].extension[1].valueIdentifier.assigner.reference';
    expect(
      warned((b) => {
        payloads(b)[0].extension[1].valueIdentifier.assigner.reference = 'Organization/x';
      }),
    ).toEqual([path]);
  });
  test('a sender that is only named by an identifier', () => {
    expect(
      warned((b) => {
        first(b, 'MessageHeader').sender = { identifier: { value: '5790009999010' } };
      }),
    ).toEqual(['Bundle.entry[0].resource.sender']);
  });
  test('but messages before it', () => {
    expect(
      warned((b) => {
        first(b, 'Provenance').entity.push({ role: 'revision', what: { reference: 'MessageHeader/x' } });
      }),
    ).toEqual([]);
  });
});

test('two resources in one entry, in XML', () => {
  const resource = '<Patient><id value="1"/></Patient>';
  const text = `<Bundle xmlns="http://hl7.org/fhir"><type value="message"/><entry><resource>${resource}${resource}</resource></entry></Bundle>`;
  const { diagnostics } = validator.validate({ name: 'm.xml', bytes: Buffer.from(text) });
  expect(diagnostics.map(({ code, place }) => `${code} ${place.path}`)).toContain(
    'FHIR102 Bundle.entry[0].resource.Patient',
  );
});

/**
 * Much of one thing: where time grew with its square, these took minutes. What is asserted is that there is a verdict; the
 * test would time out.
 */
describe('time grows with the message', { timeout: 60_000 }, () => {
  const many = 20_000;
  const entry = (bundle: Json, type: string): Json =>
    bundle.entry.find(({ resource }: Json) => resource.resourceType === type);
  const copies = (bundle: Json, type: string): void => {
    const one = entry(bundle, type);
    for (let i = 0; i < many; i++)
      bundle.entry.push({ fullUrl: `${one.fullUrl}${i}`, resource: { ...one.resource, id: `x${i}` } });
  };
  test.each<[string, (bundle: Json) => void]>([
    ['headers', (b) => copies(b, 'MessageHeader')],
    ['Provenances', (b) => copies(b, 'Provenance')],
    [
      'destinations',
      (b) => {
        const header = first(b, 'MessageHeader');
        header.destination = Array.from({ length: many }, () => header.destination[0]);
      },
    ],
    [
      'values that a narrative shows the other way round',
      (b) => {
        patient(b).telecom = Array.from({ length: 2 * many }, (_, i) => ({
          system: 'phone',
          value: `tel ${10_000_000 + i}`,
        }));
        const shown = patient(b).telecom.map(({ value }: Json) => value);
        patient(b).text.div = `<div xmlns="http://www.w3.org/1999/xhtml">${shown.reverse().join(' ')}</div>`;
      },
    ],
    [
      'values that nearly stand everywhere in a narrative',
      (b) => {
        const value = `ab${'a'.repeat(398)}`;
        patient(b).telecom = Array.from({ length: 500 }, (_, i) => ({
          system: 'phone',
          value: i % 2 === 0 ? 'cc' : value,
        }));
        patient(b).text.div =
          `<div xmlns="http://www.w3.org/1999/xhtml">cc${'a'.repeat(3_000_000)}${value}</div>`;
      },
    ],
    [
      'versions of a profile, and a line end',
      (b) => {
        patient(b).meta.profile = [`${'|'.repeat(500_000)}\nx`];
      },
    ],
    [
      'ids of an endpoint, and a line end',
      (b) => {
        first(b, 'MessageHeader').source.endpoint = `${'#id='.repeat(500_000)}\nx`;
      },
    ],
    [
      'one profile again and again, of a resource with many faults',
      (b) => {
        const role = first(b, 'PractitionerRole');
        const [profile] = role.meta.profile;
        role.meta.profile = Array.from({ length: many }, () => profile);
        role.telecom = Array.from({ length: many }, () => ({ x: 1 }));
      },
    ],
    [
      'references to a resource of a long type',
      (b) => {
        b.entry.push({
          fullUrl: 'urn:uuid:long',
          resource: { resourceType: 'X'.repeat(50 * many), id: 'long' },
        });
        first(b, 'Communication').recipient = Array.from({ length: many }, () => ({
          reference: 'urn:uuid:long',
        }));
      },
    ],
    [
      'references to a team of many organisations',
      (b) => {
        const managingOrganization = Array.from({ length: many }, () => ({ reference: 'Organization/x' }));
        b.entry.push({
          fullUrl: 'urn:uuid:team',
          resource: { resourceType: 'CareTeam', id: 'team', managingOrganization },
        });
        first(b, 'Communication').recipient = Array.from({ length: many }, () => ({
          reference: 'urn:uuid:team',
        }));
      },
    ],
    [
      'headers that refer to an organisation of many numbers',
      (b) => {
        const { resource: header } = entry(b, 'MessageHeader');
        copies(b, 'MessageHeader');
        first(b, 'Organization').identifier = Array.from({ length: 5 * many }, () => ({ value: '1' }));
        const reference = entry(b, 'Organization').fullUrl;
        header.destination[0].receiver = { reference };
        header.sender = { reference };
      },
    ],
    [
      'claims of roles that are referred to',
      (b) => {
        for (const { meta } of resources(b, 'PractitionerRole'))
          meta.profile.unshift(...Array.from({ length: 2 * many }, () => 'http://example.dk'));
        const [text] = payloads(b).filter(({ contentString }: Json) => contentString !== undefined);
        payloads(b).push(...Array.from({ length: many }, () => text));
      },
    ],
    [
      'attributes in a narrative, more than there is room for',
      (b) => {
        patient(b).text.div = `<div xmlns="http://www.w3.org/1999/xhtml"${' a=""'.repeat(2_500_000)}>x</div>`;
      },
    ],
    [
      'words of a code, more than there is room for',
      (b) => {
        first(b, 'Communication').category[0].coding[0].code = 'a '.repeat(8_000_000);
      },
    ],
    [
      'a text of a hundred million characters',
      (b) => {
        patient(b).name[0].family = 'a'.repeat(100_000_000);
      },
    ],
  ])('%s', (_what, change) => {
    const found = told((b) => {
      change(b);
      first(b, 'Communication').status = 'completed';
    });
    expect(found).toContain('FHIR106 Bundle.entry[2].resource.status: status must be unknown.');
  });
});
