import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Exchange, MINUTE, parties, type Sent } from '../support/exchange.js';
import { letter, message, pairOf, receiptFor } from '../support/exchange-messages.js';
import { acknowledgementFor, headerOf, inEnvelope, valueIn } from '../support/exchange-values.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const { legacy, fhir } = parties;
const kinds = (sent: readonly Sent[]): string[] => sent.map((one) => one.message);
const bundleOf = (sent: Sent | undefined): string => sent?.read?.message?.frame?.bundle.value('id') ?? '';

/** Delivers a document, a second later than the last one. */
const deliver = (document: string, kind: string, from: string, to: string): Promise<Sent[]> => {
  exchange.deliver(document, kind, from, to);
  return exchange.run(1000);
};
const toFhir = (document: string, kind = 'XDIS91') => deliver(document, kind, legacy, fhir);
const toLegacy = (document: string, kind = 'CareCommunication') => deliver(document, kind, fhir, legacy);

describe('a duplicate', () => {
  test.each([
    ['XDIS91', letter(1), legacy, fhir],
    ['XDIS91', letter(1, { from: parties.silent, to: legacy }), parties.silent, legacy],
    ['CareCommunication', message().text, fhir, legacy],
  ])('of an %s is ignored and counted', async (kind, text, from, to) => {
    expect(await deliver(text, kind, from, to)).toHaveLength(1);
    expect(await deliver(text, kind, from, to)).toEqual([]);
    expect(await deliver(text, kind, from, to)).toEqual([]);
    expect(exchange.decisions.slice(1)).toEqual([`${kind} ignored`, `${kind} ignored`]);
    expect(exchange.codes).toEqual(['REL010', 'REL010']);
  });

  test('of one that has another content is ignored, too: the ids count', async () => {
    await toFhir(letter(2));
    expect(await toFhir(letter(2).replace('</Text01>', ' mere</Text01>'))).toEqual([]);
  });

  test('of a letter or an attachment that waits is ignored, and the pair is converted once', async () => {
    const pair = pairOf(3);
    await toFhir(pair.binary, 'XBIN01');
    expect(await toFhir(pair.binary, 'XBIN01')).toEqual([]);
    expect(kinds(await toFhir(pair.letter))).toEqual(['CareCommunication']);
    expect(await toFhir(pair.letter)).toEqual([]);
    expect(await exchange.run(61 * MINUTE)).toEqual([]);
  });

  test('of a receipt is ignored', async () => {
    const [sent] = await toLegacy(message().text);
    const receipt = receiptFor(sent as Sent, 'PositiveReceipt');
    expect(kinds(await toFhir(receipt, 'XCTL03'))).toEqual(['Acknowledgement']);
    expect(await toFhir(receipt, 'XCTL03')).toEqual([]);
    // The same receipt with ids of its own says the same.
    expect(await toFhir(receiptFor(sent as Sent, 'PositiveReceipt'), 'XCTL03')).toEqual([]);
  });

  test('of an Acknowledgement is ignored', async () => {
    const [sent] = await toFhir(letter(4));
    const acknowledgement = acknowledgementFor(sent as Sent);
    expect(kinds(await toLegacy(acknowledgement, 'Acknowledgement'))).toEqual(['XCTL03']);
    expect(await toLegacy(acknowledgement, 'Acknowledgement')).toEqual([]);
    expect(await toLegacy(acknowledgementFor(sent as Sent), 'Acknowledgement')).toEqual([]);
  });

  test('is one only of the same sender', async () => {
    await toFhir(letter(5));
    const other = letter(5, { from: parties.withoutBinaries });
    expect(kinds(await deliver(other, 'XDIS91', parties.withoutBinaries, fhir))).toEqual([
      'CareCommunication',
    ]);
  });
});

describe('a letter that is sent again in a new envelope', () => {
  test('is converted again with the same MessageHeader.id and a new Bundle.id', async () => {
    const [first] = await toFhir(letter(1));
    const [second] = await toFhir(inEnvelope(letter(1), 'NY1'));
    expect(headerOf(second as Sent)).toBe(headerOf(first as Sent));
    expect(bundleOf(second)).not.toBe(bundleOf(first));
    expect(exchange.codes).toEqual(['REL011']);
  });

  test('gets a receipt that names the newest envelope', async () => {
    const [sent] = await toFhir(letter(2));
    await toFhir(inEnvelope(letter(2), 'NY1'));
    await toFhir(inEnvelope(letter(2), 'NY2'));
    const [receipt] = await toLegacy(acknowledgementFor(sent as Sent), 'Acknowledgement');
    expect(valueIn(receipt, 'OriginalEnvelopeIdentifier')).toBe('NY2');
    expect(valueIn(receipt, 'OriginalLetterIdentifier')).toBe('BRV2');
  });

  test('gets its receipt again each time, once there is one', async () => {
    const [sent] = await toFhir(letter(3));
    const [receipt] = await toLegacy(acknowledgementFor(sent as Sent, 'fatal-error'), 'Acknowledgement');
    const ids = new Set([valueIn(receipt, 'Identifier')]);
    for (const envelope of ['NY1', 'NY2', 'NY3']) {
      const again = await toFhir(inEnvelope(letter(3), envelope));
      expect(kinds(again)).toEqual(['XCTL02']);
      expect(valueIn(again[0], 'OriginalEnvelopeIdentifier')).toBe(envelope);
      ids.add(valueIn(again[0], 'Identifier'));
    }
    expect(ids.size).toBe(4);
  });

  test('while it waits is ignored however often, and the receipt names its newest envelope', async () => {
    const pair = pairOf(4);
    await toFhir(pair.letter);
    for (const envelope of ['NY1', 'NY2', 'NY3'])
      expect(await toFhir(inEnvelope(pair.letter, envelope))).toEqual([]);
    const sent = await toFhir(pair.binary, 'XBIN01');
    expect(kinds(sent)).toEqual(['CareCommunication']);
    expect(await exchange.run(61 * MINUTE)).toEqual([]);
    const receipts = await toLegacy(acknowledgementFor(sent[0] as Sent), 'Acknowledgement');
    expect(receipts.map((one) => valueIn(one, 'OriginalEnvelopeIdentifier'))).toEqual(['NY3', 'KUV4B']);
  });

  test('is paired again with an attachment that is sent again', async () => {
    const pair = pairOf(5);
    await toFhir(pair.letter);
    const [first] = await toFhir(pair.binary, 'XBIN01');
    await toFhir(inEnvelope(pair.binary, 'NY1B'), 'XBIN01');
    const [second] = await toFhir(inEnvelope(pair.letter, 'NY1'));
    expect(headerOf(second as Sent)).toBe(headerOf(first as Sent));
    expect(second?.data.toString()).toContain('"data":');
  });

  test('is ignored each time where a site wants that', async () => {
    await exchange.close();
    exchange = await Exchange.open({ resend: 'ignore' });
    await toFhir(letter(6));
    for (const envelope of ['NY1', 'NY2', 'NY3'])
      expect(await toFhir(inEnvelope(letter(6), envelope))).toEqual([]);
    const { text, header } = message();
    await toLegacy(text);
    for (let i = 0; i < 3; i++) expect(await toLegacy(message({}, { header }).text)).toEqual([]);
  });

  test('is converted if it was refused before', async () => {
    const text = letter(7, { to: parties.unknown });
    expect(kinds(await deliver(text, 'XDIS91', legacy, parties.unknown))).toEqual(['XCTL01']);
    expect(kinds(await deliver(inEnvelope(text, 'NY1'), 'XDIS91', legacy, parties.unknown))).toEqual([
      'XCTL01',
    ]);
  });
});

describe('a CareCommunication that is sent again with a new Bundle.id', () => {
  test('is converted again to the same letter ids in new envelopes', async () => {
    const { text, header } = message({ scenario: 'reply-with-attachment' });
    const again = message({ scenario: 'reply-with-attachment' }, { header }).text;
    const first = await toLegacy(text);
    const second = await toLegacy(again);
    const letters = (sent: readonly Sent[]) => sent.map((one) => valueIn(one, 'Letter/Identifier'));
    const envelopes = (sent: readonly Sent[]) => sent.map((one) => valueIn(one, 'Envelope/Identifier'));
    expect(letters(second)).toEqual(letters(first));
    expect(new Set([...envelopes(first), ...envelopes(second)]).size).toBe(4);
  });

  test('takes receipts for its old envelope, too', async () => {
    const { text, header } = message();
    const [first] = await toLegacy(text);
    await toLegacy(message({}, { header }).text);
    expect(kinds(await toFhir(receiptFor(first as Sent, 'PositiveReceipt'), 'XCTL03'))).toEqual([
      'Acknowledgement',
    ]);
  });

  test('gets its Acknowledgement again each time, once there is one', async () => {
    const { text, header } = message();
    const [first] = await toLegacy(text);
    await toFhir(receiptFor(first as Sent, 'PositiveReceipt'), 'XCTL03');
    const bundles = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const again = await toLegacy(message({}, { header }).text);
      expect(kinds(again)).toEqual(['Acknowledgement']);
      expect(again[0]?.read?.acknowledgement?.message?.answers).toBe(header);
      bundles.add(again[0]?.read?.acknowledgement?.message?.bundle.value('id') ?? '');
    }
    expect(bundles.size).toBe(3);
  });

  test('gets the newest of different receipts', async () => {
    const { text, header } = message();
    const [first] = await toLegacy(text);
    await toFhir(receiptFor(first as Sent, 'NegativeReceipt'), 'XCTL02');
    await toFhir(receiptFor(first as Sent, 'PositiveReceipt'), 'XCTL03');
    const [again] = await toLegacy(message({}, { header }).text);
    expect(again?.read?.acknowledgement?.message?.code).toBe('ok');
  });
});

describe('an id that is used for another content', () => {
  test('of a letter is refused with XCTL01', async () => {
    await toFhir(letter(1));
    const other = inEnvelope(letter(1), 'NY1').replace('</Text01>', ' mere</Text01>');
    const [refusal] = await toFhir(other);
    expect(refusal?.message).toBe('XCTL01');
    expect(valueIn(refusal, 'OriginalEnvelopeIdentifier')).toBe('NY1');
    expect(exchange.codes).toEqual(['REL012']);
    // The first one can still be sent again.
    expect(kinds(await toFhir(inEnvelope(letter(1), 'NY2')))).toEqual(['CareCommunication']);
  });

  test('of a CareCommunication is refused with fatal-error, duplicate', async () => {
    const { text, header } = message();
    await toLegacy(text);
    const [refusal] = await toLegacy(message({ scenario: 'reply' }, { header }).text);
    expect(refusal?.read?.acknowledgement?.message?.code).toBe('fatal-error');
    expect(refusal?.data.toString()).toContain('"code":"duplicate"');
  });

  test('of an envelope is only told of', async () => {
    await toFhir(inEnvelope(letter(1), 'FÆLLES'));
    expect(kinds(await toFhir(inEnvelope(letter(2), 'FÆLLES')))).toEqual(['CareCommunication']);
    expect(exchange.codes).toEqual(['REL013']);
  });
});
