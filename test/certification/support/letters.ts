import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { parties, type Sent } from '../../support/exchange.js';
import type { Json } from '../../support/fhir.js';
import { organisation, resource } from '../../support/message.js';
import { hasReference } from '../../support/reference.js';
import { xsdErrors } from '../../support/xsd.js';
import { expectEnvelope, expectOwnEnvelopes, expectRecognised, told } from './envelope-checks.js';
import { expectLetter } from './expected.js';
import { payloadId } from './inputs.js';
import { Play, present } from './play.js';
import {
  expectBundleStored,
  expectDecision,
  expectLettersStored,
  expectLookUp,
  expectOutbox,
  expectOwnIds,
} from './store-checks.js';
import { expectMessageTrace } from './trace-checks.js';
import { allAt, decoded, type Node, parseXml, textAt, textsAt } from './xml.js';

const { legacy, fhir } = parties;

/** A message that became letters. */
export interface FromMessage {
  play: Play;
  bundle: Json;
  to: string;
  letters: Sent[];
  xdis91: Node;
  /** Lines of the text. */
  lines: string[];
}

export const playMessage = async (text: string, to: string = legacy): Promise<FromMessage> => {
  const play = await Play.open();
  const letters = await play.deliver('CareCommunication', text, fhir, to);
  const xdis91 = parseXml(present(letters[0], 'letter').data);
  const lines = textAt(xdis91, 'ClinicalEmail/ClinicalInformation/Text01').split('\n');
  // One Break ends the last line.
  expect(lines.pop()).toBe('');
  return { play, bundle: JSON.parse(text), to, letters, xdis91, lines };
};

/** A letter is valid by MedCom's schema, where the machine has it. */
export const expectXsd = async (letters: ReadonlyArray<{ message: string; data: Buffer }>): Promise<void> => {
  if (!hasReference) return;
  for (const { message, data } of letters)
    expect(await xsdErrors(message as 'XDIS91', [decoded(data).replace('ISO-8859-1', 'UTF-8')])).toEqual([]);
};

const EXTENSIONS: Readonly<Record<string, readonly [extension: string, code: string]>> = {
  'application/pdf': ['pdf', 'vektor_grafik'],
  'image/gif': ['gif', 'billede'],
  'image/png': ['png', 'billede'],
  'image/tiff': ['tiff', 'billede'],
};

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The files with content that a message has, in its order. */
export const filesWithData = (bundle: Json): Json[] =>
  resource(bundle, 'Communication').payload.filter((one: Json) => one.contentAttachment?.data !== undefined);

const idOf = (payload: Json): string => payloadId(payload).replace('urn:uuid:', '');

/** References of the XDIS91 and objects of the XBIN01 are the files of the message, one for one. */
export const expectObjects = ({ bundle, xdis91, letters }: FromMessage): void => {
  const payloads = filesWithData(bundle);
  const objects = (texts: (payload: Json, bytes: Buffer) => string[]): string[][] =>
    payloads.map((payload) => {
      const { contentType, data } = payload.contentAttachment;
      const bytes = Buffer.from(data, 'base64');
      const [extension = '', code = ''] = EXTENSIONS[contentType] ?? [];
      return [...texts(payload, bytes), code, extension, String(bytes.length)];
    });
  const read = (node: Node, ...paths: string[]): string[] => paths.map((path) => textAt(node, path));
  const fields = ['ObjectCode', 'ObjectExtensionCode', 'OriginalObjectSize'];
  expect(
    allAt(xdis91, 'ClinicalEmail/Reference/BIN').map((bin) => read(bin, 'ObjectIdentifier', ...fields)),
  ).toEqual(objects((payload) => [idOf(payload).replaceAll('-', '')]));
  const xbin01 = parseXml(present(letters[1]).data);
  expect(
    allAt(xbin01, 'BinaryLetter/BinaryObject').map((object) => [
      textAt(object, 'ObjectIdentifier'),
      digest(Buffer.from(textAt(object, 'Object_Base64Encoded'), 'base64')),
      ...read(object, ...fields),
    ]),
  ).toEqual(objects((payload, bytes) => [idOf(payload), digest(bytes)]));
};

const REGISTERED: Readonly<Record<string, { yes: string[]; no: string[] }>> = {
  [parties.legacy]: { yes: ['XDIS91', 'XBIN01'], no: ['FDIS91'] },
  [parties.withoutBinaries]: { yes: ['XDIS91'], no: ['FDIS91', 'XBIN01', 'BIN01'] },
};

/** Checks of a message that became letters, by what they look at. */
export const messageChecks = (made: () => Promise<FromMessage>, name: string) => ({
  recognised: async () => expectRecognised((await made()).play, 0, 'CareCommunication'),
  lookUp: async () => {
    const { play, to } = await made();
    await expectLookUp(play, 0, to, REGISTERED[to] ?? { yes: [], no: [] });
    await expectDecision(play, 0, 'CareCommunication', 'converted');
  },
  bundleIds: async () => {
    const { play } = await made();
    await expectBundleStored(play, 0, play.delivery(0).data);
  },
  expected: async () => {
    const { play, letters } = await made();
    const kinds = letters.map(({ message }) => message);
    expect(kinds).toEqual(['XDIS91', 'XBIN01'].slice(0, letters.length));
    for (const [i, { data }] of letters.entries())
      expectLetter(`${name}${i === 0 ? '' : '.xbin01'}.txt`, data);
    await expectXsd(letters);
    expectMessageTrace(play, 0, letters);
  },
  letterIds: async () => {
    const { play, letters } = await made();
    const data = letters.map((one) => one.data);
    expectOwnIds(data);
    await expectLettersStored(play, 0, data);
    await expectBundleStored(play, 0, play.delivery(0).data);
  },
  envelopes: async () => {
    const { play, letters, to } = await made();
    for (const one of letters) expectEnvelope(play, one, told[one.message as 'XDIS91'], fhir, to);
    expectOwnEnvelopes(letters);
  },
  outbox: async () => {
    const { play, letters, to } = await made();
    await expectOutbox(play, 0, letters, to);
  },
  /** Sender and receiver are named by the SOR ids that the message has, in all letters. */
  sorCodes: async () => {
    const { bundle, letters } = await made();
    for (const { data, message } of letters) {
      const root = parseXml(data);
      const letter = message === 'XDIS91' ? 'ClinicalEmail' : 'BinaryLetter';
      for (const [element, party] of [
        ['Sender', 'sender'],
        ['Receiver', 'receiver'],
      ] as const) {
        const { value } = organisation(bundle, party).identifier.find(
          ({ system }: Json) => system === 'urn:oid:1.2.208.176.1.1',
        );
        expect(textAt(root, `${letter}/${element}/Identifier`)).toBe(value);
        expect(textAt(root, `${letter}/${element}/IdentifierCode`)).toBe('sorkode');
      }
    }
  },
  /** The title of each file describes its reference. */
  titles: async () => {
    const { bundle, xdis91 } = await made();
    const references = allAt(xdis91, 'ClinicalEmail/Reference').map((reference) => [
      textAt(reference, 'BIN/ObjectIdentifier'),
      textAt(reference, 'RefDescription'),
    ]);
    expect(references).toEqual(
      filesWithData(bundle).map((file) => [idOf(file).replaceAll('-', ''), file.contentAttachment.title]),
    );
    expect(references.length).toBeGreaterThan(0);
  },
});

/** How often a line stands in the text. */
export const countOf = (lines: readonly string[], line: string): number =>
  lines.filter((one) => one === line).length;

export const referencesOf = ({ xdis91 }: FromMessage): string[] =>
  textsAt(xdis91, 'ClinicalEmail/Reference/BIN/ObjectIdentifier');
