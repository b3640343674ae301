import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, hasError } from '../../src/index.js';
import { converter } from '../support/converter.js';
import type { Json } from '../support/fhir.js';

const sample = (scenario: string): Json =>
  JSON.parse(readFileSync(`samples/${scenario}/input/message.json`, 'utf8'));
const changed = (scenario: string, change: (bundle: Json) => void): string => {
  const bundle = sample(scenario);
  change(bundle);
  return JSON.stringify(bundle, undefined, 1);
};
const resource = (bundle: Json, type: string): Json =>
  bundle.entry.find((one: Json) => one.resource.resourceType === type).resource;
const organisation = (bundle: Json, party: 'sender' | 'receiver'): Json => {
  const header = resource(bundle, 'MessageHeader');
  const { reference } = party === 'sender' ? header.sender : header.destination[0].receiver;
  return bundle.entry.find((one: Json) => one.fullUrl.endsWith(reference)).resource;
};
const without = (bundle: Json, type: string): void => {
  bundle.entry = bundle.entry.filter((one: Json) => one.resource.resourceType !== type);
};
const plain = JSON.stringify(sample('new-message'), undefined, 1);
const file = (bundle: Json): Json =>
  resource(bundle, 'Communication').payload.find((one: Json) => one.contentAttachment !== undefined)
    .contentAttachment;

/** What a user is told of an input: of the document, or of the message. */
const told = (input: string | Buffer): { diagnostics: Diagnostic[]; letters: number } => {
  const read = converter.read({ name: 'message.json', bytes: Buffer.from(input as string) });
  if (read.message === undefined) return { diagnostics: read.diagnostics, letters: 0 };
  const { diagnostics, letters } = converter.convertMessage('message.json', read.message);
  return { diagnostics, letters: letters.length };
};

/** Every bad input, the code that must be told, and a text on the line it must be told at. */
const faults: ReadonlyArray<readonly [name: string, input: string | Buffer, code: string, at?: string]> = [
  ['not JSON at all', 'Kære lægehus', 'IN005'],
  ['a list', '[1, 2]', 'IN005'],
  [
    'JSON with a missing comma',
    plain.replace('"type": "message",', '"type": "message"'),
    'FHIR001',
    'timestamp',
  ],
  [
    'JSON with a comma too many',
    plain.replace('"type": "message",', '"type": "message",,'),
    'FHIR001',
    'message',
  ],
  ['something after the end', `${plain}\n}`, 'FHIR001'],
  ['a raw line feed in a string', plain.replace('"message"', '"mess\nage"'), 'FHIR001', 'mess'],
  ['an escape that does not exist', plain.replace('"message"', '"mess\\xage"'), 'FHIR001', 'mess'],
  ['truncated JSON', plain.slice(0, plain.length / 2), 'FHIR002'],
  ['JSON cut in a string', plain.slice(0, plain.indexOf('timestamp') + 4), 'FHIR002', 'time'],
  ['a list in a list', plain.replace('"profile": [', '"profile": [['), 'FHIR001', 'profile'],
  [
    'a name that stands twice',
    plain.replace('"type": "message",', '"type": "message", "type": "document",'),
    'FHIR008',
    '"type"',
  ],
  ['bytes that are not UTF-8', Buffer.from(plain, 'latin1'), 'FHIR006'],
  ['UTF-16', Buffer.from(`\ufeff${plain}`, 'utf16le'), 'FHIR009'],
  ['UTF-16 without a mark', Buffer.from(plain, 'utf16le'), 'FHIR009'],
  ['100,000 levels of objects', `{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`, 'FHIR004'],
  ['100,000 levels of lists', `{"a":${'[{"a":'.repeat(100_000)}1`, 'FHIR004'],
  ['XML that is not well-formed', '<Bundle xmlns="http://hl7.org/fhir"><id value="a"></Bundle>', 'FHIR001'],
  ['XML that is cut off', '<Bundle xmlns="http://hl7.org/fhir"><id value="a"/>', 'FHIR002'],
  ['XML with a DOCTYPE', '<!DOCTYPE Bundle><Bundle xmlns="http://hl7.org/fhir"/>', 'FHIR003'],
  ['XML that is not FHIR', '<Patient xmlns="http://eksempel.invalid/"/>', 'OIO010'],
  ['another resource type', '{"resourceType": "Patient", "id": "a"}', 'FHIR010'],
  ['JSON that is not FHIR', '{"navn": "Bruno"}', 'FHIR010'],
  [
    'another resource type in XML',
    '<Patient xmlns="http://hl7.org/fhir"><id value="a"/></Patient>',
    'FHIR010',
  ],
  ['another type of bundle', plain.replace('"type": "message"', '"type": "document"'), 'FHIR011'],
  [
    'a receipt',
    plain.replaceAll('care-communication-message', 'acknowledgement-message'),
    'IN014',
    'acknowledgement-message',
  ],
  ['no MessageHeader', changed('new-message', (b) => without(b, 'MessageHeader')), 'FHIR012'],
  ['an empty bundle', '{"resourceType": "Bundle", "type": "message"}', 'FHIR012'],
  ['no Patient', changed('new-message', (b) => without(b, 'Patient')), 'FHIR012'],
  [
    'two Patients',
    changed('new-message', (b) => {
      b.entry.push({ fullUrl: 'Patient/anden', resource: { ...resource(b, 'Patient'), id: 'anden' } });
    }),
    'FHIR013',
  ],
  ['no timestamp', changed('new-message', (b) => delete b.timestamp), 'FHIR014'],
  ['no id of the bundle', changed('new-message', (b) => delete b.id), 'FHIR014'],
  ['no id of the message', changed('new-message', (b) => delete resource(b, 'MessageHeader').id), 'FHIR014'],
  [
    'two destinations',
    changed('new-message', (b) => {
      const { destination } = resource(b, 'MessageHeader');
      destination.unshift(destination[0]);
    }),
    'FHIR013',
  ],
  ['no status', changed('new-message', (b) => delete resource(b, 'Communication').status), 'FHIR014'],
  ['another status', plain.replace('"status": "unknown"', '"status": "not-done"'), 'FHIR034', 'not-done'],
  [
    'an activity that there is not',
    plain.replace('"new-message"', '"foo-message"'),
    'FHIR036',
    'foo-message',
  ],
  [
    'a cancelled message whose Provenance is of another',
    changed('new-message', (b) => {
      const provenance = resource(b, 'Provenance');
      provenance.activity.coding[0].code = 'retract-message';
      provenance.target[0].reference = 'MessageHeader/anden';
    }),
    'FHIR017',
    'retract-message',
  ],
  [
    'a category without a code',
    changed('new-message', (b) => {
      resource(b, 'Communication').category = [{ text: 'Fritekst' }];
    }),
    'FHIR014',
  ],
  [
    'a text of blanks',
    changed('new-message', (b) => {
      resource(b, 'Communication').payload[0].contentString = '\n \n';
    }),
    'FHIR016',
  ],
  [
    'an author who is no role',
    changed('new-message', (b) => {
      const { id } = resource(b, 'Practitioner');
      const { extension } = resource(b, 'Communication').payload[0];
      extension.find((one: Json) => one.valueReference).valueReference.reference = `Practitioner/${id}`;
    }),
    'FHIR015',
    'Practitioner/',
  ],
  [
    'a recipient of which only a name is known',
    changed('new-message', (b) => {
      resource(b, 'Communication').recipient = [{ display: 'Kun navn' }];
    }),
    'FHIR015',
  ],
  [
    'base64 with letters that only look like it',
    changed('reply-with-attachment', (b) => {
      file(b).data = 'SUkqACBvcGRpZ3RldA\u013d\u013d';
    }),
    'FHIR021',
  ],
  ['no receiver', changed('new-message', (b) => delete resource(b, 'MessageHeader').destination), 'FHIR014'],
  [
    'a sender that is not there',
    changed('new-message', (b) => {
      resource(b, 'MessageHeader').sender.reference = 'Organization/borte';
    }),
    'FHIR015',
    'Organization/borte',
  ],
  [
    'a sender that is no organisation',
    changed('new-message', (b) => {
      resource(b, 'MessageHeader').sender.reference = `Patient/${resource(b, 'Patient').id}`;
    }),
    'FHIR015',
    'Patient/',
  ],
  ['content that is not there', changed('new-message', (b) => without(b, 'Communication')), 'FHIR015'],
  [
    'a patient that is not there',
    changed('new-message', (b) => {
      resource(b, 'Communication').subject.reference = 'Patient/borte';
    }),
    'FHIR015',
    'Patient/borte',
  ],
  [
    'no text',
    changed('forward-with-attachment', (b) => {
      const communication = resource(b, 'Communication');
      communication.payload = communication.payload.filter((one: Json) => one.contentString === undefined);
    }),
    'FHIR016',
  ],
  ['no payload', changed('new-message', (b) => delete resource(b, 'Communication').payload), 'FHIR016'],
  [
    'a payload without content',
    changed('new-message', (b) => resource(b, 'Communication').payload.push({ id: 'tom' })),
    'FHIR028',
  ],
  [
    'a cancelled message',
    changed('generation-3', (b) => {
      resource(b, 'Communication').status = 'entered-in-error';
    }),
    'FHIR017',
    'entered-in-error',
  ],
  [
    'a corrected message',
    changed('generation-3', (b) => {
      resource(b, 'Provenance').activity.coding[0].code = 'modified-message';
    }),
    'FHIR017',
    'modified-message',
  ],
  ['an unknown category', plain.replace('"code": "nursing"', '"code": "astrologi"'), 'FHIR032', 'astrologi'],
  ['an attachment without content', changed('reply-with-attachment', (b) => delete file(b).data), 'FHIR020'],
  [
    'broken base64',
    changed('reply-with-attachment', (b) => {
      file(b).data = 'SUkqA!BvcA==';
    }),
    'FHIR021',
    'SUkqA!',
  ],
  [
    'base64 of the wrong length',
    changed('reply-with-attachment', (b) => {
      file(b).data = 'SUkqA';
    }),
    'FHIR021',
  ],
  [
    'an attachment of no bytes',
    changed('reply-with-attachment', (b) => {
      file(b).data = ' ';
    }),
    'FHIR025',
  ],
  [
    'an attachment without a type',
    changed('reply-with-attachment', (b) => delete file(b).contentType),
    'FHIR014',
  ],
  [
    'an unknown type',
    changed('reply-with-attachment', (b) => {
      file(b).contentType = 'application/x-ukendt';
    }),
    'FHIR035',
    'x-ukendt',
  ],
  [
    'a type that is not permitted',
    changed('reply-with-attachment', (b) => {
      file(b).contentType = 'application/msword';
    }),
    'FHIR035',
    'msword',
  ],
  [
    'no location number of the sender',
    changed('new-message', (b) => organisation(b, 'sender').identifier.shift()),
    'FHIR029',
  ],
  [
    'no location number of the receiver',
    changed('new-message', (b) => organisation(b, 'receiver').identifier.shift()),
    'FHIR029',
  ],
  [
    'a location number with a wrong check digit',
    plain.replaceAll('5790009999010', '5790009999011'),
    'MAP012',
    '5790009999011',
  ],
  ['a CPR number of the wrong form', plain.replaceAll('"2509479989"', '"25094799"'), 'MAP038', '25094799'],
  [
    'a replacement number of the wrong length',
    changed('numbers-one-kind', (b) => {
      resource(b, 'Patient').identifier[0].value = '2509471AB';
    }),
    'MAP038',
    '2509471AB',
  ],
  [
    'no number of the patient',
    changed('new-message', (b) => delete resource(b, 'Patient').identifier),
    'FHIR030',
  ],
  [
    'a time without an offset',
    plain.replace('"timestamp": "2026-03-02T10:15:00+01:00"', '"timestamp": "2026-03-02T10:15:00"'),
    'FHIR022',
    'timestamp',
  ],
  [
    'a day that the calendar lacks',
    plain.replace('"timestamp": "2026-03-02T10', '"timestamp": "2026-02-30T10'),
    'FHIR022',
    'timestamp',
  ],
  [
    'a text without a time',
    changed('new-message', (b) => resource(b, 'Communication').payload[0].extension.shift()),
    'FHIR014',
  ],
  [
    'eleven attachments',
    changed('six-file-types', (b) => {
      const { payload } = resource(b, 'Communication');
      payload.push(...payload.slice(1, 6));
    }),
    'FHIR023',
  ],
  [
    'ten thousand attachments',
    changed('six-file-types', (b) => {
      const { payload } = resource(b, 'Communication');
      for (let i = 0; i < 10_000; i++) payload.push(payload[1]);
    }),
    'FHIR023',
  ],
];

describe('a bad CareCommunication', () => {
  test.each(faults.map((fault) => [fault[0], fault] as const))('%s', (_name, [, input, code, at]) => {
    const { diagnostics, letters } = told(input);
    expect(letters).toBe(0);
    const found = diagnostics.find((one) => one.code === code);
    expect(found, JSON.stringify(diagnostics)).toBeDefined();
    expect(found?.severity).toBe('error');
    expect(found?.hint).toBeTruthy();
    expect(found?.rule).toBeTruthy();
    expect(found?.place.line).toBeGreaterThanOrEqual(1);
    expect(found?.place.column).toBeGreaterThanOrEqual(1);
    const lines = input.toString().split('\n');
    if (at !== undefined) expect(lines[(found?.place.line ?? 0) - 1]).toContain(at);
    // Values of the message are told to nobody.
    for (const { message, hint } of diagnostics)
      expect(`${message} ${hint}`).not.toMatch(/Bruno|2509|Elmer|astrologi/);
  });
});

describe('odd, and converted all the same', () => {
  const converted = (input: string): string[] => {
    const { diagnostics, letters } = told(input);
    expect(hasError(diagnostics), JSON.stringify(diagnostics)).toBe(false);
    expect(letters).toBeGreaterThan(0);
    return diagnostics.map(({ code }) => code);
  };

  test('ten thousand texts', () => {
    const many = changed('new-message', (b) => {
      const { payload } = resource(b, 'Communication');
      for (let i = 0; i < 10_000; i++) payload.push(payload[0]);
    });
    expect(converted(many)).toEqual([]);
  });

  test('prototype names are names like others, and told as unmapped', () => {
    const named = plain.replace(
      '"type": "message",',
      '"type": "message", "__proto__": {"polluted": "ja"}, "constructor": "x", "toString": "y",',
    );
    expect(converted(named)).toEqual(['MAP017', 'MAP017', 'MAP017']);
    expect(({} as Json).polluted).toBeUndefined();
  });

  test('unknown resources and extensions are told one by one', () => {
    const strange = changed('new-message', (b) => {
      b.entry.push({
        fullUrl: 'Device/maaler',
        resource: { resourceType: 'Device', id: 'maaler', status: 'active' },
      });
      resource(b, 'Patient').extension = [{ url: 'http://eksempel.invalid/farve', valueString: 'blå' }];
    });
    expect(converted(strange)).toEqual(['MAP017', 'MAP017', 'MAP017']);
  });

  test.each([
    ['a CPR number with a hyphen', plain.replaceAll('"2509479989"', '"250947-9989"'), ['FHIR027']],
    ['a null in a list', plain.replace('"given": [', '"given": [null,'), []],
    [
      'numbers and booleans',
      plain.replace('"type": "message",', '"type": "message", "total": 1.50,'),
      ['MAP017'],
    ],
  ])('%s', (_name, input, codes) => {
    expect(converted(input)).toEqual(codes);
  });

  test('a hundred thousand texts without a Provenance that names them', () => {
    const many = changed('reply', (b) => {
      const { payload } = resource(b, 'Communication');
      for (let i = 0; i < 140_000; i++) payload.push({ contentString: 'x' });
      b.entry = b.entry.filter((one: Json) => one.resource.resourceType !== 'Provenance');
    });
    expect(converted(many)).toEqual(['FHIR018']);
  });

  test('text between the elements of XML is told as unmapped', () => {
    const xml = readFileSync('samples/forward/input/message.xml', 'utf8').replace(
      /(<contentString value="[^"]*")\/>/,
      '$1>tekst indeni</contentString>',
    );
    const { message } = converter.read({ name: 'message.xml', bytes: Buffer.from(xml) });
    const { diagnostics } = converter.convertMessage('message.xml', message as never);
    expect(diagnostics.map(({ code }) => code)).toEqual(['MAP017']);
  });
});
