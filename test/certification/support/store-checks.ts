import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Sent } from '../../support/exchange.js';
import type { Play } from './play.js';
import { parseXml, textsAt } from './xml.js';

/** Ids of a letter as they stand in it. */
export interface Ids {
  message: string;
  envelope: string;
  letter: string;
  version: string;
}

const KINDS: Readonly<Record<string, string>> = {
  ClinicalEmail: 'XDIS91',
  BinaryLetter: 'XBIN01',
  NegativeVansReceipt: 'XCTL01',
  NegativeReceipt: 'XCTL02',
  PositiveReceipt: 'XCTL03',
};

/** Reads the ids of a letter with none of our own code. */
export const idsOf = (data: Buffer | string): Ids => {
  const root = parseXml(data);
  const first = (path: string): string => textsAt(root, path)[0] ?? '';
  for (const [name, message] of Object.entries(KINDS)) {
    const letter = first(`${name}/Letter/Identifier`);
    if (letter === '') continue;
    const envelope = first('Envelope/Identifier');
    return { message, envelope, letter, version: first(`${name}/Letter/VersionCode`) };
  }
  throw new Error('there is no letter');
};

/** Ids of a document of FHIR that was sent or received. */
export const bundleIdsOf = (data: Buffer | string): { bundle: string; header: string } => {
  const bundle = JSON.parse(data.toString('utf8'));
  const [header] = bundle.entry.map((one: { resource: { id: string } }) => one.resource);
  return { bundle: bundle.id, header: header.id };
};

/** The look-up of the receiver is in the trace, once, with its answer. */
export const expectLookUp = async (
  play: Play,
  number: number,
  gln: string,
  answer: { yes: string[]; no: string[] },
): Promise<void> => {
  const { lookUps } = await play.entry(number);
  expect(lookUps.map((one) => [one.gln, one.found])).toEqual([[gln, true]]);
  const types = lookUps[0]?.types ?? [];
  for (const type of answer.yes) expect(types).toContain(type);
  for (const type of answer.no) expect(types).not.toContain(type);
};

/** What the ledger says was decided about a delivery. */
export const expectDecision = async (
  play: Play,
  number: number,
  kind: string,
  decision: string,
): Promise<void> => {
  const { decisions } = await play.entry(number);
  expect(decisions.map((one) => [one.kind, one.decision])).toEqual([[kind, decision]]);
};

/** It was passed on: the same bytes in a new envelope, and no conversion. */
export const expectPassedOn = async (play: Play, number: number, sent: readonly Sent[]): Promise<void> => {
  const { data, to, envelope } = play.delivery(number);
  expect(sent.map(({ file }) => file.split('/')[0])).toEqual([to]);
  expect(sent[0]?.data.equals(data)).toBe(true);
  expect(sent[0]?.envelope.receiver.id).toBe(to);
  expect(sent[0]?.envelope.identifier).not.toBe(envelope);
  expect((await play.entry(number)).conversions).toEqual([]);
};

/** The record of a conversion holds ids and versions of these letters. */
export const expectLettersStored = async (
  play: Play,
  number: number,
  letters: ReadonlyArray<Buffer | string>,
): Promise<void> => {
  const conversion = await play.conversion(number);
  expect(conversion.letters).toEqual(letters.map(idsOf));
};

/** The record of a conversion holds Bundle.id and MessageHeader.id of a document. */
export const expectBundleStored = async (
  play: Play,
  number: number,
  bundle: Buffer | string,
): Promise<void> => {
  expect(await play.conversion(number)).toMatchObject(bundleIdsOf(bundle));
};

/** Ids that were made for letters: 1 to 14 characters, each for one thing only. */
export const expectOwnIds = (letters: readonly Buffer[]): void => {
  const ids = letters.map(idsOf).flatMap(({ envelope, letter }) => [envelope, letter]);
  for (const id of ids) expect(id).toMatch(/^[0-9A-Z]{1,14}$/);
  expect(new Set(ids).size).toBe(2 * letters.length);
};

/**
 * Everything that was sent for a delivery lay in the folder of its receiver, and is recorded with its size and digest.
 *
 * @param decision what the ledger's line about the letters and messages in it says
 */
export const expectOutbox = async (
  play: Play,
  number: number,
  sent: readonly Sent[],
  to: string,
  decision: string | undefined = 'converted',
): Promise<void> => {
  expect(sent.length).toBeGreaterThan(0);
  const { outputs, letters } = await play.entry(number);
  expect(letters.map(({ state }) => state)).toEqual([decision]);
  expect(
    outputs
      .map(({ file, receiver, bytes, digest }) => ({ file, receiver, bytes, digest }))
      .sort((a, b) => (a.file < b.file ? -1 : 1)),
  ).toEqual(
    sent
      .map(({ file, bytes }) => ({
        file,
        receiver: to,
        bytes: bytes.length,
        digest: createHash('sha256').update(bytes).digest('hex'),
      }))
      .sort((a, b) => (a.file < b.file ? -1 : 1)),
  );
  for (const { file } of sent) expect(file.startsWith(`${to}/`)).toBe(true);
};
