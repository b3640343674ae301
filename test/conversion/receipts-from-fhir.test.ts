import { describe, expect, test } from 'vitest';
import { type Element, type Original, toOioxml, toXml } from '../../src/index.js';
import {
  acknowledgement,
  alone,
  issue,
  readAck,
  receiptsFor,
  withAttachment,
  written,
} from '../support/acknowledgement.js';
import { codesOf, converter } from '../support/converter.js';
import type { Json } from '../support/fhir.js';
import { organisation, resource } from '../support/message.js';

const SUPPLEMENT =
  'Konverteringen ml. XML/EDI og FHIR kunne ikke udføres korrekt pga. tekniske el. indholdsmæssige forhold i meddelelsen.';
const refused = (text?: string, original: Original = alone, options = {}) =>
  receiptsFor(acknowledgement('fatal-error', [issue('structure', text)]), original, options);

/** Segments of an interchange by their tag. */
const segments = (edifact: string, tag: string): string[] =>
  [...edifact.matchAll(/((?:\?.|[^?'])*)'/gs)]
    .map(([, segment = '']) => segment.trim())
    .filter((segment) => segment.startsWith(`${tag}+`));

/** The RefuseText that an interchange has for whoever reads it. */
const readBack = (edifact: string): string => {
  const { letters } = converter.read({ name: 'receipt.edi', bytes: Buffer.from(edifact, 'latin1') });
  const { root } = converter.convertEnvelope(letters);
  const xml = Buffer.concat([...toOioxml(root as Element)]).toString('latin1');
  return /<RefuseText>(.*?)(?:<Break\/>)?<\/RefuseText>/s.exec(xml)?.[1] ?? '';
};

describe('the kind of a receipt (8.2)', () => {
  test.each([
    ['ok', [], 'PositiveReceipt', 'XC0330Q', 'XCTL03'],
    ['fatal-error', [issue('structure', 'Nej.')], 'NegativeReceipt', 'XC0230Q', 'XCTL02'],
    [
      'transient-error',
      [issue('transient', 'Vent.', undefined, { severity: 'error' })],
      'NegativeReceipt',
      'XC0230Q',
      'XCTL02',
    ],
  ])('%s', (code, issues, element, version, message) => {
    const { texts, all, codes, letters } = receiptsFor(acknowledgement(code, issues), withAttachment);
    expect(codes).toEqual([]);
    expect(texts).toHaveLength(2);
    for (const text of texts) expect(text).toContain(`<${element}>`);
    expect(all('VersionCode')).toEqual([version, version]);
    expect(all('StatisticalCode')).toEqual([message, message]);
    expect(letters.map(({ ids }) => [ids.message, ids.version])).toEqual([
      [message, version],
      [message, version],
    ]);
    expect(all('AcknowledgementCode')).toEqual(['minuspositivkvitt', 'minuspositivkvitt']);
  });
});

describe('one receipt for each letter (8.3, KA103)', () => {
  test('with the envelope, letter and version of that letter, and ids of its own', () => {
    const { all, letters } = receiptsFor(acknowledgement('ok'), withAttachment);
    expect(all('OriginalEnvelopeIdentifier')).toEqual(['091034', '091035']);
    expect(all('OriginalLetterIdentifier')).toEqual(['BREV1', 'BIN1']);
    expect(all('OriginalVersionCode')).toEqual(['XD9134L', 'XB0131X']);
    const ids = letters.flatMap(({ ids: { envelope, letter } }) => [envelope, letter]);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{14}$/);
  });

  test('several binary letters have one each (D38)', () => {
    const third = { message: 'XBIN01', envelope: '091036', letter: 'BIN2', version: 'XB0131X' };
    const original = { ...withAttachment, letters: [...withAttachment.letters, third] };
    expect(receiptsFor(acknowledgement('ok'), original).all('OriginalLetterIdentifier')).toEqual([
      'BREV1',
      'BIN1',
      'BIN2',
    ]);
  });

  test('the text of a refusal stands in all of them', () => {
    const { all } = refused('Kan ikke vises.', withAttachment);
    expect(all('RefuseText')).toEqual(['Kan ikke vises.', 'Kan ikke vises.']);
  });

  test('is told once, whatever number of letters', () => {
    expect(refused('ord '.repeat(200), withAttachment).codes).toEqual(['REC003']);
  });

  test('organisations stand where they belong (KA12, KA16, KA21, KA24)', () => {
    const [text = ''] = receiptsFor(acknowledgement('ok')).texts;
    const glns = [...text.matchAll(/<(\w+)><EANIdentifier>(\d+)/g)].map(([, name, gln]) => [name, gln]);
    expect(glns).toEqual([
      ['Sender', alone.receiver.gln],
      ['Receiver', alone.sender.gln],
      ['OriginalSender', alone.sender.gln],
      ['OriginalReceiver', alone.receiver.gln],
    ]);
  });
});

describe('reason codes (8.4)', () => {
  const codeOf = (...issues: Json[]) => receiptsFor(acknowledgement('fatal-error', issues)).refuseCode;

  test.each([
    ['structure', 'syntaksfejl'],
    ['invalid', 'syntaksfejl'],
    ['required', 'syntaksfejl'],
    ['invariant', 'syntaksfejl'],
    ['code-invalid', 'syntaksfejl'],
    ['not-supported', 'problem_med_version'],
    ['processing', 'ikke_specificeret'],
    ['not-found', 'ikke_specificeret'],
    ['value', 'ikke_specificeret'],
    ['duplicate', 'ikke_specificeret'],
    ['transient', 'ikke_specificeret'],
    ['andet', 'ikke_specificeret'],
  ])('issue.code %s is %s', (code, word) => {
    expect(codeOf(issue(code, 'x'))).toBe(word);
  });

  test.each([
    ['MSG_Receiver_Identifier_UNKNOWN', 'ukendt_lokationsnummer'],
    ['MSG_Receiver_Identifier_MISSING', 'ukendt_lokationsnummer'],
    ['MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE', 'problem_med_version'],
    ['MSG_VALUESET_VALUE_UNKNOWN', 'syntaksfejl'],
    ['MSG_CodeSystem_VALUE_UNKNOWN', 'syntaksfejl'],
    ['MSG_Element_To_Long', 'syntaksfejl'],
    ['MSG_Datatype_Wrong', 'syntaksfejl'],
    ['MSG_BAD_SYNTAX', 'syntaksfejl'],
    ['MSG_BAD_FORMAT', 'syntaksfejl'],
  ])('details.coding %s is %s, whatever issue.code says', (coding, word) => {
    for (const code of ['processing', 'not-supported', 'structure'])
      expect(codeOf(issue(code, 'x', coding))).toBe(word);
  });

  test('a coding that the table lacks leaves it to issue.code', () => {
    expect(codeOf(issue('structure', 'x', 'MSG_NO_MATCH'))).toBe('syntaksfejl');
    expect(codeOf(issue('value', 'x', 'MSG_Mailbox_Out_Of_Operation'))).toBe('ikke_specificeret');
  });

  test('of the first issue', () => {
    expect(codeOf(issue('processing', 'a'), issue('structure', 'b'))).toBe('ikke_specificeret');
    expect(codeOf(issue('structure', 'a'), issue('not-supported', 'b'))).toBe('syntaksfejl');
  });
});

describe('RefuseText (8.4)', () => {
  const textOf = (...issues: Json[]) => receiptsFor(acknowledgement('fatal-error', issues)).refuseText;
  const display = { details: { coding: [{ code: 'MSG_BAD_FORMAT', display: 'Bad format' }] } };

  test('one line for each issue: its code, then text, display, diagnostics or issue.code', () => {
    expect(textOf(issue('structure', 'Nej.'))).toBe('Nej.');
    expect(textOf(issue('structure', 'Nej.', 'MSG_BAD_FORMAT'))).toBe('MSG_BAD_FORMAT: Nej.');
    expect(textOf(issue('structure', undefined, undefined, display))).toBe('MSG_BAD_FORMAT: Bad format');
    expect(textOf(issue('structure', undefined, undefined, { diagnostics: 'Linje 4' }))).toBe('Linje 4');
    expect(textOf(issue('structure', undefined, 'MSG_BAD_FORMAT', { diagnostics: 'Linje 4' }))).toBe(
      'MSG_BAD_FORMAT: Linje 4',
    );
    expect(textOf(issue('structure'))).toBe('structure');
    expect(textOf(issue('structure', 'a'), issue('value', 'b', 'MSG_BAD_FORMAT'), issue('invalid'))).toBe(
      'a<Break/>MSG_BAD_FORMAT: b<Break/>invalid',
    );
  });

  test('a line feed is a Break, in whatever way lines end', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(textOf(issue('structure', `a${end}b${end}${end}c`))).toBe('a<Break/>b<Break/><Break/>c');
  });

  test('markup in a text is text', () => {
    expect(textOf(issue('structure', '</RefuseText><x/>&amp;'))).toBe(
      '&lt;/RefuseText&gt;&lt;x/&gt;&amp;amp;',
    );
  });
});

describe('the supplement (8.5)', () => {
  test.each(['file type', 'XBIN01 missing', 'XBIN01 invalid', 'XBIN01 too large', 'XDIS91 late'])(
    'is added in every receipt, exactly, for %s',
    (reason) => {
      const { all, codes } = refused('Nej.', { ...withAttachment, reason });
      expect(all('RefuseText')).toEqual([`Nej.<Break/>${SUPPLEMENT}`, `Nej.<Break/>${SUPPLEMENT}`]);
      expect(codes).toEqual([]);
    },
  );

  test.each([[undefined], ['noget andet']])('is not added for %s', (reason) => {
    expect(refused('Nej.', { ...alone, reason }).refuseText).toBe('Nej.');
  });

  test('with a positive receipt it has no place, and that is told (REC009)', () => {
    const { codes, letters } = receiptsFor(acknowledgement('ok'), { ...alone, reason: 'file type' });
    expect(codes).toEqual(['REC009']);
    expect(letters).toHaveLength(1);
  });
});

describe('the length of a text (8.5)', () => {
  const words = (length: number): string =>
    'ord og mere '.repeat(length).slice(0, length).trimEnd().padEnd(length, 'x');
  const texts: Array<[string, string]> = [
    1, 68, 69, 70, 71, 138, 139, 209, 210, 344, 345, 350, 351, 400, 5000,
  ].flatMap(
    (length): Array<[string, string]> => [
      [`${length} characters`, 'x'.repeat(length)],
      [`${length} characters in words`, words(length)],
      [`${length} full stops`, '.'.repeat(length)],
      [`${length} backslashes`, '\\'.repeat(length)],
      [`${length} that EDIFACT writes longer`, '…€'.repeat(Math.ceil(length / 2))],
      [`${length} released`, "?'+:".repeat(Math.ceil(length / 4))],
    ],
  );
  texts.push(
    ['many lines', Array.from({ length: 40 }, (_, i) => `Linje ${i}`).join('\n')],
    ['many empty lines', `a${'\n'.repeat(40)}b`],
    ['lines that end with carriage returns', 'abc\r'.repeat(20)],
    ['a long line after short ones', `a\nb\nc\n${words(300)}`],
    ['lines that look like EDIFACT', '.\n.\n\\\n\\ \n.'],
  );
  const reasons = [undefined, 'XBIN01 missing'];

  test.each(texts)('%s', (_, text) => {
    for (const reason of reasons) {
      const original = { ...alone, reason };
      const { refuseText = '', codes } = refused(text, original);
      const {
        interchanges,
        codes: edifactCodes,
        diagnostics,
      } = refused(text, original, { legacy: 'edifact' });
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      // All of it goes into one segment, with the supplement whole.
      const [segment = '', ...more] = segments(interchanges[0] ?? '', 'FTX');
      expect(more).toEqual([]);
      const again = readBack(interchanges[0] ?? '');
      expect(segment).toMatch(/^FTX\+SYN\+P00\+\+/);
      if (reason !== undefined)
        for (const one of [refuseText, again]) expect(one.endsWith(`<Break/>${SUPPLEMENT}`)).toBe(true);
      const own =
        reason === undefined ? refuseText : refuseText.slice(0, -SUPPLEMENT.length - '<Break/>'.length);
      const whole = text.replace(/\r\n?/g, '\n').trim().replaceAll('\n', '<Break/>');
      const isCut = own.replace(/&#x[0-9A-F]+;/g, '?') !== whole.replace(/[…€]/g, '?');
      expect(codes.includes('REC003')).toBe(isCut);
      if (!edifactCodes.includes('REC003') && !edifactCodes.includes('MAP042'))
        expect(again.startsWith(whole)).toBe(true);
    }
  });

  test('as much is kept as five components hold, three with the supplement', () => {
    expect(refused('x'.repeat(5000)).refuseText).toBe('x'.repeat(5 * 69));
    expect(refused('x'.repeat(5000), { ...alone, reason: 'file type' }).refuseText).toBe(
      `${'x'.repeat(3 * 69)}<Break/>${SUPPLEMENT}`,
    );
    expect(refused('a\nb\nc\nd\ne\nf').refuseText).toBe('a<Break/>b<Break/>c<Break/>d<Break/>e');
    expect(refused('ord '.repeat(200)).refuseText).toMatch(/ord$/);
  });

  test('only what was cut is told as lost', () => {
    const { trace, codes, diagnostics } = receiptsFor(
      acknowledgement('fatal-error', [
        issue('structure', 'Kort.'),
        issue('value', 'ord '.repeat(200)),
        issue('invalid', 'Kommer ikke med.'),
      ]),
    );
    expect(codes).toEqual(['REC003']);
    expect(diagnostics[0]?.place.path).toBe('Bundle.entry[5].resource.issue[1].details.text');
    expect(trace?.losses.map(({ source }) => source.path)).toEqual([
      'Bundle.entry[5].resource.issue[1].details.text',
      'Bundle.entry[5].resource.issue[2].details.text',
    ]);
    const texts = trace?.input.filter(({ source }) => source.path?.endsWith('details.text'));
    expect(texts?.map(({ status }) => status)).toEqual(['mapped', 'mapped', 'dropped']);
  });

  test('no issue tells anything: no text', () => {
    const { refuseText, refuseCode, codes } = receiptsFor(
      acknowledgement('fatal-error', [{ severity: 'fatal', details: { coding: [{ system: 'x' }] } }]),
    );
    expect([refuseText, refuseCode, codes]).toEqual([undefined, 'ikke_specificeret', []]);
  });
});

describe('times (section 13, KA2, KA3)', () => {
  test.each([
    ['2026-01-15T10:20:59+01:00', '2026-01-15', '10:20'],
    ['2026-07-15T08:20:00Z', '2026-07-15', '10:20'],
    ['2026-01-15T23:30:00Z', '2026-01-16', '00:30'],
    ['2024-11-03T08:00:00Z', '2024-11-03', '09:00'],
    ['2026-07-15T10:20:00.123+02:00', '2026-07-15', '10:20'],
  ])('%s is %s %s', (instant, date, time) => {
    const { all } = receiptsFor({ ...acknowledgement('ok'), timestamp: instant });
    expect([all('Date')[0], all('Time')[0]]).toEqual([date, time]);
  });
});

describe('ids (14.1)', () => {
  const idsOf = (bundle: Json = acknowledgement('ok'), options = {}) =>
    receiptsFor(bundle, withAttachment, options).letters.map(({ ids }) => ids);
  const [first, second] = idsOf();

  test('are the same twice, and others for each letter', () => {
    expect(idsOf()).toEqual([first, second]);
    expect(new Set([first?.envelope, first?.letter, second?.envelope, second?.letter]).size).toBe(4);
  });

  test('of a bundle that is sent again, and of another dispatch, are the same but for the envelopes', () => {
    const again = idsOf({ ...acknowledgement('ok'), id: '8e4d2c1b-0f9a-4bd8-9c71-2d4f6a7e9b13' });
    for (const other of [again, idsOf(undefined, { dispatch: '2' })]) {
      expect(other.map(({ letter }) => letter)).toEqual([first?.letter, second?.letter]);
      expect(other[0]?.envelope).not.toBe(first?.envelope);
    }
  });

  test('are fresh if that is wished', () => {
    expect(idsOf(undefined, { ids: 'random' })[0]?.letter).not.toBe(first?.letter);
  });
});

describe('what the Acknowledgement says of the message', () => {
  test.each(['https://www.gs1.org/gln', 'http://www.gs1.org/gln', 'urn:oid:1.3.88'])(
    'a location number of %s is read (D16)',
    (system) => {
      const text = JSON.stringify(acknowledgement('ok')).replaceAll('https://www.gs1.org/gln', system);
      const { codes, all } = receiptsFor(JSON.parse(text));
      expect(codes).toEqual([]);
      expect(all('EANIdentifier')[0]).toBe(alone.receiver.gln);
    },
  );

  test.each([
    ['sender', 'KA12'],
    ['receiver', 'KA16'],
  ] as const)('another %s is told (REC004), and written', (party, rule) => {
    const bundle = acknowledgement('ok');
    organisation(bundle, party).identifier[0].value = '5790009999034';
    const { diagnostics, all } = receiptsFor(bundle);
    expect(diagnostics).toMatchObject([{ code: 'REC004', rule, severity: 'warning' }]);
    expect(all('EANIdentifier').slice(0, 2)).toContain('5790009999034');
    expect(all('EANIdentifier').slice(2)).toEqual([alone.sender.gln, alone.receiver.gln]);
  });

  test('another message is none of ours (REC005)', () => {
    const header = '11111111-2222-4333-8444-555555555555';
    const { codes, letters } = receiptsFor(acknowledgement('ok'), { ...alone, header });
    expect([codes, letters]).toEqual([['REC005'], []]);
  });

  test('letter case of the id does not count', () => {
    expect(
      receiptsFor(acknowledgement('ok'), { ...alone, header: alone.header?.toUpperCase() }).codes,
    ).toEqual([]);
  });

  test('another message in its Provenance is told (REC006)', () => {
    const bundle = acknowledgement('ok');
    bundle.entry.at(-1).resource.entity[0].what.reference = 'MessageHeader/en-anden';
    const { diagnostics, letters } = receiptsFor(bundle);
    expect(diagnostics).toMatchObject([
      { code: 'REC006', place: { path: 'Bundle.entry[4].resource.entity[0].what.reference' } },
    ]);
    expect(letters).toHaveLength(1);
  });

  test('what it tells beside accepting the message is told as lost (REC007)', () => {
    const { codes, counts, trace, texts } = receiptsFor(
      acknowledgement('ok', [issue('informational', 'Dublet.', undefined, { severity: 'information' })]),
    );
    expect(codes).toEqual(['REC007']);
    expect(counts.unmapped).toBe(0);
    expect(texts[0]).not.toContain('Refuse');
    expect(trace?.input.find(({ value }) => value === 'Dublet.')).toMatchObject({
      status: 'dropped',
      row: 'KA107',
    });
  });
});

describe('an Acknowledgement that cannot be converted', () => {
  const faults: Array<[string, (bundle: Json) => void, string]> = [
    ['no Bundle.id', (b) => delete b.id, 'FHIR014'],
    ['no timestamp', (b) => delete b.timestamp, 'FHIR014'],
    ['a timestamp without offset', (b) => Object.assign(b, { timestamp: '2026-03-02T10:20:00' }), 'FHIR022'],
    ['a timestamp that is a date', (b) => Object.assign(b, { timestamp: '2026-03-02' }), 'FHIR022'],
    ['another type of bundle', (b) => Object.assign(b, { type: 'document' }), 'FHIR011'],
    ['two headers', (b) => b.entry.push(structuredClone(b.entry[0])), 'FHIR013'],
    ['no id of the header', (b) => delete resource(b, 'MessageHeader').id, 'FHIR014'],
    ['no sender', (b) => delete resource(b, 'MessageHeader').sender, 'FHIR014'],
    ['no destination', (b) => delete resource(b, 'MessageHeader').destination, 'FHIR014'],
    ['no receiver', (b) => delete resource(b, 'MessageHeader').destination[0].receiver, 'FHIR014'],
    [
      'a sender that is not there',
      (b) => Object.assign(resource(b, 'MessageHeader').sender, { reference: 'Organization/nej' }),
      'FHIR015',
    ],
    [
      'a sender that is no organisation',
      (b) => {
        const { id } = resource(b, 'Provenance');
        resource(b, 'MessageHeader').sender.reference = `Provenance/${id}`;
      },
      'FHIR015',
    ],
    ['no location number', (b) => organisation(b, 'sender').identifier.shift(), 'FHIR029'],
    [
      'a location number without a value',
      (b) => delete organisation(b, 'receiver').identifier[0].value,
      'FHIR029',
    ],
    ['no response', (b) => delete resource(b, 'MessageHeader').response, 'FHIR014'],
    ['no id of what it answers', (b) => delete resource(b, 'MessageHeader').response.identifier, 'FHIR014'],
    ['no response code', (b) => delete resource(b, 'MessageHeader').response.code, 'FHIR014'],
    [
      'another response code',
      (b) => Object.assign(resource(b, 'MessageHeader').response, { code: 'AA' }),
      'FHIR037',
    ],
    ['no reason', (b) => b.entry.pop(), 'FHIR038'],
    ['an OperationOutcome without an issue', (b) => delete resource(b, 'OperationOutcome').issue, 'FHIR038'],
    [
      'no Provenance',
      (b) => {
        b.entry = b.entry.filter((one: Json) => one.resource.resourceType !== 'Provenance');
      },
      'FHIR012',
    ],
  ];

  test.each(faults)('%s', (_, change, code) => {
    const bundle = acknowledgement('fatal-error', [issue('structure', 'Hemmelig tekst')]);
    change(bundle);
    const { diagnostics, letters, codes } = receiptsFor(bundle);
    expect(letters).toEqual([]);
    expect(codes).toContain(code);
    for (const one of diagnostics) {
      expect(one.place.path ?? one.place.line).toBeDefined();
      expect(`${one.message} ${one.hint}`).not.toMatch(/Hemmelig|5790/);
    }
  });
});

describe('the formats of an Acknowledgement', () => {
  test('the trace has every leaf, and a row for each of the receipts', () => {
    const countValues = (value: unknown): number =>
      typeof value !== 'object' || value === null
        ? 1
        : Object.values(value).reduce((sum: number, inner) => sum + countValues(inner), 0);
    const bundle = acknowledgement('fatal-error', [issue('structure', 'Nej.', 'MSG_BAD_FORMAT')]);
    const { counts, trace, texts } = receiptsFor(bundle, alone);
    expect(counts.unmapped).toBe(0);
    expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(countValues(bundle));
    expect(trace?.output.length).toBe([...(texts[0] ?? '').matchAll(/<(\w+)>[^<]+<\/\1>/g)].length);
    expect(trace?.output.every(({ row }) => /^KA\d+$/.test(row))).toBe(true);
    const personal = (end: string) => trace?.output.find(({ target }) => target.endsWith(end))?.personal;
    expect(personal('RefuseText')).toBe(true);
    expect(personal('RefuseCode')).toBe(false);
    expect(personal('Sent/Date')).toBe(false);
  });

  test('the trace of several receipts has every leaf of the Acknowledgement once, and those of all receipts', () => {
    for (const legacy of ['oioxml', 'edifact'] as const) {
      const [one, two] = [alone, withAttachment].map((original) => refused('Nej.', original, { legacy }));
      expect(two?.trace?.input.length).toBe(Object.values(two?.counts ?? {}).reduce((a, b) => a + b, 0));
      expect(two?.trace?.input.length).toBe(one?.trace?.input.length);
      expect(two?.trace?.output.length).toBe(2 * (one?.trace?.output.length ?? 0));
    }
  });

  test('of EDIFACT, too', () => {
    const { codes, trace, interchanges } = refused('Nej.', withAttachment, { legacy: 'edifact' });
    expect(codes).toEqual([]);
    expect(interchanges).toHaveLength(2);
    expect(segments(interchanges[1] ?? '', 'UCM')).toEqual(['UCM+BIN1+MEDBIN:D:93A:UN:B0131X+4']);
    expect(trace?.output.every(({ row }) => row !== '')).toBe(true);
  });

  test('XML gives the same receipts as JSON', () => {
    const bundle = acknowledgement('fatal-error', [
      issue('structure', 'Nej & <nej>.\nJo.', 'MSG_BAD_FORMAT'),
    ]);
    const xml = converter.read({ name: 'ack.xml', bytes: Buffer.concat(toXml(bundle)) });
    const fromXml = written(converter.receipts('ack.xml', xml.acknowledgement as never, alone));
    expect(fromXml.codes).toEqual([]);
    expect(fromXml.texts).toEqual(receiptsFor(bundle).texts);
    expect(xml.message?.message).toBeUndefined();
    expect(codesOf(xml.message?.diagnostics ?? [])).toEqual(['IN014']);
  });

  test('what EDIFACT cannot write refuses the receipt if that is wished', () => {
    const { codes, letters } = refused('…', alone, { legacy: 'edifact', unmappable: 'error' });
    expect([codes, letters]).toEqual([['MAP043'], []]);
    expect(refused('…', alone, { legacy: 'edifact' }).codes).toEqual(['MAP042']);
    expect(refused('…').codes).toEqual(['MAP041']);
  });
});

describe('our own refusal of a letter (8.6)', () => {
  const [letter] = alone.letters as never[];
  const refuse = (change = {}, options = {}) =>
    written(
      converter.refuseLetter(
        'letter.xml',
        letter as never,
        alone,
        {
          instant: '2026-07-02T08:59:59Z',
          code: 'syntaksfejl',
          text: 'Brevet kunne ikke konverteres: Tegnet mangler.',
          provider: '5790009999034',
          ...change,
        },
        { trace: true, ...options },
      ),
    );

  test('is an XCTL01 from the provider to the sender', () => {
    const { texts, all, codes, trace } = refuse();
    expect(codes).toEqual([]);
    expect(texts[0]).toContain('<NegativeVansReceipt>');
    expect(all('VersionCode')).toEqual(['XC0130Q']);
    expect(all('EANIdentifier')).toEqual([
      '5790009999034',
      alone.sender.gln,
      alone.sender.gln,
      alone.receiver.gln,
    ]);
    expect([all('Date')[0], all('Time')[0]]).toEqual(['2026-07-02', '10:59']);
    expect([all('RefuseCode'), all('RefuseText')]).toEqual([
      ['syntaksfejl'],
      ['Brevet kunne ikke konverteres: Tegnet mangler.'],
    ]);
    expect(all('OriginalLetterIdentifier')).toEqual(['BREV1']);
    expect(all('OriginalVersionCode')).toEqual(['XD9134L']);
    expect(trace?.output.every(({ row }) => /^KA\d+$/.test(row))).toBe(true);
  });

  test('never gets the supplement', () => {
    const { refuseText } = written(
      converter.refuseLetter(
        'letter.xml',
        letter as never,
        { ...alone, reason: 'XBIN01 missing' },
        { instant: '2026-07-02T08:59:59Z', text: 'Nej.', provider: '5790009999034' },
      ),
    );
    expect(refuseText).toBe('Nej.');
  });

  test('is cut like others, and that is told', () => {
    const { refuseText, codes } = refuse({ text: 'x'.repeat(900) });
    expect(refuseText).toHaveLength(5 * 69);
    expect(codes).toEqual(['REC003']);
    const edifact = refuse({ text: '…'.repeat(340) }, { legacy: 'edifact' });
    expect(segments(edifact.interchanges[0] ?? '', 'FTX')).toHaveLength(1);
  });

  test('needs the number of the provider', () => {
    const { codes, letters } = refuse({ provider: undefined });
    expect([codes, letters]).toEqual([['MAP037'], []]);
  });

  test('refuses a code that is none', () => {
    expect(refuse({ code: 'andet' }).codes).toEqual(['MAP038']);
  });

  test('has the same letter id when it is sent again', () => {
    const [one, again, third] = [refuse(), refuse(), refuse({}, { dispatch: '2' })].map(
      ({ letters }) => letters[0]?.ids,
    );
    expect(again).toEqual(one);
    expect(third?.letter).toBe(one?.letter);
    expect(third?.envelope).not.toBe(one?.envelope);
  });

  test('is a CTL01 in EDIFACT', () => {
    const { interchanges, letters } = refuse({}, { legacy: 'edifact' });
    expect(interchanges[0]).toContain('CTL01');
    expect(letters[0]?.ids).toMatchObject({ message: 'CTL01', version: 'C0130Q' });
  });
});

test('a read Acknowledgement tells what it answers', () => {
  const { message } = readAck(acknowledgement('ok'));
  expect([message?.answers, message?.code]).toEqual([alone.header, 'ok']);
});
