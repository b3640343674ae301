import { expect } from 'vitest';
import { MINUTE, parties } from '../support/exchange.js';
import { extension } from '../support/fhir.js';
import { section } from './section.js';
import {
  bundleOf,
  expectDirectoryIds,
  expectFaults,
  expectOrigin,
  files,
  texts,
} from './support/bundle-rules.js';
import { expectEnvelope, told } from './support/envelope-checks.js';
import { expectBundle } from './support/expected.js';
import { invalid, letterSet } from './support/inputs.js';
import { expectPhones } from './support/phones.js';
import { once, Play, present } from './support/play.js';
import {
  bundleIdsOf,
  expectLettersStored,
  expectOutbox,
  expectPassedOn,
  idsOf,
} from './support/store-checks.js';
import { parseXml, textAt, textsAt } from './support/xml.js';

const { legacy, fhir } = parties;
const LATE = 60 * MINUTE + 1000;

const parts = (play: Play, letter: string) => {
  const sent = present(
    play.sent.find(({ message }) => message === 'CareCommunication'),
    'message',
  );
  return { play, sent, bundle: bundleOf(sent), letter };
};

/** The binary letter does not come. */
const missing = once(async () => {
  const { letter } = letterSet(1, 'attachment');
  const play = await Play.open();
  await play.deliver('XDIS91', letter, legacy, fhir);
  await play.wait(LATE);
  return parts(play, letter);
});

/** The binary letter is invalid. */
const broken = once(async () => {
  const { letter, binaries } = letterSet(2, 'attachment');
  const play = await Play.open();
  await play.deliver('XDIS91', letter, legacy, fhir);
  await play.deliver('XBIN01', invalid(present(binaries[0])), legacy, fhir);
  return parts(play, letter);
});

const both = async () => [await missing(), await broken()];

section('3.2.4', {
  '3.2.4.1': async () => {
    const { letter } = letterSet(3, 'attachment');
    const play = await Play.open();
    expect(await play.deliver('XDIS91', letter, legacy, fhir)).toEqual([]);
    expect(await play.wait(60 * MINUTE)).toEqual([]);
    expect((await play.entry(0)).letters).toMatchObject([{ state: 'waiting' }]);
    expect((await play.wait(1000)).map(({ message }) => message)).toEqual(['CareCommunication']);
    expect((await play.entry(0)).letters).toEqual([
      { kind: 'XDIS91', envelope: 'KUV3', letter: 'BRV3', state: 'converted' },
    ]);
    expect((await play.conversion(0)).reason).toBe('XBIN01 missing');

    const at = await broken();
    expect((await at.play.conversion(0)).reason).toBe('XBIN01 invalid');
    expect(at.play.sent.map(({ message }) => message)).toEqual(['XCTL01', 'CareCommunication']);
    const [refusal] = at.play.sent;
    const refused = idsOf(at.play.delivery(1).data);
    const original = 'NegativeVansReceipt/OriginalEmessage';
    const root = parseXml(present(refusal).data);
    expect(textAt(root, `${original}/OriginalEnvelopeIdentifier`)).toBe(refused.envelope);
    expect(textAt(root, `${original}/OriginalLetter/OriginalLetterIdentifier`)).toBe(refused.letter);
    expect(refusal?.envelope.receiver.id).toBe(legacy);
  },
  '3.2.4.2': async () => {
    const { bundle, letter } = await missing();
    const references = textsAt(parseXml(letter), 'ClinicalEmail/Reference/BIN/ObjectIdentifier');
    expect(
      files(bundle).map((file) => extension(file, 'identifier').value.replaceAll(/urn:uuid:|-/g, '')),
    ).toEqual(references.map((id) => id.toLowerCase()));
    for (const file of files(bundle)) {
      expect(file.contentAttachment).toEqual({ contentType: 'application/pdf' });
      expect(extension(file, 'datetime')).toBe(extension(present(texts(bundle)[0]), 'datetime'));
    }
    expectOrigin(bundle, letter);
    expectBundle('3.2.4.2.json', bundle, [letter]);
    const other = await broken();
    expectBundle('3.2.4.2-invalid.json', other.bundle, [other.letter]);
  },
  '3.2.4.3': async () => {
    for (const { play, letter } of await both()) await expectLettersStored(play, 0, [letter]);
  },
  '3.2.4.4': async () => {
    for (const { bundle } of await both()) expectDirectoryIds(bundle, legacy, fhir);
  },
  '3.2.4.5': async () => {
    await expectPhones(async (play, from, change) => {
      await play.deliver('XDIS91', change(letterSet(4, 'attachment', [], from).letter), from, fhir);
      await play.wait(LATE);
    });
    await expectPhones(async (play, from, change) => {
      const { letter, binaries } = letterSet(4, 'attachment', undefined, from);
      await play.deliver('XDIS91', change(letter), from, fhir);
      await play.deliver('XBIN01', invalid(change(present(binaries[0]))), from, fhir);
    });
  },
  '3.2.4.6': async () => {
    for (const { play, sent } of await both()) {
      expectFaults(play, sent, {
        read: ['FHIR020 Bundle.entry[2].resource.payload[1].contentAttachment'],
        attachments: ['1: no title', '1: no content'],
      });
      const [xdis91] = play.exchange.events;
      const said = play.exchange.events.flatMap(({ diagnostics }) => diagnostics);
      expect(said.filter(({ code }) => code === 'MAP002')).toMatchObject([
        { severity: 'warning', place: { file: xdis91?.file, path: 'ClinicalEmail/Reference' } },
      ]);
    }
  },
  '3.2.4.7': async () => {
    const at = await missing();
    const ids = bundleIdsOf(at.sent.data);
    expect(await at.play.conversion(0)).toMatchObject({ ...ids, reason: 'XBIN01 missing' });
    const other = await broken();
    const otherIds = bundleIdsOf(other.sent.data);
    expect(await other.play.conversion(0)).toMatchObject({ ...otherIds, reason: 'XBIN01 invalid' });
  },
  '3.2.4.8': async () => {
    for (const { play, sent } of await both())
      expectEnvelope(play, sent, told.CareCommunication, legacy, fhir);
  },
  '3.2.4.9': async () => {
    const { letter, binaries } = letterSet(5, 'attachment');
    const play = await Play.open();
    await play.deliver('XDIS91', letter, legacy, fhir);
    await play.wait(LATE);
    expect(play.sent.length).toBe(1);
    await expectOutbox(play, 0, play.sent, fhir);
    const late = await play.deliver('XBIN01', present(binaries[0]), legacy, fhir);
    await expectPassedOn(play, 1, late);
    expect((await play.entry(1)).letters).toMatchObject([{ kind: 'XBIN01', state: 'passed' }]);
  },
});
