import { describe, expect, test } from 'vitest';
import { type Original, toXml } from '../../src/index.js';
import {
  acknowledge,
  alone,
  answers,
  ERROR_CODES,
  receiptsOf,
  withAttachment,
  xctl,
} from '../support/acknowledgement.js';
import { acknowledgementFaults } from '../support/acknowledgement-checks.js';
import { codesOf, converter, lettersOf } from '../support/converter.js';
import { ctl01, ctl02, ctl03, interchange } from '../support/edifact.js';
import { type Json, only, received, resources } from '../support/fhir.js';
import { originalLetter, receipt, receiptMessage, refusal } from '../support/receipt.js';
import { xmlToJson } from '../support/xml-to-json.js';

const refusing = (reason: string): string => xctl('NegativeReceipt', 'K1', reason);
const code = (word: string): string => `<RefuseCode>${word}</RefuseCode>`;
const text = (words: string): string => `<RefuseText>${words}</RefuseText>`;

describe('the kind of a receipt (8.2)', () => {
  test.each([
    ['PositiveReceipt', 'ok', undefined],
    ['NegativeReceipt', 'fatal-error', 'fatal'],
    ['NegativeVansReceipt', 'fatal-error', 'fatal'],
  ] as const)('%s is %s', (kind, response, severity) => {
    const { bundle, issues, codes, counts } = acknowledge([xctl(kind, 'K1', originalLetter('BREV1'))]);
    expect(codes).toEqual([]);
    expect(acknowledgementFaults(bundle)).toEqual([]);
    expect(bundle.entry[0].resource.response.code).toBe(response);
    expect(issues.map((one: Json) => one.severity)).toEqual(severity === undefined ? [] : [severity]);
    expect(counts.unmapped).toBe(0);
  });
});

describe('combinations (8.3)', () => {
  test.each([
    ['1', answers.accept(), answers.acceptBinary(), 'ok', []],
    ['2', answers.accept(), answers.refuseBinary(), 'fatal-error', ['XBIN01: For stor.']],
    ['3', answers.refuse(), answers.acceptBinary(), 'fatal-error', ['XDIS91: Kan ikke læses.']],
    [
      '4',
      answers.refuse(),
      answers.refuseBinary(),
      'fatal-error',
      ['XDIS91: Kan ikke læses.', 'XBIN01: For stor.'],
    ],
  ])('line %s of table 4, in both orders', (_, letter, binary, response, texts) => {
    const conversions = [
      acknowledge([letter, binary], withAttachment),
      acknowledge([binary, letter], withAttachment),
    ];
    for (const { bundle, issues, codes, counts } of conversions) {
      expect(codes).toEqual([]);
      expect(counts.unmapped).toBe(0);
      expect(acknowledgementFaults(bundle)).toEqual([]);
      expect(bundle.entry[0].resource.response.code).toBe(response);
      expect(issues.map((one: Json) => one.details.text)).toEqual(texts);
    }
    expect(conversions[0]?.bundle).toEqual(conversions[1]?.bundle);
  });

  test('an XCTL01 counts as an XCTL02', () => {
    const vans = xctl('NegativeVansReceipt', 'K9', originalLetter('BIN1', '', 'XB0131X'), {
      envelope: '091035',
    });
    const { response, issues } = acknowledge([answers.accept(), vans], withAttachment);
    expect(response.code).toBe('fatal-error');
    expect(issues).toHaveLength(1);
  });

  test('the time is that of the last receipt, whichever came first', () => {
    for (const receipts of [
      [answers.accept('10:20'), answers.acceptBinary('10:25')],
      [answers.accept('10:25'), answers.acceptBinary('10:20')],
    ])
      for (const order of [receipts, receipts.toReversed()])
        expect(acknowledge(order, withAttachment).bundle.timestamp).toBe('2026-03-02T10:25:00+01:00');
  });

  test('nothing of the receipt that was not the last is unmapped, also with --strict', () => {
    const { bundle, trace, counts } = acknowledge(
      [answers.accept('10:20'), answers.refuseBinary(undefined, undefined, '10:25')],
      withAttachment,
      { strict: true },
    );
    expect(bundle).toBeDefined();
    expect(counts.unmapped).toBe(0);
    const sent = trace?.input.filter(({ source }) => source.path === 'Envelope/Sent/Date');
    expect(sent?.map(({ status }) => status).sort()).toEqual(['dropped', 'mapped']);
    expect(sent?.find(({ status }) => status === 'dropped')?.reason).toMatch(/the last one/);
  });

  test('receipts for both letters in one file are two receipts', () => {
    const both = receiptMessage(
      receipt('NegativeReceipt', 'K1', text('Nej.') + originalLetter('BREV1')),
      receipt('NegativeReceipt', 'K2', text('Nej da.') + originalLetter('BIN1', '', 'XB0131X'), '091035'),
    );
    const { issues, codes } = acknowledge([both], withAttachment);
    expect(codes).toEqual([]);
    expect(issues.map((one: Json) => one.details.text)).toEqual(['XDIS91: Nej.', 'XBIN01: Nej da.']);
  });

  test('one receipt may name both letters', () => {
    const both = refusing(text('Nej.') + originalLetter('BREV1') + originalLetter('BIN1', '', 'XB0131X'));
    const { issues, codes } = acknowledge([both], withAttachment);
    expect(codes).toEqual([]);
    expect(issues.map((one: Json) => one.details.text)).toEqual(['XDIS91: Nej.', 'XBIN01: Nej.']);
  });

  test('one receipt for one letter tells no letter', () => {
    expect(acknowledge([answers.refuse()]).issues[0].details.text).toBe('Kan ikke læses.');
  });
});

describe('what a receipt answers (8.1)', () => {
  test('without OriginalLetter, the letters of the envelope', () => {
    const { issues, codes } = acknowledge([refusing(refusal('syntaksfejl', 'Nej.'))], withAttachment);
    expect(codes).toEqual([]);
    expect(issues.map((one: Json) => one.details.text)).toEqual(['Nej.']);
  });

  test('only the letters of the message, of several that it names', () => {
    const several = refusing(
      originalLetter('ANDET', text('Om et andet brev.')) + originalLetter('BREV1', text('Om dette.')),
    );
    const { issues, counts, trace, codes } = acknowledge([several]);
    expect(codes).toEqual([]);
    expect(issues.map((one: Json) => one.details.text)).toEqual(['Om dette.']);
    expect(counts.unmapped).toBe(0);
    const other = trace?.input.find(({ value }) => value === 'Om et andet brev.');
    expect(other).toMatchObject({
      status: 'dropped',
      row: 'KX42',
      reason: expect.stringMatching(/another message/),
    });
  });

  test.each([
    ['another letter', xctl('PositiveReceipt', 'K1', originalLetter('ANDET'))],
    ['another envelope', xctl('NegativeReceipt', 'K1', '', { envelope: 'ANDEN' })],
  ])('%s makes no Acknowledgement (REC005)', (_, receipts) => {
    const { bundle, codes } = acknowledge([receipts]);
    expect(bundle).toBeUndefined();
    expect(codes).toEqual(['REC005']);
    expect(acknowledge([answers.accept(), receipts]).bundle).toBeUndefined();
  });

  test('a receipt with a fault makes none', () => {
    const { bundle, codes } = acknowledge([answers.refuse('andet')]);
    expect([bundle, codes]).toEqual([undefined, ['OIO032']]);
  });

  test('other organisations and versions are told (REC001, REC002)', () => {
    const other = (from: string, to: string) =>
      acknowledge([
        answers
          .accept()
          .replace(new RegExp(`${from}(?=</(?:EANIdentifier></Original|OriginalVersionCode))`), to),
      ]);
    expect(other('5790009999010', '5790009999034').diagnostics).toMatchObject([
      { code: 'REC001', rule: 'KX21', severity: 'warning' },
    ]);
    expect(other('5790009999027', '5790009999034').diagnostics).toMatchObject([
      { code: 'REC001', rule: 'KX22', severity: 'warning' },
    ]);
    expect(other('XD9134L', 'XD9133L').diagnostics).toMatchObject([{ code: 'REC002', rule: 'KX32' }]);
    expect(other('XD9134L', 'x y').diagnostics[0]?.message).toContain('another');
    for (const { bundle } of [other('5790009999010', '5790009999034'), other('XD9134L', 'XD9133L')]) {
      expect(acknowledgementFaults(bundle)).toEqual([]);
      expect(JSON.stringify(bundle)).not.toContain('5790009999034');
    }
  });

  test('the organisations are told once, whatever number of letters is answered', () => {
    const both = refusing(originalLetter('BREV1') + originalLetter('BIN1', '', 'XB0131X'));
    const { codes } = acknowledge(
      [both.replaceAll('<OriginalSender><EANIdentifier>5790009999010', '<OriginalSender><EANIdentifier>1')],
      withAttachment,
    );
    expect(codes).toEqual(['REC001']);
  });

  test('the X that EDIFACT leaves out is no other version', () => {
    const known: Original = {
      ...alone,
      letters: [{ ...withAttachment.letters[0], version: 'D9134L' }] as never,
    };
    expect(acknowledge([answers.accept()], known).codes).toEqual([]);
    expect(acknowledge([answers.accept().replace('XD9134L', 'D9134L')]).codes).toEqual([]);
  });

  test('the sender of an XCTL01 is not taken for the organisation that got the message', () => {
    const vans = xctl('NegativeVansReceipt', 'K1', originalLetter('BREV1')).replace(
      '<Sender><EANIdentifier>5790009999027',
      '<Sender><EANIdentifier>5790009999034',
    );
    const { bundle, codes } = acknowledge([vans]);
    expect(codes).toEqual([]);
    expect(JSON.stringify(bundle)).not.toContain('5790009999034');
  });
});

describe('reasons (8.4)', () => {
  test.each([
    ['ikke_specificeret', 'processing', undefined, 'Årsag ikke specificeret'],
    ['ukendt_lokationsnummer', 'not-found', 'MSG_Receiver_Identifier_UNKNOWN', 'Ukendt lokationsnummer'],
    ['problem_med_modtagerID', 'value', undefined, 'Problem med modtagerens id'],
    [
      'problem_med_version',
      'not-supported',
      'MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE',
      'Problem med version',
    ],
    ['syntaksfejl', 'structure', undefined, 'Syntaksfejl'],
  ])('%s', (word, issueCode, coding, danish) => {
    for (const reason of [code(word) + originalLetter('BREV1'), originalLetter('BREV1', code(word))]) {
      const { issues, bundle } = acknowledge([refusing(reason)]);
      expect(issues).toEqual([
        {
          severity: 'fatal',
          code: issueCode,
          details: {
            ...(coding === undefined ? {} : { coding: [{ system: ERROR_CODES, code: coding }] }),
            text: danish,
          },
        },
      ]);
      expect(acknowledgementFaults(bundle)).toEqual([]);
    }
  });

  const over = (own: string, letters: string) => {
    const { issues, counts, codes } = acknowledge([refusing(own + originalLetter('BREV1', letters))]);
    expect(counts.unmapped).toBe(0);
    expect(codes).toEqual([]);
    return issues.map((one: Json) => [one.code, one.details.text, one.details.coding?.[0].code]);
  };

  test('of the message, of the letter, of both (D31)', () => {
    const VERSION = 'MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE';
    const [syntax, version] = [code('syntaksfejl'), code('problem_med_version')];
    expect(over('', '')).toEqual([['processing', 'Årsag ikke specificeret', undefined]]);
    expect(over(syntax + text('a'), '')).toEqual([['structure', 'a', undefined]]);
    expect(over('', version + text('a'))).toEqual([['not-supported', 'a', VERSION]]);
    expect(over(syntax, text('a'))).toEqual([['structure', 'a', undefined]]);
    expect(over(text('a'), syntax)).toEqual([['structure', 'a', undefined]]);
    expect(over(syntax + text('a'), syntax + text('a'))).toEqual([['structure', 'a', undefined]]);
    expect(over(syntax + text('a'), version + text('b'))).toEqual([
      ['structure', 'a', undefined],
      ['not-supported', 'b', VERSION],
    ]);
    expect(over(syntax + text('a'), text('b'))).toEqual([
      ['structure', 'a', undefined],
      ['structure', 'b', undefined],
    ]);
    expect(over(syntax, version + text('b'))).toEqual([
      ['structure', 'Syntaksfejl', undefined],
      ['not-supported', 'b', VERSION],
    ]);
    expect(over(syntax + text('a'), version)).toEqual([
      ['structure', 'a', undefined],
      ['not-supported', 'Problem med version', VERSION],
    ]);
  });

  test('a blank text is none', () => {
    for (const blank of ['', ' ', '<Break/>', '<Break/> <Break/>']) {
      expect(over(code('syntaksfejl') + text(blank), '')).toEqual([['structure', 'Syntaksfejl', undefined]]);
      expect(over(code('syntaksfejl') + text(blank), text('b'))).toEqual([['structure', 'b', undefined]]);
    }
  });

  test('a Break is a line feed, and texts that differ only there differ', () => {
    expect(over(text('Første<Break/>anden<Break/><Break/>fjerde<Space/>.<Break/>'), '')[0]?.[1]).toBe(
      'Første\nanden\n\nfjerde .',
    );
    expect(over(text('a<Break/>b'), text('ab')).map(([, words]: string[]) => words)).toEqual(['a\nb', 'ab']);
  });

  test('markup in a text is text, also in what people see', () => {
    const evil = '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;y&quot;&gt;&amp;lt;b&gt;';
    const { bundle, issues } = acknowledge([refusing(text(evil) + originalLetter('BREV1'))]);
    expect(issues[0].details.text).toBe('<script>alert(1)</script><img src=x onerror="y">&lt;b>');
    expect(acknowledgementFaults(bundle)).toEqual([]);
    expect(only(bundle, 'OperationOutcome').text.div).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img',
    );
  });

  test('codes are shown as words', () => {
    const { div } = only(
      acknowledge([refusing(code('ukendt_lokationsnummer') + originalLetter('BREV1'))]).bundle,
      'OperationOutcome',
    ).text;
    expect(div).toContain('Findes ikke / Not found (not-found)');
    expect(div).toContain('(MSG_Receiver_Identifier_UNKNOWN)');
  });
});

describe('times (section 13)', () => {
  test.each([
    ['2026-01-15', '10:20', '2026-01-15T10:20:00+01:00', []],
    ['2026-07-15', '10:20', '2026-07-15T10:20:00+02:00', []],
    ['2026-10-25', '02:30', '2026-10-25T02:30:00+02:00', ['MAP018']],
    ['2026-03-29', '02:30', '2026-03-29T03:30:00+02:00', ['MAP019']],
  ])('%s %s is %s', (date, time, instant, told) => {
    const { bundle, codes } = acknowledge([
      xctl('PositiveReceipt', 'K1', originalLetter('BREV1'), { date, time }),
    ]);
    expect(bundle.timestamp).toBe(instant);
    expect(acknowledgementFaults(bundle)).toEqual([]);
    expect(codes).toEqual(told);
  });
});

describe('ids (14.1)', () => {
  const idsOf = (bundle: Json) => ({
    bundle: bundle.id as string,
    header: bundle.entry[0].resource.id as string,
    all: bundle.entry.map((one: Json) => one.resource.id) as string[],
  });
  const once = (options = {}, receipts = [answers.refuse()]) =>
    idsOf(acknowledge(receipts, alone, options).bundle);

  test('are the same twice', () => {
    expect(once()).toEqual(once());
  });

  test('of another receipt are others', () => {
    const other = once({}, [answers.refuse().replace('<Identifier>K1<', '<Identifier>K7<')]);
    expect(other.all.filter((id) => once().all.includes(id))).toEqual([]);
  });

  test('of a receipt that comes again in another envelope, and of another dispatch, are the same but for the bundle', () => {
    const again = once({}, [answers.refuse().replace('<Identifier>KV770<', '<Identifier>KV771<')]);
    for (const other of [again, once({ dispatch: '2' })]) {
      expect(other.bundle).not.toBe(once().bundle);
      expect(other.all).toEqual(once().all);
    }
  });

  test('are fresh if that is wished', () => {
    expect(once({ ids: 'random' }).all).not.toEqual(once({ ids: 'random' }).all);
  });
});

describe('what is known of the message', () => {
  test('stands in the Acknowledgement', () => {
    const { bundle } = acknowledge([answers.accept()]);
    expect(JSON.stringify(bundle)).not.toContain('urn:oid:1.3.88');
    const [header] = resources(bundle, 'MessageHeader');
    expect(header.response.identifier).toBe(alone.header);
    expect(header.destination[0].endpoint).toBe(alone.sender.endpoint);
    expect(header.source.endpoint).toBe(alone.receiver.endpoint);
    const [original] = resources(bundle, 'Provenance');
    expect(original).toMatchObject({ occurredDateTime: alone.occurred, recorded: alone.recorded });
    expect(original.activity.coding[0].code).toBe(alone.activity);
    expect(resources(bundle, 'Organization').map((one) => one.name)).toEqual([
      alone.receiver.name,
      alone.sender.name,
    ]);
  });

  test('names are not needed', () => {
    const { name: _, ...sender } = alone.sender;
    const { bundle, codes } = acknowledge([answers.accept()], { ...alone, sender });
    expect(codes).toEqual([]);
    expect(acknowledgementFaults(bundle)).toEqual([]);
  });

  test.each([
    ['header', { header: undefined }],
    ['activity', { activity: undefined }],
    ['occurred', { occurred: undefined }],
    ['recorded', { recorded: undefined }],
    ["sender's SOR id", { sender: { ...alone.sender, sorId: undefined } }],
    ["receiver's SOR id", { receiver: { ...alone.receiver, sorId: undefined } }],
    ["sender's endpoint", { sender: { ...alone.sender, endpoint: undefined } }],
    ["receiver's endpoint", { receiver: { ...alone.receiver, endpoint: undefined } }],
  ])('without its %s there is no Acknowledgement (REC008)', (_, unknown) => {
    const { bundle, codes } = acknowledge([answers.accept()], { ...alone, ...unknown });
    expect(bundle).toBeUndefined();
    expect(codes).toEqual(['REC008']);
  });
});

describe('EDIFACT', () => {
  // A message that went the other way.
  const known: Original = {
    ...alone,
    sender: alone.receiver,
    receiver: alone.sender,
    letters: [{ message: 'XDIS91', envelope: 'KUV17', letter: 'BRV1', version: 'D9134L' }],
  };

  test.each([
    ['CTL01', ctl01(), 'fatal-error', [['not-found', 'Modtageren er ukendt']]],
    ['CTL02', ctl02(), 'fatal-error', [['not-supported', 'Brevet kan ikke læses. \nSend det igen']]],
    ['CTL03', ctl03(), 'ok', []],
  ])('%s', (_, parts, response, reasons) => {
    const letters = lettersOf({ name: 'receipt.edi', bytes: interchange([parts]) });
    const { bundle, diagnostics, counts, trace } = converter.acknowledge(letters, known, { trace: true });
    expect(codesOf(diagnostics)).toEqual([]);
    const ack = received(bundle);
    expect(acknowledgementFaults(ack)).toEqual([]);
    expect(ack.entry[0].resource.response.code).toBe(response);
    const issues = resources(ack, 'OperationOutcome')[0]?.issue ?? [];
    expect(issues.map((one: Json) => [one.code, one.details.text])).toEqual(reasons);
    expect(counts.unmapped).toBe(0);
    expect(trace?.input.every(({ status }) => status !== 'unmapped')).toBe(true);
    expect(trace?.input.some(({ source }) => source.component !== undefined)).toBe(true);
  });
});

describe('the trace', () => {
  test('has every leaf of the receipts and of the Acknowledgement', () => {
    const { bundle, trace, counts } = acknowledge([answers.refuse(), answers.refuseBinary()], withAttachment);
    const leaves = (value: Json): number =>
      typeof value === 'object' ? Object.values(value).reduce((sum: number, one) => sum + leaves(one), 0) : 1;
    // Which types the resources are of, and that it is a bundle, are not values.
    expect(trace?.output.length).toBe(leaves(bundle) - 1 - bundle.entry.length);
    expect(trace?.output.every(({ row }) => /^KX\d+$/.test(row))).toBe(true);
    expect(trace?.input.length).toBe(Object.values(counts).reduce((a, b) => a + b, 0));
    expect(trace?.input.map(({ status }) => status)).not.toContain('unmapped');
  });

  test('says what may be personal', () => {
    const { trace } = acknowledge([answers.refuse()]);
    const personal = (path: RegExp) =>
      trace?.output.filter(({ target }) => path.test(target)).map((one) => one.personal);
    expect(personal(/issue\[0\]\.details\.text$/)).toEqual([true]);
    expect(personal(/text\.div$/)?.every(Boolean)).toBe(true);
    expect(personal(/response\.code|issue\[0\]\.(code|severity)$|timestamp$/)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(trace?.input.find(({ source }) => source.path?.endsWith('RefuseText'))?.personal).toBe(true);
    expect(trace?.input.find(({ source }) => source.path?.endsWith('RefuseCode'))?.personal).toBe(false);
  });
});

describe('our own refusal of a CareCommunication (8.6)', () => {
  const instant = '2026-07-02T09:00:00+02:00';
  const issues = [
    { code: 'too-long', text: 'Meddelelsen indeholder flere end 10 bilag og kan ikke konverteres.' },
    {
      code: 'not-found',
      coding: { system: ERROR_CODES, code: 'MSG_Receiver_Identifier_UNKNOWN' },
      text: 'Lokationsnummeret findes ikke i SOR.',
    },
    { code: 'required', text: 'Et element mangler.', expression: 'Bundle.entry[1].resource.subject' },
  ];
  const refuse = (options = {}) => converter.refuseMessage(alone, { instant, issues }, options);

  test('tells all reasons, from the organisation that should have got it', () => {
    const { bundle, diagnostics, trace } = refuse({ trace: true });
    expect(diagnostics).toEqual([]);
    const ack = received(bundle);
    expect(acknowledgementFaults(ack)).toEqual([]);
    expect(ack.timestamp).toBe(instant);
    expect(ack.entry[0].resource.response).toMatchObject({
      code: 'fatal-error',
      identifier: alone.header,
    });
    expect(ack.entry[0].resource.source.endpoint).toBe(alone.receiver.endpoint);
    expect(only(ack, 'OperationOutcome').issue).toEqual(
      issues.map(({ code, coding, text, expression }) => ({
        severity: 'fatal',
        code,
        details: { ...(coding && { coding: [coding] }), text },
        ...(expression && { expression: [expression] }),
      })),
    );
    expect(trace?.output.every(({ row }) => /^KX\d+$/.test(row))).toBe(true);
  });

  test('of a message that is faulty itself tells what it lacks, and is made (REC008)', () => {
    const original = { ...alone, activity: undefined };
    const { bundle, diagnostics } = converter.refuseMessage(original, { instant, issues });
    expect(bundle).toBeDefined();
    expect(diagnostics).toMatchObject([{ code: 'REC008', severity: 'warning' }]);
  });

  test('has the same header when it is sent again', () => {
    const [one, again, third] = [refuse(), refuse(), refuse({ dispatch: '2' })].map(({ bundle }) =>
      received(bundle),
    );
    expect(again).toEqual(one);
    expect(third.id).not.toBe(one.id);
    expect(third.entry[0].resource.id).toBe(one.entry[0].resource.id);
  });
});

test('FHIR XML says the same as JSON', () => {
  const bundle = converter.acknowledge(
    receiptsOf([answers.refuse('problem_med_version', 'a<Break/>&lt;b&gt;')]),
    alone,
  ).bundle;
  expect(xmlToJson(Buffer.concat(toXml(bundle as never)).toString('utf8'))).toEqual(received(bundle));
});
