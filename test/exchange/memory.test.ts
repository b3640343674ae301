import { afterEach, beforeEach, expect, test } from 'vitest';
import { Exchange, parties } from '../support/exchange.js';
import { letter, message, receiptFor } from '../support/exchange-messages.js';

const DAY = 24 * 60 * 60 * 1000;

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open({ memoryMonths: 4 });
});
afterEach(() => exchange.close());

const count = async (table: string): Promise<number> => {
  const row = await exchange.database.read((sql) =>
    sql.one<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`),
  );
  return row?.n ?? 0;
};

test('what is older than the store is to remember is forgotten, but for ids that were made', async () => {
  exchange.deliver(letter(1), 'XDIS91', parties.legacy, parties.fhir);
  exchange.deliver(message().text, 'CareCommunication', parties.fhir, parties.legacy);
  const sent = await exchange.run();
  const xdis91 = sent.find((one) => one.message === 'XDIS91');
  if (xdis91 === undefined) throw new Error('no letter was sent');
  exchange.deliver(receiptFor(xdis91, 'PositiveReceipt'), 'XCTL03', parties.legacy, parties.fhir);
  await exchange.run();
  const made = await count('made_id');
  expect(made).toBeGreaterThan(0);
  await exchange.run(115 * DAY);
  expect(await exchange.ledger('BRV1')).toHaveLength(1);
  await exchange.run(10 * DAY);
  expect(await exchange.ledger('BRV1')).toEqual([]);
  for (const table of [
    'arrival',
    'letter',
    'conversion',
    'conversion_letter',
    'receipt',
    'output',
    'attachment',
  ])
    expect({ table, n: await count(table) }).toEqual({ table, n: 0 });
  expect(await count('made_id')).toBe(made);
});

test('what waits is kept', async () => {
  const patient = await Exchange.open({ memoryMonths: 4, waitMinutes: 365 * 24 * 60 });
  try {
    patient.deliver(letter(2, { scenario: 'attachment' }), 'XDIS91', parties.legacy, parties.fhir);
    expect(await patient.run()).toEqual([]);
    expect(await patient.run(200 * DAY)).toEqual([]);
    const sent = await patient.run(200 * DAY);
    expect(sent.map((one) => one.message)).toEqual(['CareCommunication']);
  } finally {
    await patient.close();
  }
});
