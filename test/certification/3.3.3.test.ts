import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parties } from '../support/exchange.js';
import { letter } from '../support/exchange-messages.js';
import { section } from './section.js';
import { Play } from './support/play.js';
import { expectDecision, expectPassedOn } from './support/store-checks.js';

const { unpaired, legacy, fhir } = parties;

/** The binary letter of a sample in EDIFACT, from one organisation to another; its file is bytes. */
const bin01 = (from: string, to: string): Buffer => {
  const text = readFileSync('samples/edifact-attachment/input/attachment.edi', 'latin1');
  const [sender = '', receiver = ''] = text.match(/57900099990\d\d/g) ?? [];
  const replaced = text.replaceAll(sender, 'SENDER').replaceAll(receiver, to).replaceAll('SENDER', from);
  return Buffer.from(replaced, 'latin1');
};

const xbin01 = (from: string, to: string): string =>
  letter(1, { from, to, scenario: 'attachment', file: 'attachment.xml' });

section('3.3.3', {
  '3.3.3.1': async () => {
    for (const [message, make] of [
      ['BIN01', bin01],
      ['XBIN01', xbin01],
    ] as const) {
      const play = await Play.open();
      const before = play.exchange.now;
      const sent = await play.deliver(message, make(unpaired, fhir), unpaired, fhir);
      expect(play.exchange.now).toBe(before);
      await expectPassedOn(play, 0, sent);
      await expectDecision(play, 0, 'XBIN01', 'passed');
      const { letters } = await play.entry(0);
      expect(letters).toMatchObject([{ kind: 'XBIN01', state: 'passed' }]);
      expect(letters[0]?.waitsUntil).toBeUndefined();
      // From anybody else it waits.
      const other = await Play.open();
      expect(await other.deliver(message, make(legacy, fhir), legacy, fhir)).toEqual([]);
      await expectDecision(other, 0, 'XBIN01', 'waiting');
    }
  },
});
