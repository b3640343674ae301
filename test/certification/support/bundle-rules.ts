import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Diagnostic } from '../../../src/index.js';
import { bundleFaults } from '../../support/bundle-checks.js';
import { directory, type Sent } from '../../support/exchange.js';
import { extension, type Json, only, payloads, resources } from '../../support/fhir.js';
import type { Play } from './play.js';
import { allAt, parseXml, textAt, textsAt } from './xml.js';

export const bundleOf = ({ data }: Pick<Sent, 'data'>): Json => JSON.parse(data.toString('utf8'));

const SOR = 'urn:oid:1.2.208.176.1.1';
const V4 = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const byReference = (bundle: Json, { reference }: Json): Json =>
  bundle.entry
    .map(({ resource }: Json) => resource)
    .find(({ resourceType, id }: Json) => `${resourceType}/${id}` === reference);

const sorOf = (organisation: Json): string =>
  organisation.identifier.find(({ system }: Json) => system === SOR).value;

/** Endpoints and SOR ids are those that the directory has for the two location numbers. */
export const expectDirectoryIds = (bundle: Json, from: string, to: string): void => {
  const [sender, receiver] = [from, to].map((gln) => directory.byGln(gln, '2026-03-02')?.sorId);
  expect(sender).toMatch(/^\d{15}$/);
  const header = only(bundle, 'MessageHeader');
  const [destination] = header.destination;
  expect(header.source.endpoint).toBe(`https://sor2.sum.dsdn.dk/#id=${sender}`);
  expect(destination.endpoint).toBe(`https://sor2.sum.dsdn.dk/#id=${receiver}`);
  expect(sorOf(byReference(bundle, header.sender))).toBe(sender);
  expect(sorOf(byReference(bundle, destination.receiver))).toBe(receiver);
};

export const texts = (bundle: Json): Json[] =>
  payloads(bundle).filter(({ contentString }) => contentString !== undefined);
export const files = (bundle: Json): Json[] =>
  payloads(bundle).filter(({ contentAttachment }) => contentAttachment !== undefined);

/** The telephone of every text. */
export const phonesOf = (bundle: Json): Json[] => texts(bundle).map((text) => extension(text, 'contact'));

/** Danish local time of a letter as FHIR writes it; of samples in winter and summer. */
const instantAt = (letter: string, path: string): string => {
  const root = parseXml(letter);
  const date = textAt(root, `${path}/Date`);
  const summer = date >= '2026-03-29' && date < '2026-10-25';
  return `${date}T${textAt(root, `${path}/Time`)}:00+0${summer ? 2 : 1}:00`;
};

/** Times, conversation id and Provenance of a message that was made of a letter. */
export const expectOrigin = (bundle: Json, letter: string): void => {
  const sent = instantAt(letter, 'Envelope/Sent');
  const approved = instantAt(letter, 'ClinicalEmail/Letter/Authorisation');
  const provenance = only(bundle, 'Provenance');
  expect([bundle.timestamp, provenance.occurredDateTime, provenance.recorded]).toEqual([sent, sent, sent]);
  for (const payload of payloads(bundle)) expect(extension(payload, 'datetime')).toBe(approved);
  const communication = only(bundle, 'Communication');
  expect(communication.identifier.length).toBe(1);
  expect(communication.identifier[0].value).toMatch(V4);
  const named = provenance.entity.map(({ role, what }: Json) => [role, what.identifier.value]);
  const own = payloads(bundle).map((payload) => ['source', extension(payload, 'identifier').value]);
  expect(named.sort()).toEqual(own.sort());
  expect(new Set(named.map(String)).size).toBe(own.length);
};

const plain = (id: string): string => id.replace('urn:uuid:', '').replaceAll('-', '').toLowerCase();

/** Codes of types, and the words that stand for a title that says nothing. Source: conversion rules 11. */
const TYPES: Readonly<Record<string, readonly [type: string, word: string]>> = {
  pdf: ['application/pdf', 'vektor_grafik'],
  gif: ['image/gif', 'billede'],
  jpeg: ['image/jpeg', 'billede'],
  png: ['image/png', 'billede'],
  tiff: ['image/tiff', 'billede'],
  bmp: ['image/bmp', 'billede'],
  txt: ['text/plain', 'tekstfil'],
  doc: ['application/msword', 'tekstfil'],
  wav: ['audio/wav', 'multimedie'],
};

const digest = (base64: string): string =>
  createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');

/** Files of a message: in the order of the letter's references, each with id, title, type and bytes of its own. */
export const expectFiles = (bundle: Json, letter: string, binaries: readonly string[]): void => {
  const references = allAt(parseXml(letter), 'ClinicalEmail/Reference');
  const objects = binaries.flatMap((binary) => allAt(parseXml(binary), 'BinaryLetter/BinaryObject'));
  const expected = references.map((reference) => {
    const id = plain(textAt(reference, 'BIN/ObjectIdentifier'));
    const object = objects.find((one) => plain(textAt(one, 'ObjectIdentifier')) === id);
    if (object === undefined) throw new Error('an object is not in the input');
    const [type, word] = TYPES[textAt(object, 'ObjectExtensionCode')] ?? [];
    const title = textsAt(reference, 'RefDescription')[0] ?? 'BIN';
    return [id, title === 'BIN' ? word : title, type, digest(textAt(object, 'Object_Base64Encoded'))];
  });
  const [first, ...rest] = payloads(bundle);
  expect(first.contentString).toBeDefined();
  expect(
    rest.map((payload) => {
      const { title, contentType, data } = payload.contentAttachment;
      return [plain(extension(payload, 'identifier').value), title, contentType, digest(data)];
    }),
  ).toEqual(expected);
};

/** Told of a message that is converted back, and no fault of it: a letter holds ten attachments. */
const NO_FAULT = new Set(['FHIR023']);

/** Codes and paths of what this program finds wrong with a document of FHIR, as a receiver would. */
export const validationErrors = (play: Play, { data }: Pick<Sent, 'data'>): string[] => {
  const { converter } = play.exchange;
  const { message, acknowledgement, diagnostics } = converter.read({ name: 'sent.json', bytes: data });
  if (acknowledgement !== undefined) return errorsOf(acknowledgement.diagnostics);
  if (message?.message === undefined) return ['it cannot be read'];
  const { diagnostics: checked } = converter.convertMessage('sent.json', message);
  return errorsOf([...diagnostics, ...message.diagnostics, ...checked]);
};

const errorsOf = (told: readonly Diagnostic[]): string[] => {
  const errors = told
    .filter(({ code, severity }) => severity === 'error' && !NO_FAULT.has(code))
    .map(({ code, place }) => `${code} ${place.path ?? ''}`);
  return [...new Set(errors)];
};

const PERMITTED = ['application/pdf', 'image/gif', 'image/jpeg', 'image/png', 'image/tiff', 'image/bmp'];

/** What is wrong with the attachments of a message, written down from the profile (FHIR messages, 4.3). */
export const attachmentFaults = (bundle: Json): string[] =>
  payloads(bundle).flatMap(({ contentAttachment: attachment }, i) =>
    attachment === undefined
      ? []
      : [
          ...(attachment.title === undefined ? [`${i}: no title`] : []),
          ...(attachment.data === undefined && attachment.url === undefined ? [`${i}: no content`] : []),
          ...(attachment.url === undefined && !PERMITTED.includes(attachment.contentType)
            ? [`${i}: content type`]
            : []),
        ],
  );

/** A CareCommunication that was made has no faults, or no others than these. */
export const expectFaults = (
  play: Play,
  sent: Sent,
  { read, attachments }: { read: string[]; attachments: string[] },
): void => {
  const bundle = bundleOf(sent);
  expect(resources(bundle, 'Communication').length).toBe(1);
  expect(validationErrors(play, sent)).toEqual(read);
  expect(attachmentFaults(bundle)).toEqual(attachments);
  expect(bundleFaults(bundle)).toEqual([]);
};

/** A CareCommunication that was made has no fault: none that a reader finds, and none that only a person would. */
export const expectValid = (play: Play, sent: Sent): void =>
  expectFaults(play, sent, { read: [], attachments: [] });
