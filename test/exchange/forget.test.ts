import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { monthsBefore } from '../../src/exchange/receipts/since.js';
import { forget } from '../../src/exchange/records/forget.js';
import { Exchange, MINUTE, parties, type Sent, START } from '../support/exchange.js';
import { letter, message, pairOf, receiptFor } from '../support/exchange-messages.js';
import { inEnvelope } from '../support/exchange-values.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const { legacy, fhir } = parties;
const kinds = (sent: readonly Sent[]): string[] => sent.map((one) => one.message);
const send = (document: string, kind: string, from: string, to: string): Promise<Sent[]> => {
  exchange.deliver(document, kind, from, to);
  return exchange.run(1000);
};
const forgetBefore = (time: number): Promise<number> =>
  exchange.database.transaction(['forget'], (sql) => forget(sql, time));
const rowsOf = async (table: string): Promise<number> =>
  (await exchange.database.read((sql) => sql.all(`SELECT * FROM ${table}`))).length;
const TABLES = ['arrival', 'letter', 'attachment', 'output', 'conversion', 'conversion_letter', 'receipt'];

describe('what is old is forgotten', () => {
  beforeEach(async () => {
    const pair = pairOf(1);
    await send(pair.letter, 'XDIS91', legacy, fhir);
    await send(pair.binary, 'XBIN01', legacy, fhir);
    const [xdis91] = await send(message().text, 'CareCommunication', fhir, legacy);
    await send(receiptFor(xdis91 as Sent, 'PositiveReceipt'), 'XCTL03', legacy, fhir);
  });

  test('whole, but for the ids that were made', async () => {
    const made = await rowsOf('made_id');
    expect(made).toBeGreaterThan(0);
    expect(await forgetBefore(exchange.now + 1)).toBe(4);
    for (const table of TABLES) expect([table, await rowsOf(table)]).toEqual([table, 0]);
    expect(await rowsOf('made_id')).toBe(made);
    expect(await exchange.ledger('BRV1')).toEqual([]);
  });

  test('and what is not older stays', async () => {
    const before = await Promise.all(TABLES.map(rowsOf));
    expect(await forgetBefore(START + 1000)).toBe(0);
    expect(await Promise.all(TABLES.map(rowsOf))).toEqual(before);
  });

  test('a letter that comes again is a new one then', async () => {
    await forgetBefore(exchange.now + 1);
    await send(pairOf(1).letter, 'XDIS91', legacy, fhir);
    expect(kinds(await send(pairOf(1).binary, 'XBIN01', legacy, fhir))).toEqual(['CareCommunication']);
  });
});

describe('what waits is not forgotten', () => {
  test('and is converted when its other half comes', async () => {
    await send(pairOf(2).letter, 'XDIS91', legacy, fhir);
    expect(await forgetBefore(exchange.now + 60 * MINUTE)).toBe(0);
    expect(kinds(await send(pairOf(2).binary, 'XBIN01', legacy, fhir))).toEqual(['CareCommunication']);
  });

  test('nor when its time ends', async () => {
    await send(pairOf(3).letter, 'XDIS91', legacy, fhir);
    await send(pairOf(4).binary, 'XBIN01', legacy, fhir);
    await forgetBefore(exchange.now + 60 * MINUTE);
    expect(kinds(await exchange.run(61 * MINUTE)).sort()).toEqual(['CareCommunication', 'XBIN01']);
    expect((await exchange.ledger('BRV3'))[0]?.letters[0]?.state).toBe('converted');
  });
});

test('a message that was sent again lately keeps its receipts', async () => {
  const [sent] = await send(letter(5), 'XDIS91', legacy, fhir);
  expect(sent?.message).toBe('CareCommunication');
  const half = exchange.now + 30 * 24 * 60 * MINUTE;
  exchange.now = half;
  await send(inEnvelope(letter(5), 'NY1'), 'XDIS91', legacy, fhir);
  expect(await forgetBefore(half)).toBe(1);
  expect(await rowsOf('conversion')).toBe(1);
  expect(await send(inEnvelope(letter(5), 'NY1'), 'XDIS91', legacy, fhir)).toEqual([]);
});

test.each([
  ['2026-03-02T09:15:00.000Z', 3, '2025-12-02T09:15:00.000Z'],
  ['2026-03-02T09:15:00.000Z', 12, '2025-03-02T09:15:00.000Z'],
  ['2028-02-29T09:15:00.000Z', 12, '2027-03-01T00:00:00.000Z'],
  ['2026-05-31T09:15:00.000Z', 3, '2026-03-01T00:00:00.000Z'],
])('before %s, %i calendar months ago, is before %s', (now, months, then) => {
  expect(new Date(monthsBefore(Date.parse(now), months)).toISOString()).toBe(then);
});
