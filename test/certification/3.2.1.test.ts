import { expect } from 'vitest';
import { parties } from '../support/exchange.js';
import { letter } from '../support/exchange-messages.js';
import { section } from './section.js';
import { expectRecognised } from './support/envelope-checks.js';
import { careCommunication } from './support/inputs.js';
import { once, Play } from './support/play.js';
import { bundleIdsOf, expectDecision, expectLookUp, expectPassedOn, idsOf } from './support/store-checks.js';

const message = once(async () => {
  const play = await Play.open();
  const text = careCommunication('new-message', { from: parties.both, to: parties.fhir });
  await play.deliver('CareCommunication', text, parties.both, parties.fhir);
  return play;
});

const lone = once(async () => {
  const play = await Play.open();
  const text = letter(1, { from: parties.silent, to: parties.legacy });
  await play.deliver('XDIS91', text, parties.silent, parties.legacy);
  return play;
});

/** It is in the ledger as received, and is found by each of its ids. */
const expectReceived = async (play: Play, ids: { kind: string; envelope: string; letter: string }) => {
  const entry = await play.entry(0);
  const { from, to, envelope } = play.delivery(0);
  expect(entry).toMatchObject({ sender: from, receiver: to, envelope });
  expect(Date.parse(entry.arrived)).toBe(play.exchange.now);
  expect(entry.letters).toMatchObject([ids]);
  for (const id of [envelope, ids.envelope, ids.letter])
    expect((await play.exchange.ledger(id)).map(({ arrival }) => arrival)).toEqual([entry.arrival]);
};

section('3.2.1', {
  '3.2.1.1': async () => {
    const play = await message();
    const { bundle, header } = bundleIdsOf(play.delivery(0).data);
    await expectReceived(play, { kind: 'CareCommunication', envelope: bundle, letter: header });
  },
  '3.2.1.2': async () => expectRecognised(await message(), 0, 'CareCommunication'),
  '3.2.1.3': async () => {
    const play = await message();
    await expectLookUp(play, 0, parties.fhir, { yes: ['FDIS91'], no: [] });
    await expectDecision(play, 0, 'CareCommunication', 'passed');
    await expectPassedOn(play, 0, play.sent);
  },
  '3.2.1.4': async () => {
    const play = await lone();
    const { envelope, letter: id } = idsOf(play.delivery(0).data);
    await expectReceived(play, { kind: 'XDIS91', envelope, letter: id });
  },
  '3.2.1.5': async () => expectRecognised(await lone(), 0, 'XDIS91'),
  '3.2.1.6': async () => {
    const play = await lone();
    await expectLookUp(play, 0, parties.legacy, { yes: ['XDIS91'], no: [] });
    await expectDecision(play, 0, 'XDIS91', 'passed');
    await expectPassedOn(play, 0, play.sent);
  },
});
