import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DiagnosticError,
  type FhirObject,
  loadTables,
  type Read,
  readVansEnvelope,
  toJson,
  toXml,
  wrapDocument,
} from '../../src/index.js';
import { codesOf, converter, sampleText, shipped, tables } from '../support/converter.js';
import { enveloped, sampleEnvelope, written } from '../support/envelope.js';
import { xctl, xdis91 } from '../support/generate.js';
import { careCommunication } from '../support/generate-message.js';
import { sampleMessage } from '../support/message.js';

const read = (bytes: Uint8Array): Read => converter.read({ name: 'letter.vans.xml', bytes });

/** A document in the envelope that is made of it, read again. */
const wrapped = (data: Uint8Array): Read =>
  read(written(wrapDocument(converter.read({ name: 'letter', bytes: data }), data, tables)));

const letter = Buffer.from(sampleText('plain'));
const message = Buffer.from(JSON.stringify(sampleMessage('new-message')));
const receipt = Buffer.from(sampleText('edifact-receipts', 'receipts.edi'));

/** An Acknowledgement, as this converter refuses a message. */
const acknowledgement = (): FhirObject => {
  const party = (gln: string, sorId: string) => ({
    gln,
    sorId,
    name: 'Testby Sygehus',
    endpoint: `https://sor2.sum.dsdn.dk/#id=${sorId}`,
  });
  const original = {
    sender: party('5790009999010', '111111000016008'),
    receiver: party('5790009999027', '222222000016004'),
    header: '3f1c2a90-55d4-4b1e-9d0a-6a1f0c7e2b11',
    occurred: '2026-03-02T10:15:00+01:00',
    recorded: '2026-03-02T10:15:00+01:00',
    letters: [],
  };
  const issues = [{ code: 'invalid', text: 'Meddelelsen kan ikke læses' }];
  const instant = '2026-07-02T10:20:30+02:00';
  const { bundle, diagnostics } = converter.refuseMessage(original, { instant, issues });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return bundle as FhirObject;
};

describe('what the envelope says of the document', () => {
  test.each<[what: string, data: Uint8Array, document: object, tag: string | undefined, told: string[]]>([
    ['the same', letter, { format: 'XML', name: 'MCM:XDIS91', version: 'XD9134L' }, undefined, []],
    ['nothing of the version', letter, { format: 'XML', name: 'mcm:xdis91' }, undefined, []],
    ['another format', letter, { format: 'EDIFACT', name: 'MCM:XDIS91' }, undefined, ['Document/Format']],
    ['another name', letter, { format: 'XML', name: 'MCM:XBIN01' }, undefined, ['Document/Name']],
    [
      'a name that is not known',
      letter,
      { format: 'XML', name: 'Brev til Karla' },
      undefined,
      ['Document/Name'],
    ],
    [
      'another version',
      letter,
      { format: 'XML', name: 'MCM:XDIS91', version: 'XD9133L' },
      undefined,
      ['Document/Version'],
    ],
    [
      'all of it of another message',
      letter,
      { format: 'HL7', name: 'MCM:FDIS91#other', version: '5.0' },
      undefined,
      ['Document/Format', 'Document/Name'],
    ],
    ['the first of several messages', receipt, { format: 'EDIFACT', name: 'MCM:CTL02' }, undefined, []],
    ['the second of several messages', receipt, { format: 'EDIFACT', name: 'MCM:CTL03' }, undefined, []],
    [
      'none of several messages',
      receipt,
      { format: 'EDIFACT', name: 'MCM:CTL01' },
      undefined,
      ['Document/Name'],
    ],
    ['no category', message, { format: 'HL7', name: 'MCM:FDIS91' }, undefined, []],
    [
      'its category',
      message,
      { format: 'HL7', name: 'MCM:FDIS91#Nursing', version: '5.0.0' },
      'application/fhir+json',
      [],
    ],
    ['a category out of use', message, { format: 'HL7', name: 'MCM:FDIS91#assessment' }, undefined, []],
    [
      'another category',
      message,
      { format: 'HL7', name: 'MCM:FDIS91#decease' },
      undefined,
      ['Document/Name'],
    ],
    [
      'an older version',
      message,
      { format: 'HL7', name: 'MCM:FDIS91#nursing', version: '4.0' },
      undefined,
      ['Document/Version'],
    ],
    [
      'another content type',
      message,
      { format: 'HL7', name: 'MCM:FDIS91#nursing' },
      'application/fhir+xml',
      ['Transport/ServiceTag'],
    ],
    [
      'a content type that is not known',
      message,
      { format: 'HL7', name: 'MCM:FDIS91#nursing' },
      'text/plain',
      [],
    ],
  ])('%s', (_, data, document, tag, told) => {
    const envelope = sampleEnvelope(data);
    if (envelope.content.kind !== 'message') throw new Error();
    const meta = envelope.content.meta;
    meta.document = { ...document, size: data.length } as never;
    meta.transport = {
      transform: false,
      serviceTags: tag === undefined ? [] : [{ name: 'MCM:MIME', value: tag }],
    };
    const { letters, message: found, diagnostics } = read(written(envelope));
    expect(letters.length > 0 || found?.message !== undefined).toBe(true);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual(
      told.map(() => ['VAN051', 'warning']),
    );
    expect(diagnostics.map(({ place }) => place.path)).toEqual(
      told.map((path) => `Message/MetaInformation/${path}`),
    );
    for (const { place } of diagnostics) {
      expect(place.inside).toBeUndefined();
      expect(place.line).toBeGreaterThan(8);
    }
    expect(JSON.stringify(diagnostics)).not.toContain('Karla');
  });

  test('unreliable, of what must be sent reliably', () => {
    const sent = (data: Uint8Array, type: 'reliable' | 'unreliable' | undefined) => {
      const envelope = wrapDocument(converter.read({ name: 'x', bytes: data }), data, tables);
      if (envelope.content.kind !== 'message') throw new Error();
      envelope.content.meta.transport = { transform: false, serviceTags: [], type };
      return codesOf(read(written(envelope)).diagnostics);
    };
    expect(sent(message, 'unreliable')).toEqual(['VAN052']);
    expect(sent(message, undefined)).toEqual([]);
    expect(sent(letter, 'unreliable')).toEqual([]);
  });

  test('the envelope comes with what was read of its document', () => {
    const { vans, format, name } = wrapped(message);
    expect([format, name]).toEqual(['fhir-json', 'letter.vans.xml']);
    expect(vans?.known.sender).toEqual({ id: '5790009999034', type: 'EAN' });
    expect(converter.read({ name: 'x', bytes: message }).vans).toBeUndefined();
  });

  test('whatever is in an envelope is read or told, and never thrown', () => {
    const document = { format: 'XML', name: 'MCM:XDIS91' };
    const check = (data: Uint8Array): void => {
      const { letters, message: found, diagnostics } = read(enveloped(data, document));
      if (letters.length === 0 && found === undefined)
        expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
      for (const { code, place } of diagnostics)
        expect([code, place.inside]).toEqual([code, code.startsWith('VAN05') ? undefined : 'VANSEnvelope']);
    };
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), check));
    for (const whole of [letter, message, receipt])
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.nat(40), (at, length) => {
          check(Buffer.concat([whole.subarray(0, at), Buffer.from('<{'), whole.subarray(at + length)]));
        }),
        { numRuns: 30 },
      );
  });
});

describe('a document in an envelope of ours', () => {
  test('any letter, receipt or message is described as it is, and read as it was', () => {
    const toBytes = (xml: string): Buffer => Buffer.from(xml);
    const documents = fc.oneof(
      xdis91.map(toBytes),
      xctl.XCTL01.map(toBytes),
      xctl.XCTL03.map(toBytes),
      careCommunication.map((bundle) => Buffer.from(JSON.stringify(bundle))),
    );
    fc.assert(
      fc.property(documents, (data) => {
        const plain = converter.read({ name: 'letter.vans.xml', bytes: data });
        let envelope: Uint8Array;
        try {
          envelope = written(wrapDocument(plain, data, tables));
        } catch (error) {
          // Location numbers of any 35 characters do not fit.
          expect((error as DiagnosticError).diagnostic.code).toBe('VAN055');
          return;
        }
        expect(readVansEnvelope(envelope, '').diagnostics).toEqual([]);
        const again = read(envelope);
        expect(codesOf(again.diagnostics)).toEqual(codesOf(plain.diagnostics));
        expect(again.letters.length).toBe(plain.letters.length);
        expect(again.message?.message === undefined).toBe(plain.message?.message === undefined);
      }),
      { numRuns: 60 },
    );
  });

  test('an Acknowledgement, in JSON and XML', () => {
    const bundle = acknowledgement();
    for (const [chunks, mime] of [
      [toJson(bundle, 2), 'application/fhir+json'],
      [toXml(bundle), 'application/fhir+xml'],
    ] as const) {
      const { vans, acknowledgement: found, diagnostics } = wrapped(Buffer.concat([...chunks]));
      expect(diagnostics).toEqual([]);
      expect(found?.message?.code).toBe('fatal-error');
      expect(found?.message?.source.inside).toBe('VANSEnvelope');
      expect(vans?.envelope).toMatchObject({
        sender: { id: '5790009999027', type: 'EAN' },
        receiver: { id: '5790009999010', type: 'EAN' },
        sent: '2026-07-02T10:20:30',
        content: {
          meta: {
            document: { format: 'HL7', name: 'MCM:FCTL#fatal-error', version: '2.0.0' },
            transport: {
              type: 'reliable',
              transform: false,
              serviceTags: [{ name: 'MCM:MIME', value: mime }],
            },
          },
        },
      });
    }
  });

  test.each<[what: string, data: string, missing: string]>([
    ['nothing that can be read', 'Kære kollega', 'content'],
    [
      'no location number of its sender',
      message.toString().replaceAll('5790009999034', ''),
      "sender's location number",
    ],
    [
      'a receiver with a long number',
      letter.toString().replace('>5790009999027<', `>${'5'.repeat(19)}<`),
      "receiver's location number",
    ],
    ['no time', message.toString().replace('"2026-03-02T10:15:00+01:00"', '"i dag"'), 'time of sending'],
    ['no date', letter.toString().replace('<Date>2026-03-02<', '<Date>2026-02-30<'), 'time of sending'],
    ['an endless category', message.toString().replace('"nursing"', `"${'n'.repeat(300)}"`), 'name'],
  ])('%s: it is refused', (_, data, missing) => {
    expect(() => wrapped(Buffer.from(data))).toThrow(`it has no ${missing} that fits there`);
  });

  test('a message that the table does not have is refused', () => {
    const text = shipped.get('envelope.yaml') ?? '';
    const without = loadTables(
      new Map([...shipped, ['envelope.yaml', text.replace(/.*MCM:XDIS91.*\n/, '')]]),
    );
    const one = converter.read({ name: 'letter.xml', bytes: letter });
    expect(() => wrapDocument(one, letter, without)).toThrow('it has no name');
    expect(wrapDocument(one, letter, tables).sent).toBe('2026-03-02T10:16:00');
  });
});
