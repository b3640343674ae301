import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parties, type Sent } from './exchange.js';
import { receipt, receiptMessage } from './receipt.js';

const sample = (path: string): string => readFileSync(`samples/${path}`, 'utf8');

/** A letter with other organisations. */
const between = (text: string, from: string, to: string): string =>
  text
    .replace(/(<Sender>\s*<EANIdentifier>)[^<]*/, `$1${from}`)
    .replace(/(<Receiver>\s*<EANIdentifier>)[^<]*/, `$1${to}`);

/** A letter of the samples from one organisation to another, with ids of its own. */
export const letter = (
  number: number,
  {
    from = parties.legacy,
    to = parties.fhir,
    scenario = 'plain',
    file = 'letter.xml',
  }: {
    from?: string;
    to?: string;
    scenario?: string;
    file?: string;
  } = {},
): string =>
  between(sample(`${scenario}/input/${file}`), from, to)
    .replace(/<Envelope>([\s\S]*?)<Identifier>[^<]*/, `<Envelope>$1<Identifier>KUV${number}`)
    .replace(/<Letter>(\s*)<Identifier>[^<]*/, `<Letter>$1<Identifier>BRV${number}`);

/** Several letters, or receipts, in the envelope of the first. */
export const inOneEnvelope = (texts: readonly string[]): string => {
  const [first = '', ...others] = texts;
  const records = others.map((text) => /<\/Envelope>([\s\S]*)<\/Emessage>/.exec(text)?.[1] ?? '');
  return first.replace('</Emessage>', () => `${records.join('')}</Emessage>`);
};

/** Object ids of the samples, replaced so that each pair has its own. */
const objectIds = (text: string, number: number): string =>
  text.replace(
    /(<ObjectIdentifier>)([0-9a-f-]+)/g,
    (_, tag: string, id: string) => `${tag}${id.slice(0, -6)}${String(number).padStart(6, '0')}`,
  );

/** A letter with attachments, and its binary letter. */
export const pairOf = (
  number: number,
  {
    from = parties.legacy,
    to = parties.fhir,
    scenario = 'attachment',
  }: { from?: string; to?: string; scenario?: string } = {},
): { letter: string; binary: string } => ({
  letter: objectIds(letter(number, { from, to, scenario }), number),
  binary: objectIds(letter(number, { from, to, scenario, file: 'attachment.xml' }), number).replace(
    /BRV\d+|KUV\d+/g,
    (id) => `${id}B`,
  ),
});

/** A letter with two attachments, and a binary letter for each. */
export const twoBinariesOf = (number: number): { letter: string; binary: string; second: string } => {
  const { letter: one, binary } = pairOf(number);
  const other = (text: string): string => objectIds(text, number + 500_000);
  return {
    letter: one.replace(/<Reference>[\s\S]*?<\/Reference>/, (reference) => `${reference}${other(reference)}`),
    binary,
    second: other(binary).replace(/((?:BRV|KUV)\d+)B/g, '$1C'),
  };
};

/** A CareCommunication of the samples from one organisation to another, with ids of its own. */
export const message = (
  {
    from = parties.fhir,
    to = parties.legacy,
    scenario = 'new-message',
    file = 'message.json',
  }: {
    from?: string;
    to?: string;
    scenario?: string;
    file?: string;
  } = {},
  ids: { bundle?: string; header?: string } = {},
): { text: string; bundle: string; header: string } => {
  const bundle = JSON.parse(sample(`${scenario}/input/${file}`));
  const header = bundle.entry.find(
    (e: { resource: { resourceType: string } }) => e.resource.resourceType === 'MessageHeader',
  ).resource;
  const own = { bundle: ids.bundle ?? randomUUID(), header: ids.header ?? randomUUID() };
  const organisation = (reference: string) =>
    bundle.entry
      .map((e: { resource: { resourceType: string; id: string } }) => e.resource)
      .find(
        (r: { resourceType: string; id: string }) =>
          `${r.resourceType}/${r.id}` === reference.split('/').slice(-2).join('/'),
      );
  const glnOf = (reference: string): string =>
    organisation(reference).identifier.find((i: { system: string }) => i.system.includes('gln')).value;
  const [sender, receiver] = [
    glnOf(header.sender.reference),
    glnOf(header.destination[0].receiver.reference),
  ];
  const text = JSON.stringify(bundle)
    .replaceAll(bundle.id, own.bundle)
    .replaceAll(header.id, own.header)
    .replaceAll(`"${sender}"`, '"SENDER"')
    .replaceAll(`"${receiver}"`, `"${to}"`)
    .replaceAll('"SENDER"', `"${from}"`);
  return { text, ...own };
};

/** The receipt of an XDIS91 or XBIN01 that was sent. */
export const receiptFor = (
  sent: Sent,
  kind: 'PositiveReceipt' | 'NegativeReceipt' | 'NegativeVansReceipt',
  {
    id = randomUUID().slice(0, 8),
    reason = '',
    letterReason = '',
  }: { id?: string; reason?: string; letterReason?: string } = {},
): string => {
  const text = sent.data.toString('latin1');
  const at = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
  const envelope = at(/<Envelope>[\s\S]*?<Identifier>([^<]*)/);
  const own = at(/<Letter>\s*<Identifier>([^<]*)/);
  const version = at(/<VersionCode>([^<]*)/);
  const from = at(/<Sender>\s*<EANIdentifier>([^<]*)/);
  const to = at(/<Receiver>\s*<EANIdentifier>([^<]*)/);
  const original = `${reason}<OriginalLetter><OriginalLetterIdentifier>${own}</OriginalLetterIdentifier><OriginalVersionCode>${version}</OriginalVersionCode>${letterReason}</OriginalLetter>`;
  return receiptMessage(receipt(kind, id, original))
    .replace('<Identifier>KV770<', `<Identifier>K${id}<`)
    .replace('>091034<', `>${envelope}<`)
    .replaceAll('5790009999027', 'TO')
    .replaceAll('5790009999010', from)
    .replaceAll('TO', to);
};
