import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { directoryOf, type FhirObject, toXml } from '../../src/index.js';
import { Exchange, MINUTE, parties, type Sent } from '../support/exchange.js';
import { letter, message, pairOf, receiptFor } from '../support/exchange-messages.js';
import { acknowledgementFor, valueIn } from '../support/exchange-values.js';
import { bin01, changed, dis91, segmentsIn, toInterchange } from '../support/interchanges.js';
import { xmlToJson } from '../support/xml-to-json.js';

let exchange: Exchange;
beforeEach(async () => {
  exchange = await Exchange.open();
});
afterEach(() => exchange.close());

const { legacy, fhir, edifact, withoutBinaries } = parties;
const kinds = (sent: readonly Sent[]): string[] => sent.map((one) => one.message);
const send = (document: string | Buffer, kind: string, from: string, to: string): Promise<Sent[]> => {
  exchange.deliver(document, kind, from, to);
  return exchange.run(1000);
};
const latin1 = (sent: Sent | undefined): string => sent?.data.toString('latin1') ?? '';

/** A BIN01 that is the other half of the DIS91, with ids of its own. */
const other = bin01.replaceAll('BRV42', 'BRV43').replaceAll('KUV26030200017', 'KUV26030200018');

describe('letters in EDIFACT', () => {
  test('become one CareCommunication, and get receipts in EDIFACT', async () => {
    expect(await send(dis91, 'DIS91', legacy, fhir)).toEqual([]);
    const sent = await send(other, 'BIN01', legacy, fhir);
    expect(kinds(sent)).toEqual(['CareCommunication']);
    exchange.deliver(acknowledgementFor(sent[0] as Sent, 'fatal-error'), 'Acknowledgement', fhir, legacy);
    const receipts = await exchange.run(1000);
    expect(kinds(receipts)).toEqual(['CTL02', 'CTL02']);
    expect(latin1(receipts[0])).toMatch(/UCI\+KUV26030200017\+.*UCM\+BRV42\+MEDDIS:D:93A:UN:D9134L/s);
    expect(latin1(receipts[1])).toMatch(/UCI\+KUV26030200018\+.*UCM\+BRV43\+MEDBIN:D:93A:UN:B0131X/s);
  });

  test('of which one is in OIOXML are a pair, and each gets its receipt in its form', async () => {
    const pair = pairOf(1);
    const binary = toInterchange(pair.binary).bytes;
    await send(pair.letter, 'XDIS91', legacy, fhir);
    const [sent] = await send(binary, 'BIN01', legacy, fhir);
    expect(sent?.message).toBe('CareCommunication');
    exchange.deliver(acknowledgementFor(sent as Sent), 'Acknowledgement', fhir, legacy);
    expect(kinds(await exchange.run(1000)).sort()).toEqual(['CTL03', 'XCTL03']);
  });

  test('that are invalid are refused in EDIFACT', async () => {
    const [refusal] = await send(changed(dis91, ['D9134L+DIS91', 'D9199L+DIS91']), 'DIS91', legacy, fhir);
    expect(['CTL01', 'negativeVans']).toContain(refusal?.message);
  });

  test('may come in one interchange', async () => {
    const unh = dis91.indexOf('UNH+');
    const [head, body, end] = [
      dis91.slice(0, unh),
      dis91.slice(unh, dis91.indexOf('UNZ+')),
      "UNZ+2+KUV26030200017'",
    ];
    const binary = other.slice(other.indexOf('UNH+'), other.indexOf('UNZ+'));
    const sent = await send(`${head}${body}${binary}${end}`, 'DIS91', legacy, fhir);
    expect(kinds(sent)).toEqual(['CareCommunication']);
    expect(await exchange.run(61 * MINUTE)).toEqual([]);
  });
});

describe('a CareCommunication', () => {
  const attached = () => message({ scenario: 'reply-with-attachment', to: edifact }).text;

  test('for a receiver with EDIFACT only goes in EDIFACT, and so do its receipts', async () => {
    const { text, header } = message({ scenario: 'new-message', to: edifact });
    const [sent] = await send(text, 'CareCommunication', fhir, edifact);
    expect(sent?.message).toBe('DIS91');
    expect(latin1(sent)).toMatch(/^UNA/);
    const receipt = ctl03For(sent as Sent);
    const [answer] = await send(receipt, 'CTL03', edifact, fhir);
    expect(answer?.message).toBe('Acknowledgement');
    expect(answer?.read?.acknowledgement?.message?.answers).toBe(header);
    expect(answer?.read?.acknowledgement?.message?.code).toBe('ok');
  });

  test('with attachments becomes DIS91 and BIN01 there', async () => {
    const sent = await send(attached(), 'CareCommunication', fhir, edifact);
    expect(kinds(sent)).toEqual(['DIS91', 'BIN01']);
    expect(await send(ctl03For(sent[0] as Sent), 'CTL03', edifact, fhir)).toEqual([]);
    expect(kinds(await send(ctl03For(sent[1] as Sent), 'CTL03', edifact, fhir))).toEqual(['Acknowledgement']);
  });

  test('for one with XDIS91 and BIN01 becomes those', async () => {
    await exchange.close();
    exchange = await Exchange.open({}, undefined, mixed);
    const sent = await send(
      message({ scenario: 'reply-with-attachment' }).text,
      'CareCommunication',
      fhir,
      legacy,
    );
    expect(kinds(sent)).toEqual(['XDIS91', 'BIN01']);
    await send(receiptFor(sent[0] as Sent, 'PositiveReceipt'), 'XCTL03', legacy, fhir);
    expect(kinds(await send(ctl03For(sent[1] as Sent), 'CTL03', legacy, fhir))).toEqual(['Acknowledgement']);
  });

  test('for one without attachments becomes both all the same, with a warning', async () => {
    const text = message({ scenario: 'reply-with-attachment', to: withoutBinaries }).text;
    const sent = await send(text, 'CareCommunication', fhir, withoutBinaries);
    expect(kinds(sent)).toEqual(['XDIS91', 'XBIN01']);
    expect(exchange.codes).toContain('REL022');
    // It refuses them, and the sender learns it.
    await send(receiptFor(sent[0] as Sent, 'PositiveReceipt'), 'XCTL03', withoutBinaries, fhir);
    const [answer] = await send(
      receiptFor(sent[1] as Sent, 'NegativeReceipt'),
      'XCTL02',
      withoutBinaries,
      fhir,
    );
    expect(answer?.read?.acknowledgement?.message?.code).toBe('fatal-error');
  });

  test('in XML is answered in XML', async () => {
    const { text } = message();
    const read = exchange.converter.read({ name: 'message', bytes: Buffer.from(text) });
    expect(read.message?.frame).toBeDefined();
    const xml = xmlOf(text);
    const [sent] = await send(xml, 'CareCommunication', fhir, legacy);
    const [answer] = await send(receiptFor(sent as Sent, 'PositiveReceipt'), 'XCTL03', legacy, fhir);
    expect(answer?.data.toString()).toMatch(/^<\?xml|^<Bundle/);
    expect(answer?.read?.acknowledgement?.message?.code).toBe('ok');
    const [refusal] = await send(
      xmlOf(message({ to: parties.unknown }).text),
      'CareCommunication',
      fhir,
      parties.unknown,
    );
    expect(refusal?.data.toString()).toMatch(/^<\?xml|^<Bundle/);
  });

  test('is made in XML where a site wants that, and its Acknowledgement may be JSON', async () => {
    await exchange.close();
    exchange = await Exchange.open({ fhir: 'xml' });
    const [sent] = await send(letter(1), 'XDIS91', legacy, fhir);
    expect(sent?.data.toString()).toMatch(/^<\?xml|^<Bundle/);
    exchange.deliver(acknowledgementFor(asJson(sent as Sent)), 'Acknowledgement', fhir, legacy);
    const [receipt] = await exchange.run(1000);
    expect(valueIn(receipt, 'OriginalLetterIdentifier')).toBe('BRV1');
  });
});

/** The CTL03 of a letter in EDIFACT. */
const ctl03For = (sent: Sent): Buffer => {
  const segments = segmentsIn(latin1(sent));
  const [unb, unh] = ['UNB', 'UNH'].map((tag) => segments.find(([name]) => name?.[0]?.trim() === tag));
  const said = `<Envelope><Identifier>${unb?.[5]?.[0]}</Identifier></Envelope><Letter><Identifier>${unh?.[1]?.[0]}</Identifier><VersionCode>X${unh?.[2]?.[4]}</VersionCode></Letter><Sender><EANIdentifier>${unb?.[2]?.[0]}</EANIdentifier></Sender><Receiver><EANIdentifier>${unb?.[3]?.[0]}</EANIdentifier></Receiver>`;
  const made = toInterchange(receiptFor({ ...sent, data: Buffer.from(said) }, 'PositiveReceipt'));
  if (made.bytes.length === 0) throw new Error(JSON.stringify(made.diagnostics));
  return made.bytes;
};

const xmlOf = (json: string): string => Buffer.concat(toXml(JSON.parse(json) as FhirObject)).toString();
const asJson = (sent: Sent): Sent => ({
  ...sent,
  data: Buffer.from(JSON.stringify(xmlToJson(sent.data.toString()))),
});

const mixed = directoryOf([
  { gln: legacy, sorId: '111111000016008', types: ['XDIS91', 'MedBin'], line: 1 },
  { gln: fhir, sorId: '222222000016004', types: ['FDIS91'], line: 2 },
]);

describe('more than ten files', () => {
  test('are converted to FHIR', async () => {
    const scenario = 'eleven-attachments';
    await send(letter(1, { scenario }), 'XDIS91', legacy, fhir);
    await send(letter(2, { scenario, file: 'attachment-1.xml' }), 'XBIN01', legacy, fhir);
    const [sent] = await send(letter(3, { scenario, file: 'attachment-2.xml' }), 'XBIN01', legacy, fhir);
    expect(sent?.message).toBe('CareCommunication');
    expect(sent?.data.toString().match(/"contentAttachment":/g)?.length).toBe(11);
  });

  test('are refused from FHIR', async () => {
    const { text, header } = message({ scenario: 'reply-with-attachment' });
    const bundle = JSON.parse(text);
    const communication = bundle.entry.find(
      (entry: { resource: { resourceType: string } }) => entry.resource.resourceType === 'Communication',
    ).resource;
    const file = communication.payload.find((one: { contentAttachment?: unknown }) => one.contentAttachment);
    const copies = Array.from({ length: 11 }, (_, i) => {
      const number = String(i).padStart(12, '0');
      return JSON.parse(JSON.stringify(file).replace(/(urn:uuid:[0-9a-f-]{24})[0-9a-f]{12}/, `$1${number}`));
    });
    communication.payload = [...communication.payload.filter((one: unknown) => one !== file), ...copies];
    const [refusal, ...more] = await send(JSON.stringify(bundle), 'CareCommunication', fhir, legacy);
    expect(more).toEqual([]);
    const answer = refusal?.read?.acknowledgement?.message;
    expect(answer?.code).toBe('fatal-error');
    expect(answer?.answers).toBe(header);
    expect(
      answer?.issues.map((one) => [one.value('code'), one.one('details')?.value('text')]),
    ).toContainEqual(['too-long', 'Meddelelsen indeholder flere end 10 bilag og kan ikke konverteres.']);
  });
});
