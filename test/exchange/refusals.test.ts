import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  directoryOf,
  negativeVans,
  positiveMessage,
  toVansEnvelope,
  type VansEnvelope,
} from '../../src/index.js';
import { ENGLISH } from '../support/english.js';
import { Exchange, parties, type Sent } from '../support/exchange.js';
import { letter, message, pairOf, receiptFor } from '../support/exchange-messages.js';
import { valueIn } from '../support/exchange-values.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const { legacy, fhir, silent, unknown } = parties;
const kinds = (sent: readonly Sent[]): string[] => sent.map((one) => one.message);
const send = (document: string, kind: string, from: string, to: string): Promise<Sent[]> => {
  exchange.deliver(document, kind, from, to);
  return exchange.run(1000);
};
const issuesOf = (sent: Sent | undefined) =>
  (sent?.read?.acknowledgement?.message?.issues ?? []).map((issue) => ({
    severity: issue.value('severity'),
    code: issue.value('code'),
    coding: issue.one('details')?.one('coding')?.value('code'),
    text: issue.one('details')?.value('text'),
    expression: issue.value('expression'),
  }));
const invalid = (text: string): string => text.replace('</Sender>', '<X/></Sender>');

describe('our own refusal of a letter', () => {
  test('goes to its sender, from us, and quotes it', async () => {
    const [refusal] = await send(invalid(letter(1)), 'XDIS91', legacy, fhir);
    expect(refusal?.envelope.sender).toEqual({ id: '5790009999119', type: 'EAN' });
    expect(refusal?.envelope.receiver).toEqual({ id: legacy, type: 'EAN' });
    expect(refusal?.file.startsWith(`${legacy}/`)).toBe(true);
    expect(valueIn(refusal, 'VersionCode')).toBe('XC0130Q');
    expect(valueIn(refusal, 'Receiver/EANIdentifier')).toBe(legacy);
    expect(valueIn(refusal, 'OriginalSender/EANIdentifier')).toBe(legacy);
    expect(valueIn(refusal, 'OriginalReceiver/EANIdentifier')).toBe(fhir);
    expect(refusal?.read?.letters[0]?.diagnostics).toEqual([]);
  });

  test('names the receiver where a site has no number of its own', async () => {
    await exchange.close();
    exchange = await Exchange.open({ provider: { id: '', type: 'VANS' } });
    const [refusal] = await send(invalid(letter(1)), 'XDIS91', legacy, fhir);
    expect(refusal?.envelope.sender).toEqual({ id: fhir, type: 'EAN' });
    expect(valueIn(refusal, 'Sender/EANIdentifier')).toBe(fhir);
  });

  test('names the number that a provider has in the network', async () => {
    await exchange.close();
    exchange = await Exchange.open({ provider: { id: '5790009999119', type: 'VANS' } });
    const [refusal] = await send(invalid(letter(1)), 'XDIS91', legacy, fhir);
    expect(refusal?.envelope.sender).toEqual({ id: '5790009999119', type: 'VANS' });
  });

  test.each([['KUV1'], ['NY1'], ['NY2']])('has ids that none had before (%s)', async (envelope) => {
    const first = await send(invalid(letter(1)), 'XDIS91', legacy, fhir);
    const again = invalid(letter(1)).replace('>KUV1<', `>${envelope}A<`);
    const second = await send(again, 'XDIS91', legacy, fhir);
    const ids = [...first, ...second].flatMap((one) => [
      valueIn(one, 'Envelope/Identifier'),
      valueIn(one, 'Letter/Identifier'),
    ]);
    expect(new Set(ids).size).toBe(4);
  });

  test('for a sender that nobody knows tells so', async () => {
    const [refusal] = await send(letter(2, { from: unknown }), 'XDIS91', unknown, fhir);
    expect(refusal?.envelope.receiver.id).toBe(unknown);
    expect(valueIn(refusal, 'RefuseCode')).toBe('ukendt_lokationsnummer');
    expect(valueIn(refusal, 'RefuseText')).toBe('Lokationsnummeret findes ikke i SOR.');
  });

  test('is not sent for one that is passed on: its receiver will say what it thinks', async () => {
    const text = invalid(letter(3, { from: silent, to: legacy }));
    const [sent] = await send(text, 'XDIS91', silent, legacy);
    expect(sent?.data.toString()).toBe(text);
  });

  test('holds no civil registration number', async () => {
    const cpr = '1111119999';
    const wrong = letter(4).replace(/(?<=<CivilRegistrationNumber>)[^<]*/, `${cpr}X`);
    const [refusal] = await send(wrong, 'XDIS91', legacy, fhir);
    expect(refusal?.message).toBe('XCTL01');
    expect(refusal?.bytes.toString()).not.toContain(cpr);
    expect(refusal?.data.toString()).not.toContain(cpr);
  });
});

describe('our own refusal of a CareCommunication', () => {
  test('tells every error, where it is, and no value', async () => {
    const { text, header } = message();
    const wrong = text.replace('"category":', '"kategori":').replaceAll('0101010018', '0101010018X');
    const [refusal] = await send(wrong, 'CareCommunication', fhir, legacy);
    const answer = refusal?.read?.acknowledgement;
    expect(answer?.diagnostics).toEqual([]);
    expect(answer?.message?.answers).toBe(header);
    expect(answer?.message?.code).toBe('fatal-error');
    expect(refusal?.envelope.receiver.id).toBe(fhir);
    expect(refusal?.envelope.sender.id).toBe(legacy);
    for (const { severity, text: said } of issuesOf(refusal)) {
      expect(severity).toBe('fatal');
      expect(said).toMatch(/^Brevet kunne ikke konverteres: /);
      // People read it: MedCom's texts are Danish, and so is the fault.
      expect(said).not.toMatch(ENGLISH);
    }
    expect(issuesOf(refusal).length).toBeGreaterThan(0);
    expect(issuesOf(refusal).some(({ expression }) => expression !== undefined)).toBe(true);
  });

  test('for a receiver that nobody knows', async () => {
    const [refusal] = await send(message({ to: unknown }).text, 'CareCommunication', fhir, unknown);
    expect(issuesOf(refusal)).toEqual([
      {
        severity: 'fatal',
        code: 'not-found',
        coding: 'MSG_Receiver_Identifier_UNKNOWN',
        text: 'Lokationsnummeret findes ikke i SOR.',
        expression: undefined,
      },
    ]);
  });

  test('that is too large', async () => {
    await exchange.close();
    exchange = await Exchange.open({ largestBytes: 1000 });
    const [refusal] = await send(message().text, 'CareCommunication', fhir, legacy);
    expect(issuesOf(refusal).map(({ code, text }) => [code, text])).toEqual([
      ['too-long', 'Meddelelsen er for stor til at blive konverteret.'],
    ]);
    // Whoever takes it gets it.
    expect(
      kinds(await send(message({ from: silent, to: fhir }).text, 'CareCommunication', silent, fhir)),
    ).toEqual(['CareCommunication']);
  });
});

describe('what the directory does not know', () => {
  test('a telephone becomes the number that stands for none, and is told of', async () => {
    const text = letter(1, { from: silent }).replace(
      /<TelephoneSubscriberIdentifier>[^<]*<\/TelephoneSubscriberIdentifier>/,
      '',
    );
    const [sent] = await send(text, 'XDIS91', silent, fhir);
    expect(sent?.data.toString()).toContain('0000 0000');
    expect(exchange.codes.length).toBeGreaterThan(0);
  });

  test('the SOR id of a sender: its letter is refused', async () => {
    await exchange.close();
    const known = directoryOf([
      { gln: legacy, types: ['XDIS91'], line: 1 },
      { gln: fhir, sorId: '222222000016004', types: ['FDIS91'], line: 2 },
    ] as never);
    exchange = await Exchange.open({}, undefined, known);
    const [refusal] = await send(letter(2), 'XDIS91', legacy, fhir);
    expect(refusal?.message).toBe('XCTL01');
    expect(valueIn(refusal, 'RefuseCode')).toBe('ukendt_lokationsnummer');
  });
});

describe('a receipt of the network', () => {
  const quoted = (sent: Sent) => {
    const { content } = sent.envelope;
    if (content.kind !== 'message') throw new Error('no message');
    return { ...sent.envelope, meta: content.meta };
  };
  const dispatch = { identifier: '7d3f0c5e-9a1b-4c62-8b8d-4e6f01a2b3c4', sent: '2026-03-02T10:20:00' };
  const put = (envelope: VansEnvelope): Promise<Sent[]> => {
    exchange.put(Buffer.concat([...toVansEnvelope(envelope)]));
    return exchange.run(1000);
  };

  test('for what was sent from here is noted', async () => {
    const [sent] = await send(letter(1), 'XDIS91', legacy, fhir);
    expect(await put(positiveMessage(quoted(sent as Sent), dispatch))).toEqual([]);
    expect((await exchange.ledger('BRV1'))[0]?.outputs[0]?.answer).toBe('positiveMessage');
    const refused = negativeVans(quoted(sent as Sent), dispatch, { code: 42, description: 'Ukendt' });
    expect(await put(refused)).toEqual([]);
    expect((await exchange.ledger('BRV1'))[0]?.outputs[0]?.answer).toBe('negativeVans 42');
    expect(exchange.decisions.slice(1)).toEqual(['positiveMessage noted', 'negativeVans noted']);
  });

  test('for what somebody else sent goes on', async () => {
    const [sent] = await send(letter(1), 'XDIS91', legacy, fhir);
    const foreign = {
      ...quoted(sent as Sent),
      identifier: 'c2a9f4b0-7e5d-4d0c-9b1e-3a6f8d7c5b42',
    };
    const passed = await put(positiveMessage(foreign, dispatch));
    expect(kinds(passed)).toEqual(['positiveMessage']);
    expect(passed[0]?.envelope.receiver.id).toBe(legacy);
    expect(passed[0]?.envelope.content).toEqual(positiveMessage(foreign, dispatch).content);
  });
});

describe('several letters in one document', () => {
  const bodyOf = (text: string): string => /<ClinicalEmail[\s\S]*<\/ClinicalEmail>/.exec(text)?.[0] ?? '';
  const together = (first: string, ...more: string[]): string =>
    first.replace('</Emessage>', `${more.map(bodyOf).join('')}</Emessage>`);

  test('have fates of their own', async () => {
    const waiting = pairOf(3).letter;
    const elsewhere = letter(4, { to: silent });
    const text = together(letter(1), invalid(letter(2)), waiting, elsewhere, letter(5, { to: unknown }));
    const sent = await send(text, 'XDIS91', legacy, fhir);
    expect(kinds(sent).sort()).toEqual(['CareCommunication', 'XCTL01', 'XCTL01', 'XDIS91']);
    const passed = sent.find((one) => one.message === 'XDIS91');
    expect(passed?.envelope.receiver.id).toBe(silent);
    expect(passed?.read?.letters.map((one) => one.record.element.children()[0]?.children()[0]?.text)).toEqual(
      ['BRV4'],
    );
    expect(passed?.read?.letters[0]?.diagnostics).toEqual([]);
    const refused = sent
      .filter((one) => one.message === 'XCTL01')
      .map((one) => valueIn(one, 'OriginalLetterIdentifier'));
    expect(refused.sort()).toEqual(['BRV2', 'BRV5']);
    expect((await exchange.ledger('KUV1'))[0]?.letters.map(({ letter: id, state }) => [id, state])).toEqual([
      ['BRV1', 'converted'],
      ['BRV2', 'refused'],
      ['BRV3', 'waiting'],
      ['BRV4', 'passed'],
      ['BRV5', 'refused'],
    ]);
    expect(kinds(await send(pairOf(3).binary, 'XBIN01', legacy, fhir))).toEqual(['CareCommunication']);
  });

  test('for several receivers that take them go to each', async () => {
    const text = together(
      letter(1, { from: silent, to: legacy }),
      letter(2, { from: silent, to: parties.neither }),
    );
    const sent = await send(text, 'XDIS91', silent, legacy);
    expect(sent.map(({ envelope }) => envelope.receiver.id).sort()).toEqual([legacy, parties.neither].sort());
    for (const one of sent) expect(one.read?.letters).toHaveLength(1);
  });

  test('of which one is a duplicate: the others count', async () => {
    await send(letter(1), 'XDIS91', legacy, fhir);
    const sent = await send(together(letter(1), letter(2)), 'XDIS91', legacy, fhir);
    expect(kinds(sent)).toEqual(['CareCommunication']);
  });

  test('beside one of an unknown kind go on for a receiver that takes letters', async () => {
    const text = letter(6, { from: silent, to: legacy }).replace('</Emessage>', '<Laboratory/></Emessage>');
    const [sent] = await send(text, 'XDIS91', silent, legacy);
    expect(sent?.data.toString()).toBe(text);
    const other = letter(7).replace('</Emessage>', '<Laboratory/></Emessage>');
    expect(kinds(await send(other, 'XDIS91', legacy, fhir))).toEqual(['negativeVans']);
  });

  test('receipts of several messages are told apart', async () => {
    const [one] = await send(message().text, 'CareCommunication', fhir, legacy);
    const [two] = await send(message().text, 'CareCommunication', fhir, legacy);
    const texts = [one, two].map((sent) => receiptFor(sent as Sent, 'PositiveReceipt'));
    const body = /<PositiveReceipt>.*<\/PositiveReceipt>/.exec(texts[1] ?? '')?.[0] ?? '';
    const sent = await send(
      (texts[0] ?? '').replace('</Emessage>', `${body}</Emessage>`),
      'XCTL03',
      legacy,
      fhir,
    );
    expect(kinds(sent)).toEqual(['Acknowledgement', 'Acknowledgement']);
    expect(new Set(sent.map((own) => own.read?.acknowledgement?.message?.answers)).size).toBe(2);
  });
});
