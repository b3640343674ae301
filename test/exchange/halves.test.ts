import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { Exchange, MINUTE, parties, type Sent } from '../support/exchange.js';
import { inOneEnvelope, letter, pairOf, twoBinariesOf } from '../support/exchange-messages.js';
import { acknowledgementFor, valueIn } from '../support/exchange-values.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const { legacy, fhir, unknown } = parties;
const HOUR = 60 * MINUTE;
const SUPPLEMENT =
  'Konverteringen ml. XML/EDI og FHIR kunne ikke udføres korrekt pga. tekniske el. indholdsmæssige forhold i meddelelsen.';

const send = (document: string, kind: string, later: number, from: string = legacy): Promise<Sent[]> => {
  exchange.deliver(document, kind, from, fhir);
  return exchange.run(later);
};
const sendLetter = (text: string, later = 1000) => send(text, 'XDIS91', later);
const sendBinary = (text: string, later = 1000) => send(text, 'XBIN01', later);
const answer = (sent: Sent | undefined, code: 'ok' | 'fatal-error' = 'fatal-error'): Promise<Sent[]> => {
  exchange.deliver(acknowledgementFor(sent as Sent, code), 'Acknowledgement', fhir, legacy);
  return exchange.run(1000);
};
const kinds = (sent: readonly Sent[]): string[] => sent.map((one) => one.message);
const invalid = (text: string): string => text.replace('</Sender>', '<X/></Sender>');
/** Contents and titles of a message's files. */
const files = (sent: Sent | undefined): Array<{ data?: string; title?: string; contentType?: string }> =>
  JSON.parse(sent?.data.toString() ?? '{"entry":[]}').entry.flatMap(
    ({ resource }: { resource: { resourceType: string; payload?: Array<Record<string, never>> } }) =>
      resource.resourceType === 'Communication'
        ? (resource.payload ?? []).flatMap(({ contentAttachment }) => contentAttachment ?? [])
        : [],
  );
const isEmpty = ({ data, title }: { data?: string; title?: string }): boolean =>
  data === undefined && title === undefined;

describe('the hour', () => {
  test.each([
    ['XDIS91', 'XBIN01'],
    ['XBIN01', 'XDIS91'],
  ])('from %s ends with its last instant', async (first, second) => {
    const pair = { XDIS91: pairOf(1).letter, XBIN01: pairOf(1).binary } as Record<string, string>;
    await send(pair[first] as string, first, 0);
    const sent = await send(pair[second] as string, second, HOUR);
    expect(kinds(sent)).toEqual(['CareCommunication']);
    expect(files(sent[0]).some(isEmpty)).toBe(false);
  });

  test.each([
    ['XDIS91', 'XBIN01'],
    ['XBIN01', 'XDIS91'],
  ])('from %s is over a millisecond later', async (first, second) => {
    const pair = { XDIS91: pairOf(1).letter, XBIN01: pairOf(1).binary } as Record<string, string>;
    await send(pair[first] as string, first, 0);
    const sent = await send(pair[second] as string, second, HOUR + 1);
    expect(kinds(sent).sort()).toEqual(['CareCommunication', 'XBIN01']);
    const converted = sent.find(({ message }) => message === 'CareCommunication');
    expect(files(converted).every(isEmpty)).toBe(true);
    const passed = sent.find(({ message }) => message === 'XBIN01');
    expect(passed?.data.toString()).toBe(pair.XBIN01);
    expect(await exchange.run(2 * HOUR)).toEqual([]);
  });

  test('is that of the first half, however many come', async () => {
    const pair = twoBinariesOf(2);
    await sendBinary(pair.binary, 0);
    expect(await sendLetter(pair.letter, 50 * MINUTE)).toEqual([]);
    expect(await exchange.run(10 * MINUTE)).toEqual([]);
    expect(kinds(await exchange.run(1))).toEqual(['CareCommunication']);
  });

  test('is a setting', async () => {
    await exchange.close();
    exchange = await Exchange.open({ waitMinutes: 5 });
    await sendLetter(pairOf(3).letter, 0);
    expect(await exchange.run(5 * MINUTE)).toEqual([]);
    expect(kinds(await exchange.run(1))).toEqual(['CareCommunication']);
  });

  test('goes on while the relay does not run', async () => {
    await sendLetter(pairOf(4).letter, 0);
    expect((await exchange.ledger('BRV4'))[0]?.letters[0]?.waitsUntil).toBe('2026-03-02T10:15:00.000Z');
    const store = join(exchange.folder, 'store.db');
    const another = await Exchange.open({}, store);
    another.now = exchange.now + HOUR;
    expect(await another.run()).toEqual([]);
    expect(kinds(await another.run(1))).toEqual(['CareCommunication']);
    await another.close();
  });
});

describe('what comes too late', () => {
  test('is passed on if it is an attachment, and the letter gets the supplement', async () => {
    const pair = pairOf(1);
    await sendLetter(pair.letter);
    const [sent] = await exchange.run(HOUR + 1);
    expect(files(sent).map(isEmpty)).toEqual([true]);
    expect(files(sent)[0]?.contentType).toBeDefined();
    const [passed, ...more] = await sendBinary(pair.binary);
    expect(more).toEqual([]);
    expect(passed?.data.toString()).toBe(pair.binary);
    expect((await exchange.ledger('BRV1'))[0]?.conversions[0]?.reason).toBe('XBIN01 missing');
    // The one that went on alone gets the receiver's own receipt.
    const receipts = await answer(sent);
    expect(receipts.map((one) => valueIn(one, 'OriginalLetterIdentifier'))).toEqual(['BRV1']);
    expect(receipts[0]?.data.toString('latin1')).toContain(SUPPLEMENT);
  });

  test('is converted at once if it is a letter', async () => {
    const pair = pairOf(2);
    await sendBinary(pair.binary);
    expect(kinds(await exchange.run(HOUR + 1))).toEqual(['XBIN01']);
    const [sent] = await sendLetter(pair.letter);
    expect(files(sent).map(isEmpty)).toEqual([true]);
    expect((await exchange.ledger('BRV2'))[0]?.conversions[0]?.reason).toBe('XDIS91 late');
    const [receipt] = await answer(sent);
    expect(valueIn(receipt, 'RefuseText')).toContain('Kan ikke læses.');
    expect(receipt?.data.toString('latin1')).toContain(SUPPLEMENT);
  });

  test('is converted at once, even if another attachment of it never came', async () => {
    const pair = twoBinariesOf(3);
    await sendBinary(pair.binary);
    await exchange.run(HOUR + 1);
    expect(kinds(await sendLetter(pair.letter))).toEqual(['CareCommunication']);
  });

  test('is passed on if it is the second of two binary letters', async () => {
    const pair = twoBinariesOf(4);
    await sendLetter(pair.letter);
    await sendBinary(pair.binary);
    const [sent] = await exchange.run(HOUR);
    expect(files(sent).map(isEmpty).sort()).toEqual([false, true]);
    expect((await sendBinary(pair.second))[0]?.data.toString()).toBe(pair.second);
  });

  test('has no supplement if the receiver says that all is well', async () => {
    await sendLetter(pairOf(5).letter);
    const [sent] = await exchange.run(HOUR + 1);
    const [receipt] = await answer(sent, 'ok');
    expect(receipt?.message).toBe('XCTL03');
    expect(receipt?.data.toString('latin1')).not.toContain(SUPPLEMENT);
  });
});

describe('an invalid half', () => {
  test.each([[true], [false]])(
    '3a: an attachment is refused, its letter goes without (letter first: %s)',
    async (first) => {
      const pair = pairOf(1);
      const parts = [() => sendLetter(pair.letter), () => sendBinary(invalid(pair.binary))];
      const sent: Sent[] = [];
      for (const part of first ? parts : parts.reverse()) sent.push(...(await part()));
      expect(kinds(sent).sort()).toEqual(['CareCommunication', 'XCTL01']);
      const refusal = sent.find(({ message }) => message === 'XCTL01');
      expect(valueIn(refusal, 'OriginalLetterIdentifier')).toBe('BRV1B');
      expect(valueIn(refusal, 'OriginalVersionCode')).toBe('XB0131X');
      const converted = sent.find(({ message }) => message === 'CareCommunication');
      expect(files(converted).map(isEmpty)).toEqual([true]);
      expect((await exchange.ledger('BRV1'))[0]?.conversions[0]?.reason).toBe('XBIN01 invalid');
      const receipts = await answer(converted);
      // The attachment has its receipt already.
      expect(receipts.map((one) => valueIn(one, 'OriginalLetterIdentifier'))).toEqual(['BRV1']);
      expect(receipts[0]?.data.toString('latin1')).toContain(SUPPLEMENT);
    },
  );

  test.each([[true], [false]])(
    '3b: a letter is refused, its attachment goes on (letter first: %s)',
    async (first) => {
      const pair = pairOf(2);
      const parts = [() => sendLetter(invalid(pair.letter)), () => sendBinary(pair.binary)];
      const sent: Sent[] = [];
      for (const part of first ? parts : parts.reverse()) sent.push(...(await part()));
      expect(kinds(sent).sort()).toEqual(['XBIN01', 'XCTL01']);
      const passed = sent.find(({ message }) => message === 'XBIN01');
      expect(passed?.data.toString()).toBe(pair.binary);
      expect(await exchange.run(2 * HOUR)).toEqual([]);
    },
  );

  test.each([[true], [false]])('3c: both are refused (letter first: %s)', async (first) => {
    const pair = pairOf(3);
    const parts = [() => sendLetter(invalid(pair.letter)), () => sendBinary(invalid(pair.binary))];
    const sent: Sent[] = [];
    for (const part of first ? parts : parts.reverse()) sent.push(...(await part()));
    expect(kinds(sent)).toEqual(['XCTL01', 'XCTL01']);
    expect(await exchange.run(2 * HOUR)).toEqual([]);
  });

  test('3d: a letter without attachments is refused', async () => {
    const [refusal, ...more] = await sendLetter(invalid(letter(4)));
    expect(more).toEqual([]);
    expect(refusal?.message).toBe('XCTL01');
    expect(valueIn(refusal, 'RefuseCode')).toBe('syntaksfejl');
    expect(valueIn(refusal, 'RefuseText')).toMatch(/^Brevet kunne ikke konverteres: X hører ikke hjemme i /);
    expect(valueIn(refusal, 'OriginalEnvelopeIdentifier')).toBe('KUV4');
    expect(valueIn(refusal, 'OriginalVersionCode')).toBe('XD9134L');
    expect(refusal?.envelope.receiver.id).toBe(legacy);
    expect(refusal?.envelope.sender).toEqual({ id: '5790009999119', type: 'EAN' });
    expect(valueIn(refusal, 'Sender/EANIdentifier')).toBe('5790009999119');
  });

  test('3d: one of another version is refused for that', async () => {
    const [refusal] = await sendLetter(letter(5).replace('XD9134L', 'XD9133L'));
    expect(valueIn(refusal, 'RefuseCode')).toBe('problem_med_version');
    expect(valueIn(refusal, 'OriginalVersionCode')).toBe('XD9133L');
  });

  test('3e: an attachment alone is refused', async () => {
    expect(kinds(await sendBinary(invalid(pairOf(6).binary)))).toEqual(['XCTL01']);
    expect(await exchange.run(2 * HOUR)).toEqual([]);
  });

  test('mixed: what came is in it, what is invalid is not', async () => {
    const pair = twoBinariesOf(7);
    await sendLetter(pair.letter);
    await sendBinary(pair.binary);
    const sent = await sendBinary(invalid(pair.second));
    expect(kinds(sent)).toEqual(['XCTL01', 'CareCommunication']);
    expect(files(sent[1]).map(isEmpty).sort()).toEqual([false, true]);
    const receipts = await answer(sent[1]);
    expect(receipts.map((one) => valueIn(one, 'OriginalLetterIdentifier'))).toEqual(['BRV7', 'BRV7B']);
    for (const one of receipts) expect(one.data.toString('latin1')).toContain(SUPPLEMENT);
  });

  test('whose object ids cannot be read is of no letter', async () => {
    const pair = pairOf(8);
    await sendLetter(pair.letter);
    const unreadable = pair.binary.replace(/<ObjectIdentifier>[^<]*<\/ObjectIdentifier>/, '');
    expect(kinds(await sendBinary(unreadable))).toEqual(['XCTL01']);
    expect(kinds(await exchange.run(HOUR + 1))).toEqual(['CareCommunication']);
  });
});

describe('very many letters that wait in one envelope', () => {
  const count = 40;
  const pairs = Array.from({ length: count }, (_, i) => pairOf(i + 1));
  const document = inOneEnvelope(pairs.map((pair) => pair.letter));
  const timesRead = (read: MockInstance<Exchange['converter']['read']>): number =>
    read.mock.calls.filter(([{ bytes }]) => (bytes as Uint8Array).length === Buffer.byteLength(document))
      .length;

  test('are not all read again when the wait of each ends', async () => {
    expect(await sendLetter(document)).toEqual([]);
    const read = vi.spyOn(exchange.converter, 'read');
    expect(kinds(await exchange.run(HOUR + MINUTE))).toEqual(Array(count).fill('CareCommunication'));
    expect(timesRead(read)).toBe(1);
  });

  test('are not all read again when the attachment of each comes', async () => {
    expect(await sendLetter(document)).toEqual([]);
    const read = vi.spyOn(exchange.converter, 'read');
    for (const { binary } of pairs) exchange.deliver(binary, 'XBIN01', legacy, fhir);
    expect(kinds(await exchange.run())).toEqual(Array(count).fill('CareCommunication'));
    expect(timesRead(read)).toBe(1);
  });
});

test('very many letters that refer to one object are not all read for each binary letter that carries it', async () => {
  const count = 30;
  const { letter: one, binary } = pairOf(1);
  const numbered = (text: string, number: number): string =>
    text.replace(/(KUV|BRV)1(B?)</g, (_, kind: string, half: string) => `${kind}${number}${half}<`);
  for (let i = 1; i <= count; i++) exchange.deliver(numbered(one, i), 'XDIS91', legacy, fhir);
  expect(await exchange.run()).toEqual([]);
  for (let i = 1; i <= count; i++) exchange.deliver(numbered(binary, i), 'XBIN01', legacy, fhir);
  const read = vi.spyOn(exchange.converter, 'read');
  await exchange.relay.once();
  // The binary letter, a letter, and what they become.
  expect(read.mock.calls.length).toBe(3 * count);
  expect(kinds(exchange.take())).toEqual(Array(count).fill('CareCommunication'));
});

describe('which attachment belongs to which letter', () => {
  test('does not depend on hyphens and letter case', async () => {
    const pair = pairOf(1);
    await sendLetter(pair.letter.replace(/(?<=<ObjectIdentifier>)[^<]*/g, (id) => id.toUpperCase()));
    expect(kinds(await sendBinary(pair.binary))).toEqual(['CareCommunication']);
  });

  test('depends on the sender, the receiver and the patient', async () => {
    const pair = pairOf(2);
    await sendLetter(pair.letter);
    const of = (from: string, to: string) => pairOf(2, { from, to }).binary;
    expect(await send(of(parties.silent, fhir), 'XBIN01', 1000, parties.silent)).toEqual([]);
    const cpr = pair.binary.replace(/(?<=<CivilRegistrationNumber>)[^<]*/, '0101010018');
    expect(await sendBinary(cpr.replace('>BRV2B<', '>BRV2C<').replace('>KUV2B<', '>KUV2C<'))).toEqual([]);
    const sent = await sendBinary(pair.binary);
    expect(kinds(sent)).toEqual(['CareCommunication']);
    // Those of others go on alone.
    expect(kinds(await exchange.run(HOUR + 1))).toEqual(['XBIN01', 'XBIN01']);
  });

  test('with an object that two letters share: each letter is converted once, and nothing is lost', async () => {
    const pair = pairOf(3);
    const other = pair.letter.replace('>BRV3<', '>BRV30<').replace('>KUV3<', '>KUV30<');
    await sendLetter(pair.letter);
    await sendLetter(other);
    const sent = [
      ...(await sendBinary(pair.binary)),
      ...(await sendBinary(pair.binary.replace('>BRV3B<', '>BRV30B<').replace('>KUV3B<', '>KUV30B<'))),
      ...(await exchange.run(2 * HOUR)),
    ];
    expect(kinds(sent)).toEqual(['CareCommunication', 'CareCommunication']);
    expect(sent.flatMap(files).some(isEmpty)).toBe(false);
  });
});

/** One binary letter with the objects of two letters. */
describe('an attachment for two letters', () => {
  const both = () => {
    const { letter: text, binary, second } = twoBinariesOf(1);
    const [, reference = ''] = text.match(/<Reference>[\s\S]*?<\/Reference>/g) ?? [];
    const objects = /<BinaryObject>[\s\S]*?<\/BinaryObject>/.exec(second)?.[0] ?? '';
    const one = text.replace(reference, '');
    const two = one
      .replace(/<Reference>[\s\S]*?<\/Reference>/, reference)
      .replace('>BRV1<', '>BRV2<')
      .replace('>KUV1<', '>KUV2<');
    return { one, two, binary: binary.replace('</BinaryObject>', `</BinaryObject>${objects}`) };
  };

  test.each([
    ['one', 'two', 'binary'],
    ['one', 'binary', 'two'],
    ['binary', 'one', 'two'],
  ] as const)('goes with each, in any order: %s, %s, %s', async (...order) => {
    const parts = both();
    const sent: Sent[] = [];
    for (const part of order)
      sent.push(...(await (part === 'binary' ? sendBinary(parts.binary) : sendLetter(parts[part]))));
    sent.push(...(await exchange.run(2 * HOUR)));
    expect(kinds(sent)).toEqual(['CareCommunication', 'CareCommunication']);
    expect(sent.flatMap(files).some(isEmpty)).toBe(false);
    expect(await exchange.database.read((sql) => sql.all('SELECT * FROM waiting'))).toEqual([]);
    expect(await exchange.database.read((sql) => sql.all('SELECT arrival FROM held'))).toEqual([]);
    const receipts = await answer(sent[0]);
    expect(kinds(receipts)).toEqual(['XCTL02', 'XCTL02']);
  });

  test('goes with one if the other does not come, and then nowhere', async () => {
    const { one, two, binary } = both();
    await sendBinary(binary);
    expect(kinds(await sendLetter(one))).toEqual(['CareCommunication']);
    expect(await exchange.run(2 * HOUR)).toEqual([]);
    const [late] = await sendLetter(two);
    expect(files(late).map(isEmpty)).toEqual([true]);
  });
});

test('of many binary letters with one attachment as many are taken as one may be large; the others go on alone', async () => {
  await exchange.close();
  const { letter: one, binary } = pairOf(3);
  exchange = await Exchange.open({ largestBytes: 3 * binary.length });
  const count = 10;
  for (let i = 0; i < count; i++)
    await sendBinary(binary.replaceAll(/(KUV|BRV)3B</g, (_, kind: string) => `${kind}3B${i}<`));
  const sent = await sendLetter(one);
  expect(kinds(sent)).toEqual(['CareCommunication']);
  expect(files(sent[0]).map(isEmpty)).toEqual([false]);
  const left = kinds(await exchange.run(HOUR + 1));
  expect(left).toEqual(Array(left.length).fill('XBIN01'));
  expect(left.length).toBeGreaterThan(count / 2);
  expect(left.length).toBeLessThan(count);
  expect(await exchange.run(2 * HOUR)).toEqual([]);
});

describe('what is too large', () => {
  beforeEach(async () => {
    await exchange.close();
    exchange = await Exchange.open({ largestBytes: 4000 });
  });
  const large = (text: string): string => text.replace('</Emessage>', `${' '.repeat(4000)}</Emessage>`);

  test.each([[true], [false]])(
    'goes as if it were invalid, but gets its receipt (letter first: %s)',
    async (first) => {
      const pair = pairOf(1);
      const parts = [() => sendLetter(pair.letter), () => sendBinary(large(pair.binary))];
      const sent: Sent[] = [];
      for (const part of first ? parts : parts.reverse()) sent.push(...(await part()));
      expect(kinds(sent)).toEqual(['CareCommunication']);
      expect(files(sent[0]).map(isEmpty)).toEqual([true]);
      expect((await exchange.ledger('BRV1'))[0]?.conversions[0]?.reason).toBe('XBIN01 too large');
      const receipts = await answer(sent[0]);
      expect(receipts.map((one) => [one.message, valueIn(one, 'OriginalLetterIdentifier')])).toEqual([
        ['XCTL02', 'BRV1'],
        ['XCTL02', 'BRV1B'],
      ]);
      for (const one of receipts) expect(one.data.toString('latin1')).toContain(SUPPLEMENT);
      expect(await exchange.run(2 * HOUR)).toEqual([]);
    },
  );

  test('goes on alone after an hour without a letter', async () => {
    await sendBinary(large(pairOf(2).binary));
    expect(kinds(await exchange.run(HOUR + 1))).toEqual(['XBIN01']);
  });
});

describe('a letter that turns out to be invalid when it is converted', () => {
  test('is refused, and its attachment goes on once', async () => {
    const from = unknown;
    const pair = pairOf(1, { from });
    await send(pair.letter, 'XDIS91', 1000, from);
    const sent = await send(pair.binary, 'XBIN01', 1000, from);
    expect(kinds(sent).sort()).toEqual(['XBIN01', 'XCTL01']);
    const refusal = sent.find(({ message }) => message === 'XCTL01');
    expect(valueIn(refusal, 'RefuseCode')).toBe('ukendt_lokationsnummer');
    expect(await exchange.run(2 * HOUR)).toEqual([]);
    expect(exchange.decisions).not.toContain('XDIS91 converted');
    expect((await exchange.ledger('BRV1'))[0]?.letters[0]?.state).toBe('refused');
    expect((await exchange.ledger('BRV1B'))[0]?.letters[0]?.state).toBe('passed');
  });
});
