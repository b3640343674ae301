import { expect } from 'vitest';
import { MINUTE, parties } from '../support/exchange.js';
import { section } from './section.js';
import { bundleOf, files } from './support/bundle-rules.js';
import { expectEnvelope, expectRecognised, told } from './support/envelope-checks.js';
import { invalid, letterSet } from './support/inputs.js';
import { Play, present } from './support/play.js';
import { expectDecision, expectPassedOn } from './support/store-checks.js';

const { legacy, fhir } = parties;
const { letter, binaries } = letterSet(1, 'attachment');
const binary = present(binaries[0]);

/** A binary letter that has come alone. */
const alone = async () => {
  const play = await Play.open();
  expect(await play.deliver('XBIN01', binary, legacy, fhir)).toEqual([]);
  return play;
};

section('3.2.5', {
  '3.2.5.1': async () => {
    const play = await alone();
    await expectRecognised(play, 0, 'XBIN01');
    await expectDecision(play, 0, 'XBIN01', 'waiting');
    expect((await play.entry(0)).letters).toEqual([
      {
        kind: 'XBIN01',
        envelope: 'KUV1B0',
        letter: 'BRV1B0',
        state: 'waiting',
        waitsUntil: new Date(play.exchange.now + 60 * MINUTE).toISOString(),
      },
    ]);
  },
  '3.2.5.2': async () => {
    const play = await alone();
    expect(await play.wait(60 * MINUTE)).toEqual([]);
    const passed = await play.wait(1000);
    await expectPassedOn(play, 0, passed);
    expectEnvelope(play, present(passed[0]), told.XBIN01, legacy, fhir);

    const other = await alone();
    const sent = await other.deliver('XDIS91', invalid(letter), legacy, fhir);
    expect(sent.map(({ message }) => message).sort()).toEqual(['XBIN01', 'XCTL01']);
    const went = sent.filter(({ message }) => message === 'XBIN01');
    await expectPassedOn(other, 0, went);
    expectEnvelope(other, present(went[0]), told.XBIN01, legacy, fhir);
  },
  '3.2.5.3': async () => {
    const play = await alone();
    const [passed] = await play.wait(60 * MINUTE + 1000);
    expect(passed?.file.split('/')[0]).toBe(fhir);
    const { outputs } = await play.entry(0);
    expect(outputs).toMatchObject([{ receiver: fhir, file: passed?.file, bytes: passed?.bytes.length }]);
    const [late, ...more] = await play.deliver('XDIS91', letter, legacy, fhir);
    expect(more).toEqual([]);
    expect(files(bundleOf(present(late))).map(({ contentAttachment }) => contentAttachment)).toEqual([
      { contentType: 'application/pdf' },
    ]);
    expect((await play.conversion(1)).reason).toBe('XDIS91 late');
  },
});
