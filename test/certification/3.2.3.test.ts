import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { readVansEnvelope } from '../../src/index.js';
import { MINUTE, parties } from '../support/exchange.js';
import { section } from './section.js';
import { bundleOf, expectFiles, files } from './support/bundle-rules.js';
import { expectRecognised } from './support/envelope-checks.js';
import { expectBundle } from './support/expected.js';
import { letterSet, split } from './support/inputs.js';
import { convertLarge } from './support/large.js';
import { pairChecks, phoneCase, playSet } from './support/pairs.js';
import { once, Play, present } from './support/play.js';
import { expectDecision, expectLettersStored, expectLookUp } from './support/store-checks.js';
import { expectLetterTrace } from './support/trace-checks.js';

const { fhir } = parties;
const ELEVEN = ['attachment-1.xml', 'attachment-2.xml'];
const MORE_THAN_TEN = 'OIO024';

const pair = once(() => playSet(letterSet(1, 'attachment')));
const turned = once(() => playSet(letterSet(1, 'attachment'), false));
const three = once(() => playSet(letterSet(3, 'three-attachments')));
const threeOfOne = once(() => {
  const set = letterSet(3, 'three-attachments');
  return playSet({ ...set, binaries: set.binaries.flatMap(split) });
});
const eleven = once(() => playSet(letterSet(4, 'eleven-attachments', ELEVEN)));

const checks = pairChecks(pair, phoneCase('attachment'));
const checksOfThree = [three, threeOfOne].map((one) => pairChecks(one, phoneCase('three-attachments')));

section('3.2.3', {
  '3.2.3.1': async () => {
    for (const [kinds, { play }] of [
      [['XDIS91', 'XBIN01'], await pair()],
      [['XBIN01', 'XDIS91'], await turned()],
    ] as const) {
      for (const [number, kind] of kinds.entries()) await expectRecognised(play, number, kind);
      await expectDecision(play, 0, kinds[0], 'waiting');
      await expectDecision(play, 1, kinds[1], 'converted');
    }
    const play = await Play.open();
    const { letter } = letterSet(1, 'attachment');
    expect(await play.deliver('XDIS91', letter, parties.legacy, fhir)).toEqual([]);
    const { letters } = await play.entry(0);
    expect(letters).toMatchObject([
      { state: 'waiting', waitsUntil: new Date(play.exchange.now + 60 * MINUTE).toISOString() },
    ]);
  },
  '3.2.3.2': async () => {
    const { play } = await pair();
    for (const number of [0, 1]) await expectLookUp(play, number, fhir, { yes: ['FDIS91'], no: ['XDIS91'] });
  },
  '3.2.3.3': async () => {
    for (const { play, letter, binaries } of [await pair(), await turned()]) {
      expect(play.sent.map(({ message }) => message)).toEqual(['CareCommunication']);
      for (const number of [0, 1]) {
        expect((await play.entry(number)).letters.map(({ state }) => state)).toEqual(['converted']);
        await expectLettersStored(play, number, [letter, ...binaries]);
      }
    }
  },
  '3.2.3.4': async () => {
    const { play, sent, bundle, letter, binaries } = await pair();
    expectBundle('3.2.3.4.json', bundle, [letter, ...binaries]);
    expectFiles(bundle, letter, binaries);
    expectLetterTrace(play, [0, 1], sent);
    expect((await turned()).sent.data.equals(sent.data)).toBe(true);
  },
  '3.2.3.5': checks.letters,
  '3.2.3.6': checks.directory,
  '3.2.3.7': checks.phones,
  '3.2.3.8': checks.origin,
  '3.2.3.9': checks.valid,
  '3.2.3.10': checks.bundleIds,
  '3.2.3.11': checks.envelope,
  '3.2.3.12': checks.outbox,
  '3.2.3.13': async () => {
    for (const { bundle, letter, binaries } of [await three(), await threeOfOne()]) {
      expectFiles(bundle, letter, binaries);
      expect(files(bundle).length).toBe(3);
    }
    expect((await threeOfOne()).binaries.length).toBe(3);
  },
  '3.2.3.14': async () => {
    for (const one of checksOfThree) for (const check of Object.values(one)) await check();
  },
  '3.2.3.15': async () => {
    const { play, bundle, letter, binaries } = await eleven();
    expect(binaries.length).toBe(2);
    expect(files(bundle).length).toBe(11);
    expectFiles(bundle, letter, binaries);
    expect(play.exchange.codes).toContain(MORE_THAN_TEN);
    expect(play.exchange.decisions.filter((one) => one.includes('refused'))).toEqual([]);
  },
  '3.2.3.16': pairChecks(eleven, phoneCase('eleven-attachments', ELEVEN)).outbox,
  '3.2.3.17': async () => {
    const { exit, sent, digest, peak, told } = await convertLarge();
    expect(exit, told).toBe(0);
    expect(sent.length).toBe(1);
    const content = readVansEnvelope(present(sent[0]), 'large.xml').envelope?.content;
    if (content?.kind !== 'message') throw new Error('there is no message');
    expect(content.data.length).toBeGreaterThan(100_000_000);
    const [file] = files(bundleOf({ data: Buffer.from(content.data) }));
    const bytes = Buffer.from(file.contentAttachment.data, 'base64');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
    expect(told).toContain('100 MB');
    expect(peak).toBeLessThan(1 << 30);
  },
});
