import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Exchange, parties, type Sent, START } from '../support/exchange.js';
import { inOneEnvelope, letter, message, pairOf, receiptFor } from '../support/exchange-messages.js';
import { acknowledgementFor, valueIn } from '../support/exchange-values.js';
import { refusal } from '../support/receipt.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const { legacy, fhir } = parties;
const kinds = (sent: readonly Sent[]): string[] => sent.map((one) => one.message);
const send = (document: string, kind: string, from: string, to: string, later = 1000): Promise<Sent[]> => {
  exchange.deliver(document, kind, from, to);
  return exchange.run(later);
};
const sendMessage = (scenario = 'new-message'): Promise<Sent[]> =>
  send(message({ scenario }).text, 'CareCommunication', fhir, legacy);
const sendPair = async (number: number): Promise<Sent[]> => {
  const pair = pairOf(number);
  await send(pair.letter, 'XDIS91', legacy, fhir);
  return send(pair.binary, 'XBIN01', legacy, fhir);
};

type Receipt = 'XCTL01' | 'XCTL02' | 'XCTL03';
const ELEMENTS = {
  XCTL01: 'NegativeVansReceipt',
  XCTL02: 'NegativeReceipt',
  XCTL03: 'PositiveReceipt',
} as const;
const receipt = (sent: Sent | undefined, kind: Receipt, reason = ''): Promise<Sent[]> =>
  send(receiptFor(sent as Sent, ELEMENTS[kind], { reason }), kind, legacy, fhir);
const acknowledge = (
  sent: Sent | undefined,
  ...more: [code?: 'ok' | 'transient-error' | 'fatal-error', texts?: string[]]
) => send(acknowledgementFor(sent as Sent, ...more), 'Acknowledgement', fhir, legacy);
const codeOf = (sent: Sent | undefined): string => sent?.read?.acknowledgement?.message?.code ?? '';
const textsOf = (sent: Sent | undefined): Array<string | undefined> =>
  (sent?.read?.acknowledgement?.message?.issues ?? []).map((issue) => issue.one('details')?.value('text'));

describe('receipts for a message without attachments', () => {
  test.each<[Receipt, string]>([
    ['XCTL03', 'ok'],
    ['XCTL02', 'fatal-error'],
    ['XCTL01', 'fatal-error'],
  ])('%s becomes %s at once', async (kind, code) => {
    const [xdis91] = await sendMessage();
    const [sent, ...more] = await receipt(
      xdis91,
      kind,
      kind === 'XCTL03' ? '' : refusal('syntaksfejl', 'Nej.'),
    );
    expect(more).toEqual([]);
    expect(codeOf(sent)).toBe(code);
    expect(sent?.envelope.sender.id).toBe(legacy);
    expect(sent?.envelope.receiver.id).toBe(fhir);
    expect(textsOf(sent)).toEqual(kind === 'XCTL03' ? [] : ['Nej.']);
  });

  test('an XCTL01 of a network operator is answered in the name of the receiver', async () => {
    const [xdis91] = await sendMessage();
    const own = receiptFor(xdis91 as Sent, 'NegativeVansReceipt').replace(
      /(<Sender><EANIdentifier>)\d+/,
      '$15790009999119',
    );
    const [sent] = await send(own, 'XCTL01', '5790009999119', fhir);
    expect(codeOf(sent)).toBe('fatal-error');
    expect(sent?.envelope.sender.id).toBe(legacy);
  });

  test('a reason for the letter alone is told, too', async () => {
    const [xdis91] = await sendMessage();
    const own = receiptFor(xdis91 as Sent, 'NegativeReceipt', {
      letterReason: refusal('syntaksfejl', 'Brevet.'),
    });
    expect(textsOf((await send(own, 'XCTL02', legacy, fhir))[0])).toEqual(['Brevet.']);
  });

  test('one that names no letter answers all of its envelope', async () => {
    const [xdis91] = await sendMessage();
    const own = receiptFor(xdis91 as Sent, 'PositiveReceipt').replace(
      /<OriginalLetter>.*<\/OriginalLetter>/,
      '',
    );
    expect(codeOf((await send(own, 'XCTL03', legacy, fhir))[0])).toBe('ok');
  });

  test('a second one that says the same is ignored, one that says something else is converted', async () => {
    const [xdis91] = await sendMessage();
    await receipt(xdis91, 'XCTL02', refusal('syntaksfejl', 'Nej.'));
    expect(await receipt(xdis91, 'XCTL02', refusal('syntaksfejl', 'Nej.'))).toEqual([]);
    expect((await receipt(xdis91, 'XCTL03')).map(codeOf)).toEqual(['ok']);
    expect(await receipt(xdis91, 'XCTL03')).toEqual([]);
    expect(exchange.codes.filter((code) => code === 'REL042')).toHaveLength(1);
  });

  test('is written as the message was', async () => {
    const { text } = message({ scenario: 'new-message' });
    exchange.deliver(text, 'CareCommunication', fhir, legacy);
    const [json] = await exchange.run();
    expect((await receipt(json, 'XCTL03'))[0]?.data.toString()).toMatch(/^\{/);
  });
});

/** UC table 4; an XCTL01 counts as an XCTL02. */
test('of very many receipts in one document each is kept alone', async () => {
  const count = 300;
  for (let i = 0; i < count; i++) exchange.deliver(message().text, 'CareCommunication', fhir, legacy);
  const receipts = (await exchange.run()).map((sent) => receiptFor(sent, 'PositiveReceipt'));
  exchange.deliver(inOneEnvelope(receipts), 'XCTL03', legacy, fhir);
  expect((await exchange.run()).map(codeOf)).toEqual(Array(count).fill('ok'));
  const kept = await exchange.database.read((sql) =>
    sql.one<{ bytes: number }>('SELECT SUM(LENGTH(content)) AS bytes FROM receipt'),
  );
  expect(kept?.bytes).toBeLessThan(1000 * count);
});

describe('receipts for both letters of a message', () => {
  test.each<[Receipt | undefined, Receipt | undefined, string | undefined]>([
    ['XCTL03', 'XCTL03', 'ok'],
    ['XCTL03', 'XCTL02', 'fatal-error'],
    ['XCTL02', 'XCTL03', 'fatal-error'],
    ['XCTL02', 'XCTL02', 'fatal-error'],
    ['XCTL01', 'XCTL03', 'fatal-error'],
    ['XCTL03', 'XCTL01', 'fatal-error'],
    ['XCTL01', 'XCTL01', 'fatal-error'],
    ['XCTL03', undefined, undefined],
    ['XCTL02', undefined, undefined],
    ['XCTL01', undefined, undefined],
    [undefined, 'XCTL03', undefined],
    [undefined, 'XCTL02', undefined],
    [undefined, undefined, undefined],
  ])('%s and %s become %s, in any order', async (first, second, code) => {
    for (const turned of [false, true]) {
      const [xdis91, xbin01] = await sendMessage('reply-with-attachment');
      const parts: Array<() => Promise<Sent[]>> = [];
      if (first !== undefined) parts.push(() => receipt(xdis91, first));
      if (second !== undefined) parts.push(() => receipt(xbin01, second));
      const sent: Sent[] = [];
      for (const part of turned ? parts.reverse() : parts) sent.push(...(await part()));
      expect(sent.map(codeOf)).toEqual(code === undefined ? [] : [code]);
      if (code !== undefined) continue;
      // Nothing, ever: a year later there is nothing either.
      exchange.now += 366 * 24 * 60 * 60_000;
      expect(await exchange.run()).toEqual([]);
    }
  });

  test('tell which letter a reason is for, the XDIS91 first', async () => {
    const [xdis91, xbin01] = await sendMessage('reply-with-attachment');
    await receipt(xbin01, 'XCTL02', refusal('syntaksfejl', 'Bilaget.'));
    const [sent] = await receipt(xdis91, 'XCTL02', refusal('problem_med_version', 'Brevet.'));
    expect(textsOf(sent)).toEqual(['XDIS91: Brevet.', 'XBIN01: Bilaget.']);
  });

  test('a different one replaces the first until both are here', async () => {
    const [xdis91, xbin01] = await sendMessage('reply-with-attachment');
    await receipt(xdis91, 'XCTL02', refusal('syntaksfejl', 'Nej.'));
    expect(await receipt(xdis91, 'XCTL03')).toEqual([]);
    expect((await receipt(xbin01, 'XCTL03')).map(codeOf)).toEqual(['ok']);
    // After that it is an answer of its own.
    expect((await receipt(xbin01, 'XCTL02')).map(codeOf)).toEqual(['fatal-error']);
  });
});

/** UC table 3. */
describe('an Acknowledgement for both letters', () => {
  test.each<['ok' | 'transient-error' | 'fatal-error', Receipt]>([
    ['ok', 'XCTL03'],
    ['fatal-error', 'XCTL02'],
    ['transient-error', 'XCTL02'],
  ])('%s becomes an %s for each', async (code, kind) => {
    const [sent] = await sendPair(1);
    const receipts = await acknowledge(sent, code, ['Kan ikke læses.']);
    expect(receipts.map((one) => [one.message, valueIn(one, 'OriginalLetterIdentifier')])).toEqual([
      [kind, 'BRV1'],
      [kind, 'BRV1B'],
    ]);
    expect(receipts.map((one) => valueIn(one, 'OriginalEnvelopeIdentifier'))).toEqual(['KUV1', 'KUV1B']);
    expect(receipts.map((one) => valueIn(one, 'OriginalVersionCode'))).toEqual(['XD9134L', 'XB0131X']);
    const ids = receipts.flatMap((one) => [
      valueIn(one, 'Letter/Identifier'),
      valueIn(one, 'Envelope/Identifier'),
    ]);
    expect(new Set(ids).size).toBe(4);
    // Nothing is lacking in the message: no supplement.
    for (const one of receipts) if (code !== 'ok') expect(valueIn(one, 'RefuseText')).toBe('Kan ikke læses.');
    expect(receipts.every(({ envelope }) => envelope.receiver.id === legacy)).toBe(true);
  });

  test('that does not come becomes nothing', async () => {
    await sendPair(2);
    expect(await exchange.run(400 * 24 * 60 * 60_000)).toEqual([]);
  });

  test('transient-error, and ok later: both are converted', async () => {
    const [sent] = await sendPair(3);
    expect(kinds(await acknowledge(sent, 'transient-error'))).toEqual(['XCTL02', 'XCTL02']);
    expect(kinds(await acknowledge(sent, 'ok'))).toEqual(['XCTL03', 'XCTL03']);
    expect(await acknowledge(sent, 'ok')).toEqual([]);
  });

  test('of somebody else is told of', async () => {
    const [sent] = await send(letter(4), 'XDIS91', legacy, fhir);
    const other = acknowledgementFor(sent as Sent).replaceAll(`"${fhir}"`, `"${parties.neither}"`);
    await send(other, 'Acknowledgement', parties.neither, legacy);
    expect(exchange.codes).toContain('REC004');
  });
});

const SUPPLEMENT =
  'Konverteringen ml. XML/EDI og FHIR kunne ikke udføres korrekt pga. tekniske el. indholdsmæssige forhold i meddelelsen.';

describe('the supplement', () => {
  test('comes behind the text of the receiver for a file of a type that is not allowed', async () => {
    const pair = pairOf(1, { scenario: 'other-file-type' });
    await send(pair.letter, 'XDIS91', legacy, fhir);
    const [sent] = await send(pair.binary, 'XBIN01', legacy, fhir);
    expect((await exchange.ledger('BRV1'))[0]?.conversions[0]?.reason).toBe('file type');
    const receipts = await acknowledge(sent, 'fatal-error');
    expect(kinds(receipts)).toEqual(['XCTL02', 'XCTL02']);
    for (const one of receipts)
      expect(/<RefuseText>(.*?)<\/RefuseText>/.exec(one.data.toString('latin1'))?.[1]).toBe(
        `Kan ikke læses.<Break/>${SUPPLEMENT}`,
      );
  });

  test('stays whole when the text of the receiver is too long', async () => {
    await send(pairOf(2).letter, 'XDIS91', legacy, fhir);
    const [sent] = await exchange.run(61 * 60_000);
    const [receipt] = await acknowledge(sent, 'fatal-error', ['Lang begrundelse. '.repeat(60)]);
    const text = /<RefuseText>(.*?)<\/RefuseText>/.exec(receipt?.data.toString('latin1') ?? '')?.[1] ?? '';
    expect(text.endsWith(`<Break/>${SUPPLEMENT}`)).toBe(true);
    expect(text.replaceAll('<Break/>', '').length).toBeLessThanOrEqual(350);
  });
});

/** Calendar months from when the message was converted. */
describe('the three months in which receipts find their message', () => {
  const months = (from: number, to: string): number => Date.parse(to) - from;

  test.each([
    ['2026-03-02T09:15:00Z', '2026-06-02T09:15:00.000Z', true],
    ['2026-03-02T09:15:00Z', '2026-06-02T09:15:00.001Z', false],
    ['2026-11-28T09:15:00Z', '2027-02-28T09:15:00.000Z', true],
    ['2026-11-28T09:15:00Z', '2027-02-28T09:15:00.001Z', false],
    // There is no 30 February: its last day is whole.
    ['2026-11-30T09:15:00Z', '2027-02-28T23:59:59.999Z', true],
    ['2026-11-30T09:15:00Z', '2027-03-01T00:00:00.000Z', false],
    ['2026-02-28T09:15:00Z', '2026-05-28T09:15:00.000Z', true],
    ['2026-02-28T09:15:00Z', '2026-05-28T09:15:00.001Z', false],
    // What is over does not begin anew.
    ['2026-02-28T09:15:00Z', '2026-05-29T09:00:00.000Z', false],
    ['2026-02-28T09:15:00Z', '2026-05-31T09:00:00.000Z', false],
    ['2026-10-31T09:15:00Z', '2027-01-31T09:15:00.000Z', true],
  ])('from %s, %s: %s', async (converted, arrives, known) => {
    exchange.now = Date.parse(converted);
    exchange.deliver(message().text, 'CareCommunication', fhir, legacy);
    exchange.deliver(letter(1), 'XDIS91', legacy, fhir);
    const [xdis91, bundle] = (await exchange.run()).sort((a, b) => (a.message > b.message ? -1 : 1));
    exchange.now = Date.parse(arrives);
    const own = receiptFor(xdis91 as Sent, 'PositiveReceipt');
    const [one] = await send(own, 'XCTL03', legacy, fhir, 0);
    expect(one?.message).toBe(known ? 'Acknowledgement' : 'XCTL03');
    if (!known) expect(one?.data.toString()).toBe(own);
    const [two] = await send(acknowledgementFor(bundle as Sent), 'Acknowledgement', fhir, legacy, 0);
    expect(two?.message).toBe(known ? 'XCTL03' : 'Acknowledgement');
  });

  test('are a setting', async () => {
    await exchange.close();
    exchange = await Exchange.open({ receiptMonths: 6 });
    const [xdis91] = await sendMessage();
    exchange.now += months(START, '2026-09-02T08:00:00Z');
    expect(kinds(await receipt(xdis91, 'XCTL03'))).toEqual(['Acknowledgement']);
  });
});
