import { parties } from '../../support/exchange.js';
import type { Json } from '../../support/fhir.js';
import { bundleOf, expectDirectoryIds, expectFiles, expectOrigin, expectValid } from './bundle-rules.js';
import { expectEnvelope, told } from './envelope-checks.js';
import { type LetterSet, letterSet } from './inputs.js';
import { type Case, expectPhones } from './phones.js';
import { Play, present } from './play.js';
import { expectBundleStored, expectLettersStored, expectOutbox } from './store-checks.js';

/** A letter and its binary letters that became one message. */
export interface Pair extends LetterSet {
  play: Play;
  sent: Play['sent'][number];
  bundle: Json;
}

const { legacy, fhir } = parties;

/** Delivers a letter and then its binary letters, or the other way. */
export const deliverSet = async (
  play: Play,
  { letter, binaries }: LetterSet,
  { from = legacy, letterFirst = true }: { from?: string; letterFirst?: boolean } = {},
): Promise<void> => {
  if (letterFirst) await play.deliver('XDIS91', letter, from, fhir);
  for (const binary of binaries) await play.deliver('XBIN01', binary, from, fhir);
  if (!letterFirst) await play.deliver('XDIS91', letter, from, fhir);
};

/** Plays a letter with its binary letters. */
export const playSet = async (set: LetterSet, letterFirst = true): Promise<Pair> => {
  const play = await Play.open();
  await deliverSet(play, set, { letterFirst });
  const sent = present(play.sent[0], 'message');
  return { play, sent, bundle: bundleOf(sent), ...set };
};

/** The same letters from another organisation, with another telephone. */
export const phoneCase =
  (scenario: string, files?: readonly string[], change: (set: LetterSet) => LetterSet = (set) => set): Case =>
  async (play, from, changeText) => {
    const set = change(letterSet(9, scenario, files, from, fhir));
    const changed = { letter: changeText(set.letter), binaries: set.binaries.map(changeText) };
    await deliverSet(play, changed, { from });
  };

/** Checks of a letter that was converted with its files, by what they look at. */
export const pairChecks = (pair: () => Promise<Pair>, phones: Case) => ({
  letters: async () => {
    const { play, letter, binaries } = await pair();
    await expectLettersStored(play, -1, [letter, ...binaries]);
  },
  directory: async () => expectDirectoryIds((await pair()).bundle, legacy, fhir),
  phones: () => expectPhones(phones),
  origin: async () => {
    const { bundle, letter, binaries } = await pair();
    expectOrigin(bundle, letter);
    expectFiles(bundle, letter, binaries);
  },
  valid: async () => {
    const { play, sent } = await pair();
    expectValid(play, sent);
  },
  bundleIds: async () => {
    const { play, sent } = await pair();
    for (const number of play.deliveries.keys()) await expectBundleStored(play, number, sent.data);
  },
  envelope: async () => {
    const { play, sent } = await pair();
    expectEnvelope(play, sent, told.CareCommunication, legacy, fhir);
  },
  outbox: async () => {
    const { play, sent } = await pair();
    await expectOutbox(play, -1, play.sent, fhir);
    if (play.sent.length !== 1 || play.sent[0] !== sent) throw new Error('more than one message was sent');
  },
});
