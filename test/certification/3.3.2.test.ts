import { expect } from 'vitest';
import { parties, type Sent } from '../support/exchange.js';
import { letter, receiptFor } from '../support/exchange-messages.js';
import { section } from './section.js';
import { acknowledge } from './support/acknowledge.js';
import { bundleOf } from './support/bundle-rules.js';
import { expectEnvelope, told } from './support/envelope-checks.js';
import { careCommunication, invalid, onlyFiles } from './support/inputs.js';
import { playMessage } from './support/letters.js';
import { Play, present } from './support/play.js';
import { idsOf } from './support/store-checks.js';

const { legacy, fhir } = parties;
const PROVIDER = '5790009999119';

const withFile = () => playMessage(careCommunication('six-file-types', { change: onlyFiles(['image/png']) }));

/** A letter that was converted, and the message. */
const converted = async (): Promise<{ play: Play; sent: Sent }> => {
  const play = await Play.open();
  const [sent] = await play.deliver('XDIS91', letter(1, { scenario: 'inpatient' }), legacy, fhir);
  return { play, sent: present(sent) };
};

section('3.3.2', {
  '3.3.2.1': async () => {
    const { play, letters } = await playMessage(careCommunication('care-team'));
    expectEnvelope(play, present(letters[0]), told.XDIS91, fhir, legacy);
    expect(idsOf(present(letters[0]).data)).toMatchObject({ message: 'XDIS91', version: 'XD9134L' });
  },
  '3.3.2.2': async () => {
    const { play, letters } = await withFile();
    expectEnvelope(play, present(letters[1]), told.XBIN01, fhir, legacy);
    expect(idsOf(present(letters[1]).data)).toMatchObject({ message: 'XBIN01', version: 'XB0131X' });
  },
  '3.3.2.3': async () => {
    const { play, sent } = await converted();
    expectEnvelope(play, sent, told.CareCommunication, legacy, fhir);
    expect(bundleOf(sent).entry[0].resource.eventCoding.code).toBe('care-communication-message');
  },
  '3.3.2.4': async () => {
    for (const [code, message] of [
      ['ok', 'XCTL03'],
      ['fatal-error', 'XCTL02'],
    ] as const) {
      const { play, sent } = await converted();
      const issues = code === 'ok' ? [] : [{ code: 'structure', text: 'Kan ikke læses.' }];
      const text = acknowledge(bundleOf(sent), code, issues);
      const [receipt] = await play.deliver('Acknowledgement', text, fhir, legacy);
      expectEnvelope(play, present(receipt), told[message], fhir, legacy);
      expect(idsOf(present(receipt).data).message).toBe(message);
    }
    // A refusal of our own is sent by the provider.
    const play = await Play.open({ provider: { id: PROVIDER, type: 'EAN' } });
    const [refusal] = await play.deliver('XDIS91', invalid(letter(2)), legacy, fhir);
    expectEnvelope(play, present(refusal), told.XCTL01, PROVIDER, legacy);
  },
  '3.3.2.5': async () => {
    for (const [kind, message, code] of [
      ['PositiveReceipt', 'XCTL03', 'ok'],
      ['NegativeReceipt', 'XCTL02', 'fatal-error'],
    ] as const) {
      const { play, letters } = await playMessage(careCommunication('care-team'));
      const receipt = receiptFor(present(letters[0]), kind);
      const [sent] = await play.deliver(message, receipt, legacy, fhir);
      expectEnvelope(play, present(sent), told[code], legacy, fhir);
      expect(bundleOf(present(sent)).entry[0].resource.response.code).toBe(code);
    }
  },
});
