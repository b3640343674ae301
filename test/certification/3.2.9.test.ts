import { expect } from 'vitest';
import type { Json } from '../support/fhir.js';
import { resource } from '../support/message.js';
import { section } from './section.js';
import { careCommunication, payloadId } from './support/inputs.js';
import {
  countOf,
  expectObjects,
  type FromMessage,
  filesWithData,
  messageChecks,
  playMessage,
  referencesOf,
} from './support/letters.js';
import { once } from './support/play.js';

const REPLY = 'Denne meddelelse er en besvarelse.';
const FORWARD = 'Denne meddelelse er en videresendelse.';
const EARLIER = /^Tidligere meddelelse, \d\d-\d\d-\d{4} \d\d:\d\d, .+:$/;

const of = (scenario: string) => once(() => playMessage(careCommunication(scenario)));
const reply = of('reply');
const replyWithFile = of('reply-with-attachment');
const replyToFile = of('reply-to-attachment');
const forward = of('forward');
const forwardWithFile = of('forward-with-attachment');

const replyChecks = messageChecks(reply, '3.2.9.4');
const replyWithFileChecks = messageChecks(replyWithFile, '3.2.9.10');
const replyToFileChecks = messageChecks(replyToFile, '3.2.9.12');
const forwardChecks = messageChecks(forward, '3.2.9.16');
const forwardWithFileChecks = messageChecks(forwardWithFile, '3.2.9.22');

/** The Provenance of this message, not of those it carries along. */
const current = (bundle: Json): Json => {
  const target = `MessageHeader/${resource(bundle, 'MessageHeader').id}`;
  return bundle.entry
    .map((one: Json) => one.resource)
    .find((one: Json) => one.resourceType === 'Provenance' && one.target[0].reference === target);
};

const activityOf = (bundle: Json): string => current(bundle).activity.coding[0].code;
const sourcesOf = (bundle: Json): string[] =>
  current(bundle)
    .entity.filter(({ role }: Json) => role === 'source')
    .map(({ what }: Json) => what.identifier.value);

/** The sentence stands in the first line, once, and the newest text comes before older ones. */
const expectKind = ({ lines, bundle }: FromMessage, sentence: string): void => {
  expect(lines[0]).toBe(sentence);
  expect(countOf(lines, sentence)).toBe(1);
  const other = sentence === REPLY ? FORWARD : REPLY;
  expect(countOf(lines, other)).toBe(0);
  const texts = resource(bundle, 'Communication')
    .payload.filter((one: Json) => one.contentString !== undefined)
    .map((one: Json) => ({
      first: one.contentString.split('\n')[0],
      time: Date.parse(one.extension.find((e: Json) => e.valueDateTime).valueDateTime),
    }))
    .sort((a: Json, b: Json) => b.time - a.time);
  const places = texts.map(({ first }: Json) => lines.indexOf(first));
  expect(places[0]).toBe(2);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(lines.filter((line) => EARLIER.test(line)).length).toBe(texts.length - 1);
};

/** Steps that are said to hold again: ids, expected letters, sentence, envelopes, outbox. */
const expectAgain = async (
  checks: ReturnType<typeof messageChecks>,
  made: () => Promise<FromMessage>,
  sentence: string,
): Promise<void> => {
  for (const check of [checks.bundleIds, checks.expected, checks.letterIds, checks.envelopes, checks.outbox])
    await check();
  expectKind(await made(), sentence);
};

section('3.2.9', {
  '3.2.9.1': async () => {
    await replyChecks.recognised();
    expect(activityOf((await reply()).bundle)).toBe('reply-message');
  },
  '3.2.9.2': replyChecks.lookUp,
  '3.2.9.3': replyChecks.bundleIds,
  '3.2.9.4': async () => {
    await replyChecks.expected();
    expect((await reply()).letters.length).toBe(1);
  },
  '3.2.9.5': async () => expectKind(await reply(), REPLY),
  '3.2.9.6': replyChecks.letterIds,
  '3.2.9.7': replyChecks.envelopes,
  '3.2.9.8': replyChecks.outbox,
  '3.2.9.9': async () => {
    await replyWithFileChecks.recognised();
    await replyWithFileChecks.lookUp();
    const made = await replyWithFile();
    expect(activityOf(made.bundle)).toBe('reply-message');
    const [file, ...more] = filesWithData(made.bundle);
    expect(more).toEqual([]);
    expect(file.contentAttachment.contentType).toBe('image/tiff');
    expect(sourcesOf(made.bundle)).toContain(payloadId(file));
    expect(made.letters.map(({ message }) => message)).toEqual(['XDIS91', 'XBIN01']);
    expectObjects(made);
  },
  '3.2.9.10': async () => {
    await expectAgain(replyWithFileChecks, replyWithFile, REPLY);
    expect((await replyWithFile()).letters.length).toBe(2);
  },
  '3.2.9.11': async () => {
    await replyToFileChecks.recognised();
    await replyToFileChecks.lookUp();
    const made = await replyToFile();
    expect(made.letters.map(({ message }) => message)).toEqual(['XDIS91']);
    expect(referencesOf(made)).toEqual([]);
    expect(made.lines.at(-1)).toMatch(/^Bilag i tidligere meddelelse: /);
  },
  '3.2.9.12': async () => {
    await expectAgain(replyToFileChecks, replyToFile, REPLY);
    const { bundle, lines } = await replyToFile();
    const file = resource(bundle, 'Communication').payload.find((one: Json) => one.contentAttachment);
    const id = payloadId(file).replace('urn:uuid:', '');
    expect(lines.at(-1)).toBe(
      `Bilag i tidligere meddelelse: ${file.contentAttachment.title} (pdf), 02-03-2026 14:05, id ${id}`,
    );
  },
  '3.2.9.13': async () => {
    await forwardChecks.recognised();
    const { bundle } = await forward();
    expect(activityOf(bundle)).toBe('forward-message');
    const communication = resource(bundle, 'Communication');
    expect(communication.topic).toBeUndefined();
    expect(communication.payload.length).toBe(4);
  },
  '3.2.9.14': forwardChecks.lookUp,
  '3.2.9.15': forwardChecks.bundleIds,
  '3.2.9.16': async () => {
    await forwardChecks.expected();
    const { bundle, lines } = await forward();
    for (const { contentString } of resource(bundle, 'Communication').payload)
      expect(lines.join('\n').split(contentString).length).toBe(2);
  },
  '3.2.9.17': async () => expectKind(await forward(), FORWARD),
  '3.2.9.18': forwardChecks.letterIds,
  '3.2.9.19': forwardChecks.envelopes,
  '3.2.9.20': forwardChecks.outbox,
  '3.2.9.21': async () => {
    await forwardWithFileChecks.recognised();
    await forwardWithFileChecks.lookUp();
    const made = await forwardWithFile();
    expect(activityOf(made.bundle)).toBe('forward-message');
    const [file, ...more] = filesWithData(made.bundle);
    expect(more).toEqual([]);
    expect(file.contentAttachment.contentType).toBe('application/pdf');
    expect(sourcesOf(made.bundle)).not.toContain(payloadId(file));
    expect(made.letters.map(({ message }) => message)).toEqual(['XDIS91', 'XBIN01']);
    expectObjects(made);
  },
  '3.2.9.22': () => expectAgain(forwardWithFileChecks, forwardWithFile, FORWARD),
});
