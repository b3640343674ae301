import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { directoryOf } from '../../src/index.js';
import { Exchange, parties, type Sent } from '../support/exchange.js';
import { letter, message, pairOf, receiptFor } from '../support/exchange-messages.js';
import { acknowledgementFor, valueIn } from '../support/exchange-values.js';
import { dis91 } from '../support/interchanges.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const { legacy, fhir, both, neither, unknown, silent } = parties;
const deliver = (document: string, kind: string, from: string, to: string): Promise<Sent[]> => {
  exchange.deliver(document, kind, from, to);
  return exchange.run(1000);
};
const sample = {
  XDIS91: (to: string) => letter(1, { from: silent, to }),
  XBIN01: (to: string) => pairOf(1, { from: silent, to }).binary,
  DIS91: (to: string) => dis91.replaceAll('5790009999010', silent).replaceAll('5790009999027', to),
  CareCommunication: (to: string) => message({ from: silent, to }).text,
};
type Kind = keyof typeof sample;

describe('by what the receiver is registered for', () => {
  test.each<[Kind, string, string, string[], string[]]>([
    ['XDIS91', 'the old message', legacy, ['XDIS91'], []],
    ['XDIS91', 'the new message', fhir, ['CareCommunication'], []],
    ['XDIS91', 'both', both, ['XDIS91'], ['REL020']],
    ['XDIS91', 'neither', neither, ['XDIS91'], ['REL021']],
    ['XDIS91', 'nothing, as nobody knows it', unknown, ['XCTL01'], ['REL030']],
    ['DIS91', 'the old message', legacy, ['DIS91'], []],
    ['DIS91', 'both', both, ['DIS91'], ['REL020']],
    ['DIS91', 'neither', neither, ['DIS91'], ['REL021']],
    ['DIS91', 'nothing, as nobody knows it', unknown, ['CTL01'], ['REL030']],
    ['XBIN01', 'the old message', legacy, ['XBIN01'], []],
    ['XBIN01', 'both', both, ['XBIN01'], ['REL020']],
    ['XBIN01', 'neither', neither, ['XBIN01'], ['REL021']],
    ['XBIN01', 'nothing, as nobody knows it', unknown, ['XCTL01'], ['REL030']],
    ['XBIN01', 'the new message', fhir, [], []],
    ['CareCommunication', 'the new message', fhir, ['CareCommunication'], []],
    ['CareCommunication', 'the old message', legacy, ['XDIS91'], []],
    ['CareCommunication', 'both', both, ['CareCommunication'], ['REL020']],
    ['CareCommunication', 'neither', neither, ['CareCommunication'], ['REL021']],
    ['CareCommunication', 'nothing, as nobody knows it', unknown, ['Acknowledgement'], ['REL030']],
  ])('%s, %s', async (kind, _, to, messages, codes) => {
    const document = sample[kind](to);
    const sent = await deliver(document, kind, silent, to);
    expect(sent.map((one) => one.message)).toEqual(messages);
    expect(exchange.codes.filter((code) => code.startsWith('REL'))).toEqual(codes);
    // What is passed on is the same, byte for byte.
    if (messages[0] === kind)
      expect(sent[0]?.data.toString('latin1')).toBe(Buffer.from(document).toString('latin1'));
  });

  test('an organisation that is closed is unknown', async () => {
    await exchange.close();
    const closed = {
      gln: legacy,
      sorId: '111111000016008',
      types: ['XDIS91'],
      validTo: '2026-03-01',
      line: 1,
    };
    exchange = await Exchange.open({}, undefined, directoryOf([closed]));
    const [refusal] = await deliver(letter(1, { from: silent, to: legacy }), 'XDIS91', silent, legacy);
    expect(refusal?.message).toBe('XCTL01');
    expect(valueIn(refusal, 'RefuseCode')).toBe('ukendt_lokationsnummer');
    expect(valueIn(refusal, 'RefuseText')).toBe('Lokationsnummeret findes ikke i SOR.');
  });

  test.each([['FDIS91'], ['fdis91'], ['FDIS91#5.0'], ['FDIS91 5.0'], ['FDIS91:5.0'], ['FDIS91-5.0.0']])(
    'a type may have another letter case, and a version: %s',
    async (type) => {
      await exchange.close();
      const organisations = [
        { gln: legacy, sorId: '111111000016008', types: ['XDIS91'], line: 1 },
        { gln: fhir, sorId: '222222000016004', types: [type], line: 2 },
      ];
      exchange = await Exchange.open({}, undefined, directoryOf(organisations));
      const sent = await deliver(letter(1), 'XDIS91', legacy, fhir);
      expect(sent.map((one) => one.message)).toEqual(['CareCommunication']);
    },
  );

  test.each([['XFDIS91'], ['FDIS911'], ['FDIS91B'], ['FDIS']])('but %s is another type', async (type) => {
    await exchange.close();
    const organisations = [{ gln: fhir, sorId: '222222000016004', types: [type], line: 1 }];
    exchange = await Exchange.open({}, undefined, directoryOf(organisations));
    const sent = await deliver(letter(1), 'XDIS91', legacy, fhir);
    expect(sent.map((one) => one.message)).toEqual(['XDIS91']);
    expect(exchange.codes).toEqual(['REL021']);
  });

  test('the look-up is in the ledger', async () => {
    await deliver(letter(1), 'XDIS91', legacy, fhir);
    const [entry] = await exchange.ledger('BRV1');
    expect(entry?.lookUps).toMatchObject([{ gln: fhir, found: true, types: ['FDIS91', 'FCTL'] }]);
  });
});

describe('an attachment from Henvisningshotellet', () => {
  test.each([
    [fhir, 'XBIN01 passed'],
    [legacy, 'XBIN01 passed'],
    [unknown, 'XBIN01 refused'],
  ])('waits for nothing (%s)', async (to, decision) => {
    const { binary } = pairOf(1, { from: parties.unpaired, to });
    expect(await deliver(binary, 'XBIN01', parties.unpaired, to)).toHaveLength(1);
    expect(exchange.decisions).toEqual([decision]);
  });
});

describe('receipts', () => {
  test('that answer nothing that was converted are passed on as they are', async () => {
    const [xdis91] = await deliver(letter(1, { from: silent, to: legacy }), 'XDIS91', silent, legacy);
    const receipt = receiptFor(xdis91 as Sent, 'PositiveReceipt');
    const [sent] = await deliver(receipt, 'XCTL03', legacy, silent);
    expect(sent?.data.toString()).toBe(receipt);
    const [message_] = await deliver(
      message({ to: fhir, from: neither }).text,
      'CareCommunication',
      neither,
      fhir,
    );
    const answer = acknowledgementFor(message_ as Sent);
    const [passed] = await deliver(answer, 'Acknowledgement', fhir, neither);
    expect(passed?.data.toString()).toBe(answer);
    // Sent again with a new Bundle.id, it answers a message that was sent again.
    const again = answer.replace(/"id":"[^"]*"/, '"id":"0f8c1d5e-7a43-4b7e-8f1c-2f5a9b6d7e01"');
    expect(await deliver(again, 'Acknowledgement', fhir, neither)).toHaveLength(1);
  });
});

describe('an envelope that says something else than the message in it', () => {
  test('does not count', async () => {
    expect((await deliver(letter(1), 'XBIN01', legacy, fhir))[0]?.message).toBe('CareCommunication');
    expect(exchange.codes).toEqual(['REL023']);
  });

  test('does not lead a message to somebody else', async () => {
    const text = letter(1, { from: silent, to: legacy });
    const [passed] = await deliver(text, 'XDIS91', silent, both);
    expect(passed?.envelope.receiver.id).toBe(legacy);
    expect(passed?.file.startsWith(`${legacy}/`)).toBe(true);
    const [converted] = await deliver(letter(2), 'XDIS91', silent, both);
    expect(converted?.envelope.receiver.id).toBe(fhir);
    const [own] = await deliver(message({ from: silent, to: fhir }).text, 'CareCommunication', silent, both);
    expect(own?.envelope.receiver.id).toBe(fhir);
    expect(exchange.codes.filter((code) => code === 'REL023')).toHaveLength(3);
  });
});

describe('a message of another kind', () => {
  test.each([
    ['Binary', 'MCM:DICOM', Buffer.from([0, 1, 2, 255])],
    ['EDIFACT', 'MCM:REF01', Buffer.from("UNA:+.? 'UNB+UNOC:3+1+2+260302:1015+X'UNZ+0+X'")],
    ['XML', 'MCM:XREF01', Buffer.from('<Emessage xmlns="urn:other"><Envelope/></Emessage>')],
    ['HL7', 'MCM:FDIS20#x', Buffer.from('{"resourceType":"Bundle","type":"message"}')],
    ['Other', 'X', Buffer.alloc(1)],
  ])('is passed on byte for byte (%s %s)', async (format, name, data) => {
    exchange.put(foreign(format, name, data));
    const [sent, ...more] = await exchange.run();
    expect(more).toEqual([]);
    expect(sent?.data.equals(data)).toBe(true);
    expect(exchange.decisions).toEqual([`${name} passed`]);
  });

  test('is answered with nothing of ours when it is unreadable, and said to be a letter', async () => {
    exchange.deliver('<Emessage', 'XDIS91', legacy, fhir);
    expect((await exchange.run()).map((one) => one.message)).toEqual(['negativeVans']);
  });
});

const foreign = (format: string, name: string, data: Buffer): Buffer =>
  Buffer.from(
    `<VANSEnvelope xmlns="urn:oio:medcom:vans-envelope:1.0.4"><SenderID EndPointType="EAN">${silent}</SenderID><ReceiverID EndPointType="EAN">${fhir}</ReceiverID><EnvelopeIdentifier>3f1c2a90-55d4-4b1e-9d0a-6a1f0c7e2b11</EnvelopeIdentifier><SentDateTime>2026-03-02T14:06:00</SentDateTime><Message><MetaInformation><Identifier>3f1c2a90-55d4-4b1e-9d0a-6a1f0c7e2b12</Identifier><Document><Format>${format}</Format><Name>${name}</Name><SizeInBytes>${data.length}</SizeInBytes></Document></MetaInformation><Data>${data.toString('base64')}</Data></Message></VANSEnvelope>`,
  );
