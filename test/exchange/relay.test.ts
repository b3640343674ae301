import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Exchange, MINUTE, parties } from '../support/exchange.js';
import { letter, message, pairOf, receiptFor } from '../support/exchange-messages.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

describe('a letter', () => {
  test('becomes a CareCommunication for a receiver that takes no other', async () => {
    exchange.deliver(letter(1), 'XDIS91', parties.legacy, parties.fhir);
    const [sent, ...more] = await exchange.run();
    expect(more).toEqual([]);
    expect(sent?.message).toBe('CareCommunication');
    expect(sent?.read?.message?.message).toBeDefined();
    expect(exchange.decisions).toEqual(['XDIS91 converted']);
  });

  test('is passed on to one that takes it', async () => {
    const text = letter(2, { to: parties.legacy, from: parties.silent });
    exchange.deliver(text, 'XDIS91', parties.silent, parties.legacy);
    const [sent] = await exchange.run();
    expect(sent?.data.toString()).toBe(text);
    expect(exchange.decisions).toEqual(['XDIS91 passed']);
  });
});

describe('a letter with attachments', () => {
  test.each([[true], [false]])('waits for them, in any order (%s)', async (letterFirst) => {
    const pair = pairOf(3);
    const halves = [
      [pair.letter, 'XDIS91'],
      [pair.binary, 'XBIN01'],
    ] as const;
    const [first, second] = letterFirst ? halves : [halves[1], halves[0]];
    exchange.deliver(first[0], first[1], parties.legacy, parties.fhir);
    expect(await exchange.run()).toEqual([]);
    exchange.deliver(second[0], second[1], parties.legacy, parties.fhir);
    const sent = await exchange.run(60 * MINUTE);
    expect(sent.map((one) => one.message)).toEqual(['CareCommunication']);
  });

  test('is converted without them after an hour', async () => {
    exchange.deliver(pairOf(4).letter, 'XDIS91', parties.legacy, parties.fhir);
    expect(await exchange.run()).toEqual([]);
    expect(await exchange.run(60 * MINUTE)).toEqual([]);
    const sent = await exchange.run(1);
    expect(sent.map((one) => one.message)).toEqual(['CareCommunication']);
    // It is checked before it is sent; what its reason allows is told and ignored.
    expect(exchange.codes).toContain('REL027');
  });
});

test('a message that was made is checked before it is sent: without a reason to ignore its fault the letter is refused', async () => {
  const strict = await Exchange.open({ ignored: {} });
  try {
    strict.deliver(pairOf(5).letter, 'XDIS91', parties.legacy, parties.fhir);
    await strict.run();
    const sent = await strict.run(61 * MINUTE);
    expect(sent.map((one) => one.message)).toEqual(['XCTL01']);
    expect(strict.codes).toContain('FHIR020');
  } finally {
    await strict.close();
  }
});

describe('receipts', () => {
  test('of both letters become one Acknowledgement', async () => {
    const { text } = message({ scenario: 'reply-with-attachment' });
    exchange.deliver(text, 'CareCommunication', parties.fhir, parties.legacy);
    const letters = await exchange.run();
    expect(letters.map((one) => one.message)).toEqual(['XDIS91', 'XBIN01']);
    const [xdis91, xbin01] = letters as [never, never];
    exchange.deliver(receiptFor(xdis91, 'PositiveReceipt'), 'XCTL03', parties.legacy, parties.fhir);
    expect(await exchange.run()).toEqual([]);
    exchange.deliver(receiptFor(xbin01, 'PositiveReceipt'), 'XCTL03', parties.legacy, parties.fhir);
    const sent = await exchange.run();
    expect(sent.map((one) => one.message)).toEqual(['Acknowledgement']);
  });
});
