import { expect } from 'vitest';
import { parties } from '../support/exchange.js';
import { section } from './section.js';
import { expectFaults, expectFiles, files } from './support/bundle-rules.js';
import { expectRecognised } from './support/envelope-checks.js';
import { type LetterSet, letterSet } from './support/inputs.js';
import { pairChecks, phoneCase, playSet } from './support/pairs.js';
import { once } from './support/play.js';
import { expectDecision, expectLettersStored, expectLookUp } from './support/store-checks.js';

const FILE_TYPE = 'MAP008';

/** One file that is a txt, which no CareCommunication permits. */
const asText = ({ letter, binaries }: LetterSet): LetterSet => {
  const change = (text: string): string =>
    text
      .replaceAll('>vektor_grafik<', '>tekstfil<')
      .replaceAll('<ObjectExtensionCode>pdf<', '<ObjectExtensionCode>txt<');
  return { letter: change(letter), binaries: binaries.map(change) };
};

/** Two files: a jpeg is permitted, a doc is not. */
const mixed = ({ letter, binaries }: LetterSet): LetterSet => {
  const change = (text: string): string =>
    text.replaceAll('>wav<', '>jpeg<').replaceAll('>multimedie<', '>billede<');
  return { letter: change(letter), binaries: binaries.map(change) };
};

const one = once(() => playSet(asText(letterSet(1, 'attachment'))));
const two = once(() => playSet(mixed(letterSet(2, 'other-file-type'))));

const checks = pairChecks(one, phoneCase('attachment', undefined, asText));

section('3.2.6', {
  '3.2.6.1': async () => {
    const { play, letter, binaries } = await one();
    for (const [number, kind] of ['XDIS91', 'XBIN01'].entries()) {
      await expectRecognised(play, number, kind);
      await expectLookUp(play, number, parties.fhir, { yes: ['FDIS91'], no: ['XDIS91'] });
      await expectLettersStored(play, number, [letter, ...binaries]);
    }
    await expectDecision(play, 0, 'XDIS91', 'waiting');
    await expectDecision(play, 1, 'XBIN01', 'converted');
    expect(play.sent.map(({ message }) => message)).toEqual(['CareCommunication']);
  },
  '3.2.6.2': async () => {
    for (const { play } of [await one(), await two()]) {
      const { diagnostics } = await play.entry(1);
      const said = diagnostics.filter(({ code }) => code === FILE_TYPE);
      expect(said.length).toBe(1);
      expect((await play.conversion(1)).reason).toBe('file type');
      expect(play.exchange.decisions.filter((decision) => decision.includes('refused'))).toEqual([]);
    }
  },
  '3.2.6.3': async () => {
    for (const { bundle, letter, binaries } of [await one(), await two()])
      expectFiles(bundle, letter, binaries);
    const types = files((await two()).bundle).map(({ contentAttachment }) => contentAttachment.contentType);
    expect(types).toEqual(['application/msword', 'image/jpeg']);
  },
  '3.2.6.4': checks.letters,
  '3.2.6.5': checks.directory,
  '3.2.6.6': checks.phones,
  '3.2.6.7': checks.origin,
  '3.2.6.8': async () => {
    for (const { play, sent } of [await one(), await two()])
      expectFaults(play, sent, {
        read: ['FHIR035 Bundle.entry[2].resource.payload[1].contentAttachment.contentType'],
        attachments: ['1: content type'],
      });
  },
  '3.2.6.9': checks.bundleIds,
  '3.2.6.10': checks.envelope,
  '3.2.6.11': checks.outbox,
});
