import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Exchange, MINUTE, parties, type Sent } from '../support/exchange.js';
import { letter, message, pairOf, receiptFor } from '../support/exchange-messages.js';
import { acknowledgementFor } from '../support/exchange-values.js';
import { dis91 } from '../support/interchanges.js';
import { refusal } from '../support/receipt.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const { legacy, fhir } = parties;
type Json = Record<string, unknown> | unknown[];

/** Paths of all values of a document that are no objects. */
const leaves = (value: unknown, path: Array<string | number> = []): Array<Array<string | number>> =>
  typeof value !== 'object' || value === null
    ? [path]
    : Object.entries(value).flatMap(([key, child]) =>
        leaves(child, [...path, Array.isArray(value) ? Number(key) : key]),
      );

const changed = (text: string, path: Array<string | number>, value: unknown): string => {
  const document = JSON.parse(text);
  const last = path.at(-1) as string;
  const parent = path.slice(0, -1).reduce((at: never, key) => at[key as never], document as never) as Json;
  if (value === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
  return JSON.stringify(document);
};

const run = async (): Promise<Sent[]> => {
  const before = exchange.events.length;
  const sent = await exchange.run(1000);
  // Each file is told of, and something is done with it.
  for (const event of exchange.events.slice(before)) expect(event.decisions.length).toBeGreaterThan(0);
  return sent;
};

test.each([
  ['is missing', undefined],
  ['is another', 'x'],
  ['is empty', ''],
  ['is a number', 7],
])(
  'a CareCommunication of which one value %s is passed, refused, or converted and answered',
  async (_, value) => {
    const { text } = message();
    const paths = leaves(JSON.parse(text));
    let answered = 0;
    for (const path of paths) {
      const own = message();
      exchange.deliver(changed(own.text, path, value), 'CareCommunication', fhir, legacy);
      const sent = await run();
      expect([path.join('.'), sent.length]).toEqual([path.join('.'), 1]);
      const [one] = sent;
      if (one?.message !== 'XDIS91') continue;
      exchange.deliver(receiptFor(one, 'PositiveReceipt'), 'XCTL03', legacy, fhir);
      const answers = (await run()).map((answer) => answer.message);
      expect([path.join('.'), ...answers]).toEqual([path.join('.'), 'Acknowledgement']);
      answered++;
    }
    expect(answered).toBeGreaterThan(0);
  },
);

test.each([
  ['is missing', undefined],
  ['is another', 'x'],
])('an Acknowledgement of which one value %s is converted or passed on', async (_, value) => {
  exchange.deliver(letter(1), 'XDIS91', legacy, fhir);
  const [sent] = await run();
  for (const path of leaves(JSON.parse(acknowledgementFor(sent as Sent, 'fatal-error')))) {
    const text = acknowledgementFor(sent as Sent, 'fatal-error', [`Fejl ${path.join('.')}`]);
    exchange.deliver(changed(text, path, value), 'Acknowledgement', fhir, legacy);
    const kinds = (await run()).map((one) => one.message);
    expect([path.join('.'), kinds.length]).toEqual([path.join('.'), 1]);
    expect(['XCTL02', 'XCTL03', 'Acknowledgement', 'negativeVans']).toContain(kinds[0]);
  }
});

/** A change of each element that holds a value. */
const CHANGES: Array<[string, (element: string) => string]> = [
  ['is missing', () => ''],
  ['is empty', (element) => element.replace(/>[^<]*</, '><')],
  ['is another', (element) => element.replace(/>[^<]*</, '>x<')],
  ['is too long', (element) => element.replace(/>[^<]*</, `>${'7'.repeat(40)}<`)],
];
const elementsOf = (text: string): string[] =>
  [...text.matchAll(/<(\w+)>[^<]*<\/\1>/g)].map(([found]) => found);

describe.each(CHANGES)('of which one value %s', (_, change) => {
  test('a letter is refused, or converted', async () => {
    let number = 100;
    const { letter: text, binary } = pairOf(number);
    for (const [kind, of] of [
      ['XDIS91', text],
      ['XBIN01', binary],
    ] as const)
      for (const element of elementsOf(of)) {
        const own = of.replace(/(BRV|KUV)100/g, `$1${++number}`);
        const same = element.replace(/(BRV|KUV)100/g, `$1${number}`);
        exchange.deliver(own.replace(same, change(same)), kind, legacy, fhir);
        const sent = [...(await run()), ...(await exchange.run(61 * MINUTE))];
        expect([element, sent.length]).toEqual([element, 1]);
      }
    expect(await exchange.database.read((sql) => sql.all('SELECT * FROM waiting'))).toEqual([]);
  });

  test('a receipt is converted, or passed on', async () => {
    exchange.deliver(message().text, 'CareCommunication', fhir, legacy);
    const [sent] = await run();
    for (const element of elementsOf(receiptFor(sent as Sent, 'NegativeReceipt'))) {
      const text = receiptFor(sent as Sent, 'NegativeReceipt', {
        reason: refusal('syntaksfejl', `Fejl ${randomUUID()}`),
      });
      const same =
        elementsOf(text).find((one) => one.startsWith(element.slice(0, element.indexOf('>')))) ?? '';
      exchange.deliver(text.replace(same, change(same)), 'XCTL02', legacy, fhir);
      const kinds = (await run()).map((one) => one.message);
      expect([element, kinds.length]).toEqual([element, 1]);
      expect(['XCTL02', 'Acknowledgement']).toContain(kinds[0]);
    }
  });
});

test('a letter in EDIFACT without one of its segments is refused, or converted', async () => {
  const lines = dis91.split('\n');
  for (const [index, line] of lines.entries()) {
    const own = lines.filter((_, i) => i !== index).join('\n');
    exchange.deliver(
      own.replaceAll('BRV42', `BRV${index}`).replaceAll('KUV26030200017', `KUV${index}`),
      'DIS91',
      legacy,
      fhir,
    );
    const sent = [...(await run()), ...(await exchange.run(61 * MINUTE))];
    expect([line, sent.length]).toEqual([line, 1]);
  }
});
