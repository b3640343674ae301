import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasError } from '../../src/index.js';
import { type Json, payloads, resources } from '../support/fhir.js';
import { faulty } from '../support/mutate.js';
import { validated, validator } from '../support/validator.js';

const message: Json = JSON.parse(
  readFileSync('samples/every-element-message-attachment/input/message.json', 'utf8'),
);
const xml = readFileSync('samples/every-element/expected/letter.json', 'utf8');

const first = (bundle: Json, type: string): Json => resources(bundle, type)[0];

/** What is told of a message after it was changed: code, path and what the message names. */
const told = (change: (copy: Json) => void): string[] => {
  const copy = structuredClone(message);
  change(copy);
  return validated(copy)
    .filter(({ code }) => code !== 'FHIR125')
    .map(({ code, place }) => `${code} ${place.path}`);
};

describe('what is wrong is told with its place', () => {
  test.each<[string, (bundle: Json) => void, string]>([
    [
      'one element too many',
      (b) => {
        payloads(b)[0].extension.push(payloads(b)[0].extension[0]);
      },
      'FHIR100 Bundle.entry[2].resource.payload[0]',
    ],
    [
      'a second value',
      (b) => {
        payloads(b)[0].extension[0].valueString = 'x';
      },
      'FHIR102 Bundle.entry[2].resource.payload[0].extension[0].valueString',
    ],
    [
      'an element is missing',
      (b) => {
        delete first(b, 'Encounter').class;
      },
      'FHIR101 Bundle.entry[3].resource',
    ],
    [
      'a slice is missing',
      (b) => {
        payloads(b)[0].extension.splice(0, 1);
      },
      'FHIR101 Bundle.entry[2].resource.payload[0]',
    ],
    [
      'an element that FHIR does not have',
      (b) => {
        first(b, 'Patient').nickname = 'Bob';
      },
      'FHIR102 Bundle.entry[1].resource.nickname',
    ],
    [
      'a number instead of a text',
      (b) => {
        first(b, 'Patient').name[0].family = 5;
      },
      'FHIR103 Bundle.entry[1].resource.name[0].family',
    ],
    [
      'a text instead of a truth value',
      (b) => {
        first(b, 'Patient').active = 'true';
      },
      'FHIR103 Bundle.entry[1].resource.active',
    ],
    [
      'an object instead of a text',
      (b) => {
        first(b, 'Patient').name[0].family = {};
      },
      'FHIR103 Bundle.entry[1].resource.name[0].family',
    ],
    [
      'no list',
      (b) => {
        first(b, 'Patient').name = first(b, 'Patient').name[0];
      },
      'FHIR103 Bundle.entry[1].resource.name',
    ],
    [
      'a list',
      (b) => {
        first(b, 'Patient').gender = ['male'];
      },
      'FHIR103 Bundle.entry[1].resource.gender[0]',
    ],
    [
      'an empty text',
      (b) => {
        first(b, 'Patient').name[0].family = '';
      },
      'FHIR104 Bundle.entry[1].resource.name[0].family',
    ],
    [
      'an empty object',
      (b) => {
        first(b, 'Patient').managingOrganization = {};
      },
      'FHIR104 Bundle.entry[1].resource.managingOrganization',
    ],
    [
      'a time without an offset',
      (b) => {
        b.timestamp = '2026-03-02T10:15:00';
      },
      'FHIR105 Bundle.timestamp',
    ],
    [
      'a day that does not exist',
      (b) => {
        first(b, 'Patient').birthDate = '1947-02-29';
      },
      'FHIR105 Bundle.entry[1].resource.birthDate',
    ],
    [
      'another fixed value',
      (b) => {
        first(b, 'Communication').status = 'completed';
      },
      'FHIR106 Bundle.entry[2].resource.status',
    ],
    [
      'too long a number',
      (b) => {
        first(b, 'Patient').identifier[0].value += '1';
      },
      'FHIR107 Bundle.entry[1].resource.identifier[0].value',
    ],
    [
      'an unknown code',
      (b) => {
        first(b, 'Communication').category[0].coding[0].code = 'Other';
      },
      'FHIR108 Bundle.entry[2].resource.category[0].coding[0]',
    ],
    [
      'content that is not base64',
      (b) => {
        payloads(b).find((p: Json) => p.contentAttachment?.data).contentAttachment.data = 'Ø';
      },
      'FHIR109 Bundle.entry[2].resource.payload[1].contentAttachment.data',
    ],
    [
      'neither slice of a closed list',
      (b) => {
        first(b, 'Provenance').entity[0].role = 'removal';
      },
      'FHIR112 Bundle.entry[9].resource.entity[0]',
    ],
    [
      'a reference to nothing',
      (b) => {
        first(b, 'Communication').subject.reference = 'Patient/1';
      },
      'FHIR113 Bundle.entry[2].resource.subject.reference',
    ],
    [
      'a reference to another type',
      (b) => {
        first(b, 'Communication').subject.reference = `Organization/${first(b, 'Organization').id}`;
      },
      'FHIR114 Bundle.entry[2].resource.subject.reference',
    ],
    [
      'a reference to a resource of another profile',
      (b) => {
        delete first(b, 'Organization').meta;
        first(b, 'Organization').identifier.splice(0, 1);
      },
      'FHIR115 Bundle.entry[0].resource.sender.reference',
    ],
    [
      'another resource',
      (b) => {
        b.entry.push({ fullUrl: 'https://example.dk/Basic/1', resource: { resourceType: 'Basic', id: '1' } });
      },
      'FHIR116 Bundle.entry[12].resource',
    ],
    [
      'a script',
      (b) => {
        first(b, 'Patient').text.div = '<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script>x</div>';
      },
      'FHIR117 Bundle.entry[1].resource.text.div',
    ],
    [
      'an attribute that runs',
      (b) => {
        first(b, 'Patient').text.div =
          '<div xmlns="http://www.w3.org/1999/xhtml"><p onclick="x()">x</p></div>';
      },
      'FHIR117 Bundle.entry[1].resource.text.div',
    ],
    [
      'a link that runs',
      (b) => {
        first(b, 'Patient').text.div =
          '<div xmlns="http://www.w3.org/1999/xhtml"><a href="javascript:x()">x</a></div>';
      },
      'FHIR117 Bundle.entry[1].resource.text.div',
    ],
    [
      'a narrative cut off',
      (b) => {
        first(b, 'Patient').text.div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>x</div>';
      },
      'FHIR117 Bundle.entry[1].resource.text.div',
    ],
    [
      'a narrative without a text',
      (b) => {
        first(b, 'Patient').text.div = '<div xmlns="http://www.w3.org/1999/xhtml"><p> </p></div>';
      },
      'FHIR118 Bundle.entry[1].resource.text.div',
    ],
    [
      'an unknown profile',
      (b) => {
        first(b, 'Patient').meta.profile.push('http://example.dk/profile');
      },
      'FHIR119 Bundle.entry[1].resource.meta.profile[1]',
    ],
    [
      'the profile of another type',
      (b) => {
        first(b, 'Patient').meta.profile = first(b, 'Encounter').meta.profile;
      },
      'FHIR120 Bundle.entry[1].resource.meta.profile[0]',
    ],
    [
      'no profile',
      (b) => {
        delete first(b, 'Encounter').meta;
      },
      'FHIR121 Bundle.entry[3].resource',
    ],
    [
      'no profile of the bundle',
      (b) => {
        delete b.meta;
      },
      'FHIR122 Bundle',
    ],
    [
      'another event',
      (b) => {
        first(b, 'MessageHeader').eventCoding.code = 'empty-message';
      },
      'FHIR123 Bundle',
    ],
    [
      'no narrative',
      (b) => {
        delete first(b, 'Encounter').text;
      },
      'FHIR124 Bundle.entry[3].resource',
    ],
    [
      'content in the narrative',
      (b) => {
        const { contentAttachment } = payloads(b).find((p: Json) => p.contentAttachment?.data);
        contentAttachment.data = 'QUJD'.repeat(40);
        first(b, 'Communication').text.div = first(b, 'Communication').text.div.replace(
          '</div>',
          `${contentAttachment.data}</div>`,
        );
      },
      'FHIR126 Bundle.entry[2].resource.text.div',
    ],
  ])('%s', (_what, change, expected) => {
    expect(told(change)).toContain(expected);
  });

  test('what people do not see in a narrative is named', () => {
    const copy = structuredClone(message);
    first(copy, 'Encounter').text.div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Kontakt</p></div>';
    const missing = validated(copy).find(({ place }) => place.path === 'Bundle.entry[3].resource.text.div');
    expect(missing).toMatchObject({ code: 'FHIR125', severity: 'warning' });
    expect(missing?.message).toContain(
      'status, class.code, subject.reference, episodeOfCare.identifier.value',
    );
  });
});

describe('documents', () => {
  const ofXml = (text: string) =>
    validator.validate({ name: 'message.xml', bytes: Buffer.from(text) }).diagnostics.map(({ code }) => code);
  const bundle = (header: string): string =>
    `<Bundle xmlns="http://hl7.org/fhir"><type value="message"/><entry><resource>${header}</resource></entry></Bundle>`;

  test('in XML, elements have an order', () => {
    const header = (inner: string): string =>
      bundle(`<MessageHeader><id value="1"/>${inner}</MessageHeader>`);
    const source = '<source><endpoint value="x"/></source>';
    const event = '<eventCoding><code value="care-communication-message"/></eventCoding>';
    expect(ofXml(header(event + source))).not.toContain('FHIR111');
    expect(ofXml(header(source + event))).toContain('FHIR111');
  });

  test('in XML, text between elements and unknown elements are told', () => {
    expect(ofXml(bundle('<MessageHeader>x<eventCoding/></MessageHeader>'))).toContain('FHIR102');
    expect(ofXml(bundle('<MessageHeader><remark value="1"/></MessageHeader>'))).toContain('FHIR102');
    expect(ofXml(bundle('<MessageHeader><eventCoding/></MessageHeader>'))).toContain('FHIR104');
  });

  test('what is no bundle is told, and what is no FHIR', () => {
    const codes = (text: string): string[] =>
      validator.validate({ name: 'x', bytes: Buffer.from(text) }).diagnostics.map(({ code }) => code);
    expect(codes('{"resourceType":"Patient"}')).toEqual(['FHIR010']);
    expect(codes('{}')).toEqual(['FHIR010']);
    expect(codes('{"resourceType":"Bundle"')).toEqual(['FHIR002']);
    expect(codes('hello')).toEqual(['IN005']);
    expect(codes('')).toEqual(['IN002']);
  });

  test.each([
    'plain/input/letter.xml',
    'edifact-letter/input/letter.edi',
    'envelope-attachment/input/letter.vans.xml',
  ])('%s has no errors, and says what it is', (name) => {
    const { messages, diagnostics } = validator.validate({ name, bytes: readFileSync(`samples/${name}`) });
    expect(diagnostics.filter((one) => hasError([one]))).toEqual([]);
    expect(messages.length).toBeGreaterThan(0);
  });

  test('faults of a letter are told, in OIOXML, in EDIFACT, and in an envelope', () => {
    const codes = (name: string, from: string, to: string): string[] => {
      const text = readFileSync(`samples/${name}`, 'latin1');
      expect(text).toContain(from);
      const bytes = Buffer.from(text.replace(from, to), 'latin1');
      return validator
        .validate({ name, bytes })
        .diagnostics.filter((one) => hasError([one]))
        .map(({ code }) => code);
    };
    expect(codes('plain/input/letter.xml', '<EANIdentifier>', '<EAN>')).not.toEqual([]);
    expect(codes('edifact-letter/input/letter.edi', 'UNT+', 'UNX+')).not.toEqual([]);
    expect(codes('envelope-message/input/message.vans.xml', '<Data>', '<Data>%')).not.toEqual([]);
  });
});

test('whatever is wrong, there is a verdict, and the same from JSON laid out otherwise', {
  timeout: 120_000,
}, () => {
  const documents = [message, JSON.parse(xml)].map((document, i) => ({ name: String(i), document }));
  for (const { document } of faulty(documents, 1500, 42)) {
    const short = validated(document).map(({ code, place }) => `${code} ${place.path}`);
    const { diagnostics } = validator.validate({
      name: 'x',
      bytes: Buffer.from(JSON.stringify(document, undefined, 2)),
    });
    expect(diagnostics.map(({ code, place }) => `${code} ${place.path}`)).toEqual(short);
  }
});
