import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type MetaInformation,
  negativeMessage,
  negativeVans,
  positiveMessage,
  type Quoted,
  quotedOf,
  readVansEnvelope,
  type VansEnvelope,
} from '../../src/index.js';
import { codesOf } from '../support/converter.js';
import { anyEnvelope, envelopeText, sampleEnvelope, written } from '../support/envelope.js';

const read = (envelope: string | Uint8Array) =>
  readVansEnvelope(typeof envelope === 'string' ? Buffer.from(envelope) : envelope, 'envelope.xml');

/** An envelope as one object without the kinds of arrays of bytes. */
const plain = (envelope: VansEnvelope | undefined): unknown => {
  if (envelope?.content.kind !== 'message') return envelope;
  const { content } = envelope;
  return { ...envelope, content: { ...content, data: Buffer.from(content.data).toString('hex') } };
};

const text = envelopeText();
const without = (element: string): string => {
  const changed = text.replace(new RegExp(`\\s*<${element}[ >].*</${element}>`, 's'), '');
  expect(changed).not.toBe(text);
  return changed;
};
const replaced = (from: string | RegExp, to: string): string => {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return changed;
};

describe('an envelope', () => {
  test('is written in the order of its schema, and read as it was', () => {
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<VANSEnvelope xmlns="urn:oio:medcom:vans-envelope:1.0.4">
  <SenderID EndPointType="EAN">5790009999010</SenderID>
  <ReceiverID EndPointType="EAN">5790009999027</ReceiverID>
  <EnvelopeIdentifier>3f1c2a90-55d4-4b1e-9d0a-6a1f0c7e2b11</EnvelopeIdentifier>
  <SentDateTime>2026-03-02T14:06:00</SentDateTime>
  <Message>
    <MetaInformation>
      <Identifier>3f1c2a90-55d4-4b1e-9d0a-6a1f0c7e2b11</Identifier>
      <Document>
        <Format>HL7</Format>
        <Name>MCM:FDIS91#other</Name>
        <Version>5.0</Version>
        <SizeInBytes>25</SizeInBytes>
      </Document>
      <Transport>
        <Type>reliable</Type>
        <TransformMessage>false</TransformMessage>
        <ServiceTag name="MCM:MIME">application/fhir+json</ServiceTag>
      </Transport>
    </MetaInformation>
    <Data>eyJyZXNvdXJjZVR5cGUiOiJCdW5kbGUifQ==</Data>
  </Message>
</VANSEnvelope>`);
    const { envelope, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(plain(envelope)).toEqual(plain(sampleEnvelope()));
  });

  test('any envelope comes back as it was written, in one line or in many', () => {
    fc.assert(
      fc.property(anyEnvelope, fc.constantFrom(0, 2), (envelope, indent) => {
        const { envelope: again, diagnostics } = read(written(envelope, indent));
        expect(diagnostics).toEqual([]);
        expect(plain(again)).toEqual(plain(envelope));
      }),
    );
  });

  test('may have a prefix, a mark, another encoding, comments, blanks around values and lines in its base64', () => {
    const prefixed = text
      .replace(/<(\/?)(\w)/g, '<$1v:$2')
      .replace('xmlns=', 'xmlns:v=')
      .replace(/>(HL7|false|EAN|reliable)</g, '>\n  $1\n<')
      .replace('Y2VUeXBl', 'Y2VU\r\n    eXBl')
      .replace('<v:Message>', '<!-- <Data>x</Data> --><v:Message>')
      .replace(/>(5790009999010|2026-\S+?|25|[0-9a-f-]{36})</g, '> $1\n<');
    for (const bytes of [
      Buffer.from(`\ufeff${prefixed}`),
      Buffer.from(prefixed.replace('UTF-8', 'ISO-8859-1'), 'latin1'),
    ]) {
      const { envelope, diagnostics } = read(bytes);
      expect(diagnostics).toEqual([]);
      expect(plain(envelope)).toEqual(plain(sampleEnvelope()));
    }
  });

  test('with a large document: every byte comes back, with and without lines in its base64', () => {
    const data = Buffer.alloc(300_000, 'Kære kollega \x00\xff', 'latin1');
    const large = written(sampleEnvelope(data)).toString('latin1');
    const lines = large.replace(/[A-Za-z0-9+/=]{1000,}/, (base64) => base64.replace(/.{76}/g, '$&\r\n'));
    const commented = large.replace('</Data>', '<!-- x --></Data>');
    for (const one of [large, lines, commented]) {
      const { envelope, diagnostics } = read(Buffer.from(one, 'latin1'));
      expect(diagnostics).toEqual([]);
      const { content } = envelope as VansEnvelope;
      expect(content.kind === 'message' && data.equals(content.data)).toBe(true);
    }
  });
});

describe('a broken envelope', () => {
  const uuid = '3f1c2a90-55d4-4b1e-9d0a-6a1f0c7e2b11';
  test.each<[what: string, envelope: string, code: string, path: string | undefined]>([
    ['that is no XML', 'Kære kollega', 'VAN001', undefined],
    ['that is cut off', text.slice(0, 900), 'VAN002', undefined],
    ['with a DOCTYPE', text.replace('<VANS', '<!DOCTYPE x><VANS'), 'VAN003', undefined],
    ['that nests too deep', `${'<a>'.repeat(100)}`, 'VAN004', undefined],
    ['in another encoding', text.replace('UTF-8', 'UTF-7'), 'VAN009', undefined],
    ['with another root', text.replaceAll('VANSEnvelope', 'Envelope'), 'VAN010', undefined],
    ['without namespace', replaced(/ xmlns="[^"]*"/, ''), 'VAN011', undefined],
    ['of another version', replaced('1.0.4', '1.0.3'), 'VAN012', undefined],
    ['without SenderID', without('SenderID'), 'VAN020', 'VANSEnvelope'],
    ['without ReceiverID', without('ReceiverID'), 'VAN020', 'VANSEnvelope'],
    ['without EnvelopeIdentifier', without('EnvelopeIdentifier'), 'VAN020', 'VANSEnvelope'],
    ['without SentDateTime', without('SentDateTime'), 'VAN020', 'VANSEnvelope'],
    ['without Message and Receipt', without('Message'), 'VAN020', 'VANSEnvelope'],
    ['without MetaInformation', without('MetaInformation'), 'VAN020', 'Message'],
    ['without Identifier', without('Identifier'), 'VAN020', 'Message/MetaInformation'],
    ['without Document', without('Document'), 'VAN020', 'Message/MetaInformation'],
    ['without SizeInBytes', without('SizeInBytes'), 'VAN020', 'Message/MetaInformation/Document'],
    ['without TransformMessage', without('TransformMessage'), 'VAN020', 'Message/MetaInformation/Transport'],
    ['without Data', without('Data'), 'VAN020', 'Message'],
    [
      'with an unknown element',
      replaced('<Message>', '<Priority>1</Priority><Message>'),
      'VAN021',
      'Priority',
    ],
    [
      'in another order',
      without('SenderID').replace('<Message>', '<SenderID EndPointType="EAN">1</SenderID><Message>'),
      'VAN022',
      'SenderID',
    ],
    ['with two Data', replaced('</Data>', '</Data><Data>AAAA</Data>'), 'VAN023', 'Message/Data[0]'],
    [
      'with six ServiceTags',
      replaced(/<ServiceTag.*<\/ServiceTag>/, '$&'.repeat(6)),
      'VAN023',
      'Message/MetaInformation/Transport/ServiceTag[0]',
    ],
    [
      'with a Receipt beside its Message',
      replaced('</Message>', `</Message><Receipt><PositiveMessage/></Receipt>`),
      'VAN024',
      'Receipt',
    ],
    ['with an unknown attribute', replaced('<Message>', '<Message to="x">'), 'VAN025', 'Message'],
    [
      'with a blank between elements that XML does not know',
      replaced('<Message>', '\u00a0<Message>'),
      'VAN026',
      'VANSEnvelope',
    ],
    [
      'with an element that says its type',
      replaced(
        '<Message>',
        '<Message xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="false">',
      ),
      'VAN025',
      'Message',
    ],
    ['with text between elements', replaced('<Message>', 'x<Message>'), 'VAN026', 'VANSEnvelope'],
    [
      'with an element of another namespace',
      replaced('<Message>', '<Message xmlns="urn:x">'),
      'VAN027',
      'Message',
    ],
    ['without EndPointType', replaced(' EndPointType="EAN"', ''), 'VAN028', 'SenderID'],
    [
      'with elements in Data',
      replaced(/<Data>.*<\/Data>/, '<Data><Bundle/></Data>'),
      'VAN029',
      'Message/Data',
    ],
    ['with a long SenderID', replaced('5790009999010', '5'.repeat(19)), 'VAN030', 'SenderID'],
    [
      'with a long Name',
      replaced('#other', `#${'ø'.repeat(250)}`),
      'VAN030',
      'Message/MetaInformation/Document/Name',
    ],
    ['with an empty SenderID', replaced('5790009999010', ' '), 'VAN031', 'SenderID'],
    ['with an unknown EndPointType', replaced('"EAN"', '"GLN"'), 'VAN032', 'SenderID'],
    ['with an unknown Format', replaced('HL7', 'FHIR'), 'VAN032', 'Message/MetaInformation/Document/Format'],
    [
      'with another Type',
      replaced('>reliable', '>Reliable'),
      'VAN032',
      'Message/MetaInformation/Transport/Type',
    ],
    ['with a day that there is not', replaced('2026-03-02T', '2026-02-30T'), 'VAN034', 'SentDateTime'],
    ['with a time without seconds', replaced('14:06:00', '14:06'), 'VAN034', 'SentDateTime'],
    ['with an id that is no UUID', replaced(uuid, uuid.replaceAll('-', '')), 'VAN038', 'EnvelopeIdentifier'],
    [
      'with a size that is none',
      replaced('>25<', '>25 B<'),
      'VAN039',
      'Message/MetaInformation/Document/SizeInBytes',
    ],
    [
      'with a size that is no xs:int',
      replaced('>25<', '>2147483648<'),
      'VAN039',
      'Message/MetaInformation/Document/SizeInBytes',
    ],
    ['with a character that is not base64', replaced('eyJy', 'ey_y'), 'VAN040', 'Message/Data'],
    ['with base64 that is cut off', replaced('fQ==', 'fQ'), 'VAN040', 'Message/Data'],
    ['with empty Data', replaced(/<Data>.*<\/Data>/, '<Data>\n</Data>'), 'VAN041', 'Message/Data'],
    [
      'with another boolean',
      replaced('>false<', '>no<'),
      'VAN044',
      'Message/MetaInformation/Transport/TransformMessage',
    ],
  ])('%s', (_, envelope, code, path) => {
    const { envelope: whole, diagnostics } = read(envelope);
    expect(whole).toBeUndefined();
    const told = diagnostics.find((one) => one.code === code);
    expect(told, JSON.stringify(diagnostics)).toMatchObject({ severity: 'error' });
    expect(told?.place.file).toBe('envelope.xml');
    expect(told?.place.line).toBeGreaterThanOrEqual(1);
    if (path !== undefined) expect(told?.place.path).toBe(path);
  });

  test('with another size is told and read: its definition is uncertain', () => {
    const { envelope, diagnostics } = read(replaced('>25<', '>36<'));
    expect(plain(envelope)).toMatchObject({ content: { meta: { document: { size: 36 } } } });
    expect(diagnostics).toMatchObject([
      {
        code: 'VAN050',
        severity: 'warning',
        place: { line: 14, path: 'Message/MetaInformation/Document/SizeInBytes' },
      },
    ]);
  });

  test('with a large document: the fault is told where it stands', () => {
    const lines = envelopeText(Buffer.alloc(60_000, 7)).replace(/[A-Za-z0-9+/=]{1000,}/, (base64) =>
      base64.replace(/.{80}/g, '$&\n'),
    );
    const lastLine = lines.split('\n').length;
    const place = (envelope: string) => {
      const { diagnostics, known } = read(envelope);
      expect(known.meta).toBeDefined();
      expect(diagnostics.length).toBe(1);
      return [diagnostics[0]?.code, diagnostics[0]?.place.line];
    };
    expect(place(lines.replace('</Message>', '</Mesage>'))).toEqual(['VAN001', lastLine - 1]);
    expect(place(lines.slice(0, -5))).toEqual(['VAN002', lastLine]);
    expect(place(lines.slice(0, lines.indexOf('</Data>') - 100))).toEqual(['VAN002', lastLine - 4]);
  });

  test('tells no more than a hundred faults', () => {
    const { diagnostics } = read(replaced('<Message>', `${'<x/>'.repeat(1000)}<Message>`));
    expect(diagnostics.length).toBe(101);
    expect(diagnostics.at(-1)?.code).toBe('VAN046');
  });

  test('never shows its values', () => {
    const secret = 'Opfundne Karla Testesen';
    for (const value of [
      '5790009999010',
      '2026-03-02T14:06:00',
      uuid,
      '>HL7',
      '>25',
      '"EAN',
      '>reliable',
      '>false',
      '>eyJ',
    ]) {
      const { diagnostics } = read(replaced(value, value.replace(/\w.*/, secret)));
      expect(diagnostics.length).toBeGreaterThan(0);
      expect(JSON.stringify(diagnostics)).not.toContain('Karla');
    }
  });

  test('any bytes, and any damage of an envelope, are told and never thrown', () => {
    const check = (bytes: Uint8Array): void => {
      const { envelope, diagnostics } = read(bytes);
      expect(envelope !== undefined || diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), check));
    const whole = Buffer.from(text);
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(30),
        fc.oneof(
          fc.uint8Array({ maxLength: 8 }),
          fc.constantFrom('<', '>', '&', '<a>', '</Message>').map((s) => Buffer.from(s)),
        ),
        (at, length, bytes) =>
          check(Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + length)])),
      ),
      { numRuns: 500 },
    );
  });

  test('broken base64 is told wherever it is broken', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 3, maxLength: 9000 }),
        fc.nat(),
        fc.constantFrom('?', '=A', '-', 'æ', '&#65;&#1234;', '\u2028'),
        (data, at, bad) => {
          const changed = envelopeText(data).replace(/(?<=<Data>)[^<]*/, (base64) => {
            const index = at % base64.length;
            return base64.slice(0, index) + bad + base64.slice(index);
          });
          expect(codesOf(read(changed).diagnostics)).toContain('VAN040');
        },
      ),
    );
  });
});

describe('what is known of an envelope that cannot be read', () => {
  const { sender, receiver, identifier } = sampleEnvelope();
  const { meta } = sampleEnvelope().content as { meta: MetaInformation };

  test('without its document: all that a receipt quotes', () => {
    for (const broken of [
      replaced(/<Data>.*<\/Data>/, '<Data>?</Data>'),
      without('Data'),
      text.slice(0, text.indexOf('eyJy') + 3),
      text.replace('eyJy', 'ey\u0001y'),
      `${text}<rest/>`,
    ])
      expect(read(broken).known).toEqual({
        sender,
        receiver,
        identifier,
        sent: '2026-03-02T14:06:00',
        holds: 'message',
        meta,
      });
    const bytes = Buffer.from(text.replace('eyJy', 'eyæy'), 'latin1');
    expect(codesOf(read(bytes).diagnostics)).toEqual(['VAN006']);
    expect(read(bytes).known.meta).toEqual(meta);
  });

  test('cut off anywhere: nothing that is not whole', () => {
    for (let length = 0; length < text.length - 1; length++) {
      const { known, envelope } = read(text.slice(0, length));
      expect(envelope).toBeUndefined();
      if (known.sender !== undefined) expect(known.sender).toEqual(sender);
      if (known.receiver !== undefined) expect(known.receiver).toEqual(receiver);
      if (known.identifier !== undefined) expect(known.identifier).toBe(identifier);
      if (known.meta !== undefined) expect(known.meta).toEqual(meta);
      const quoted = quotedOf(known);
      expect(quoted !== undefined).toBe(known.identifier !== undefined);
    }
  });

  test('with faults: only what is right', () => {
    const { known } = read(replaced('5790009999010', '').replace('>HL7<', '>x<'));
    expect(known).toMatchObject({
      receiver,
      identifier,
      holds: 'message',
      sender: undefined,
      meta: undefined,
    });
    expect(quotedOf(known)).toBeUndefined();
  });
});

describe('receipts', () => {
  const to = quotedOf(read(text).known) as Quoted & { meta: MetaInformation };
  const dispatch = { identifier: '9b5c0d7e-1a2b-4c3d-8e4f-5a6b7c8d9e0f', sent: '2026-03-02T14:07:00' };
  const error = { code: 7, description: 'The message is not base64.' };

  test('are addressed to the sender and quote the envelope and its message', () => {
    const common = { originalEnvelope: to.identifier, originalMessage: to.meta };
    const expected = (content: object) => ({
      sender: to.receiver,
      receiver: to.sender,
      ...dispatch,
      content,
    });
    for (const [receipt, content] of [
      [positiveMessage(to, dispatch), { kind: 'positiveMessage', ...common }],
      [negativeMessage(to, dispatch, error), { kind: 'negativeMessage', error, ...common }],
      [negativeVans(to, dispatch, error), { kind: 'negativeVans', error, ...common }],
    ] as const) {
      expect(receipt).toEqual(expected(content));
      const { envelope, known, diagnostics } = read(written(receipt));
      expect(diagnostics).toEqual([]);
      expect(envelope).toEqual(expected(content));
      expect(known.holds).toBe('receipt');
    }
  });

  test('are written in the order of the schema', () => {
    const xml = written(negativeMessage(to, dispatch, error)).toString();
    expect([...xml.matchAll(/<(\w+)/g)].map(([, name]) => name).slice(5, 12)).toEqual([
      'Receipt',
      'NegativeMessage',
      'Error',
      'Code',
      'Description',
      'OriginalEnvelopeIdentifier',
      'OriginalMessage',
    ]);
  });

  test('refuse an envelope whose message is not known', () => {
    const receipt = negativeVans({ ...to, meta: undefined }, dispatch, { description: 'x' });
    const { envelope, diagnostics } = read(written(receipt));
    expect(diagnostics).toEqual([]);
    expect(envelope?.content).toEqual({
      kind: 'negativeVans',
      error: { code: undefined, description: 'x' },
      originalEnvelope: to.identifier,
      originalMessage: undefined,
    });
  });

  test('hold any description: cut where it is too long, never empty, without what XML has no place for', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 700 }),
          fc.constant('😀'.repeat(600)),
          fc.constant('\u0000\ud800'),
        ),
        (description) => {
          const { envelope, diagnostics } = read(written(negativeMessage(to, dispatch, { description })));
          expect(diagnostics).toEqual([]);
          expect(envelope?.content.kind).toBe('negativeMessage');
        },
      ),
    );
  });

  test.each<[what: string, from: string | RegExp, to: string, code: string]>([
    ['of no kind', /<PositiveMessage>.*<\/PositiveMessage>/s, '', 'VAN020'],
    ['of an unknown kind', /PositiveMessage/g, 'NegativMessage', 'VAN021'],
    ['of two kinds', '<PositiveMessage>', '<NegativeVans/><PositiveMessage>', 'VAN024'],
    ['without what it quotes', /<OriginalMessage>.*<\/OriginalMessage>/s, '', 'VAN020'],
    [
      'with an error though it is positive',
      '<PositiveMessage>',
      '<PositiveMessage><Error><Description>x</Description></Error>',
      'VAN021',
    ],
    ['without an error though it is negative', /PositiveMessage/g, 'NegativeMessage', 'VAN020'],
    ['with an envelope that is no UUID', /(<OriginalEnvelopeIdentifier>)[^<]*/, '$1x', 'VAN038'],
  ])('%s are told', (_, from, replacement, code) => {
    const { envelope, diagnostics } = read(
      written(positiveMessage(to, dispatch)).toString().replace(from, replacement),
    );
    expect(envelope).toBeUndefined();
    expect(codesOf(diagnostics)).toContain(code);
  });

  test('with a code that is no positive number are told', () => {
    for (const code of ['0', '-1', 'E7', '99999999999999999999']) {
      const xml = written(negativeVans(to, dispatch, error))
        .toString()
        .replace('<Code>7<', `<Code>${code}<`);
      expect(codesOf(read(xml).diagnostics)).toEqual(['VAN039']);
    }
  });
});
