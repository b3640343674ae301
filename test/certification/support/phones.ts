import { expect } from 'vitest';
import { directory, parties } from '../../support/exchange.js';
import type { Json } from '../../support/fhir.js';
import { bundleOf, phonesOf } from './bundle-rules.js';
import { withoutPhone } from './inputs.js';
import { Play, present } from './play.js';
import { parseXml, textsAt } from './xml.js';

/** Plays an input in which letters come from an organisation, and returns when it is converted. */
export type Case = (play: Play, from: string, change: (text: string) => string) => Promise<unknown>;

const PLACEHOLDER = 'MAP010';

const messageOf = async (
  run: Case,
  from: string,
  change: (text: string) => string,
): Promise<[Json, Play]> => {
  const play = await Play.open();
  await run(play, from, change);
  const sent = play.sent.filter(({ message }) => message === 'CareCommunication');
  expect(sent.length).toBe(1);
  return [bundleOf(present(sent[0])), play];
};

/**
 * The author's telephone is the letter's; without one the directory's; without that the placeholder, with a warning. Every text
 * has it.
 */
export const expectPhones = async (run: Case): Promise<void> => {
  const expectPhone = async (
    from: string,
    change: (text: string) => string,
    number: (play: Play) => string,
  ) => {
    const [bundle, play] = await messageOf(run, from, change);
    const value = number(play);
    const found = phonesOf(bundle);
    expect(found.length).toBeGreaterThan(0);
    for (const phone of found) expect(phone).toEqual({ system: 'phone', value });
    return play.exchange.codes.includes(PLACEHOLDER);
  };
  const own = (play: Play): string => {
    const { data } = present(play.deliveries.find(({ kind }) => kind.message === 'XDIS91'));
    return present(textsAt(parseXml(data), 'ClinicalEmail/Sender/TelephoneSubscriberIdentifier')[0]);
  };
  const registered = present(directory.byGln(parties.legacy, '2026-03-02')?.telephone);
  expect(await expectPhone(parties.silent, (text) => text, own)).toBe(false);
  expect(await expectPhone(parties.legacy, withoutPhone, () => registered)).toBe(false);
  expect(await expectPhone(parties.silent, withoutPhone, () => '0000 0000')).toBe(true);
};
