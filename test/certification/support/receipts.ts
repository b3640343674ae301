import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { parties, type Sent } from '../../support/exchange.js';
import type { Json } from '../../support/fhir.js';
import { acknowledge, type Issue } from './acknowledge.js';
import { expectEnvelope, expectOwnEnvelopes, told } from './envelope-checks.js';
import { expectXsd } from './letters.js';
import type { Play } from './play.js';
import { expectDecision, expectOutbox, expectOwnIds, expectPassedOn, idsOf } from './store-checks.js';
import { elementsOf, parseXml, textAt, textsAt } from './xml.js';

const { legacy, fhir } = parties;

type ResponseCode = 'ok' | 'transient-error' | 'fatal-error';

/** A letter that was converted, with its binary letters, and the message it became. */
export interface Converted {
  play: Play;
  bundle: Json;
  letter: string;
  binaries: string[];
}

/** What an Acknowledgement for such a message became. */
export interface Receipted extends Converted {
  code: ResponseCode;
  /** Number of its delivery. */
  number: number;
  sent: Sent[];
}

/** Answers a message that was made, as its receiver does. */
export const playAcknowledgement = async (
  made: Converted,
  code: ResponseCode,
  issues: readonly Issue[] = [],
): Promise<Receipted> => {
  const sent = await made.play.deliver(
    'Acknowledgement',
    acknowledge(made.bundle, code, issues),
    fhir,
    legacy,
  );
  return { ...made, code, number: made.play.deliveries.length - 1, sent };
};

const ELEMENTS = { XCTL02: 'NegativeReceipt', XCTL03: 'PositiveReceipt' } as const;
type Message = keyof typeof ELEMENTS;

const receiptIn = ({ data }: Sent) => {
  const root = parseXml(data);
  const name = elementsOf(root)[1]?.name ?? '';
  return { root, name, at: (path: string) => textAt(root, `${name}/${path}`) };
};

/** Lines of the text in which a receipt says why; none of a positive one. */
export const refuseText = (sent: Sent): string[] => {
  const { root, name } = receiptIn(sent);
  const texts = textsAt(root, `${name}/OriginalEmessage/RefuseText`);
  if (texts.length === 0) return [];
  const lines = (texts[0] ?? '').split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
};

export const refuseCode = (sent: Sent): string => receiptIn(sent).at('OriginalEmessage/RefuseCode');

/** Checks of the receipts that an Acknowledgement became, by what they look at. */
export const receiptChecks = (made: () => Promise<Receipted>, message: Message) => ({
  recognised: async () => {
    const { play, number, letter, binaries } = await made();
    await expectDecision(play, number, 'Acknowledgement', 'receipted');
    const conversion = await play.conversion(number);
    expect(conversion.letters).toEqual([letter, ...binaries].map(idsOf));
    expect(conversion.receipts).toMatchObject([{ message: 'CareCommunication', converted: true }]);
    expect(conversion.state).toBe('receipted');
  },
  kinds: async () => {
    const { sent, letter, binaries } = await made();
    expect(sent.map((one) => one.message)).toEqual([letter, ...binaries].map(() => message));
    for (const one of sent) {
      const { root, name, at } = receiptIn(one);
      expect(name).toBe(ELEMENTS[message]);
      expect(at('Letter/VersionCode')).toBe(message === 'XCTL02' ? 'XC0230Q' : 'XC0330Q');
      expect(at('Letter/StatisticalCode')).toBe(message);
      expect(textAt(root, 'Envelope/AcknowledgementCode')).toBe('minuspositivkvitt');
      expect([textAt(root, 'Envelope/Sent/Date'), textAt(root, 'Envelope/Sent/Time')]).toEqual([
        '2026-03-02',
        '11:00',
      ]);
    }
    expectOwnIds(sent.map(({ data }) => data));
    await expectXsd(sent);
  },
  /** Each receipt names a letter of its own, as it came; an Acknowledgement of another message is passed on. */
  originals: async () => {
    const { play, sent, letter, binaries, bundle, code } = await made();
    const named = sent.map((one) => {
      const { at } = receiptIn(one);
      return {
        envelope: at('OriginalEmessage/OriginalEnvelopeIdentifier'),
        letter: at('OriginalEmessage/OriginalLetter/OriginalLetterIdentifier'),
        version: at('OriginalEmessage/OriginalLetter/OriginalVersionCode'),
        parties: [
          at('OriginalEmessage/OriginalSender/EANIdentifier'),
          at('OriginalEmessage/OriginalReceiver/EANIdentifier'),
        ],
        own: [at('Sender/EANIdentifier'), at('Receiver/EANIdentifier')],
      };
    });
    expect(named).toEqual(
      [letter, ...binaries].map((text) => {
        const { envelope, letter: id, version } = idsOf(text);
        return { envelope, letter: id, version, parties: [legacy, fhir], own: [fhir, legacy] };
      }),
    );
    const other = structuredClone(bundle);
    const [header] = other.entry;
    const unknown = JSON.parse(
      JSON.stringify(other).replaceAll(header.resource.id, '0e0e0e0e-0000-4000-8000-000000000000'),
    );
    const issues = code === 'ok' ? [] : [{ code: 'structure', text: 'Ukendt' }];
    const text = acknowledge(unknown, code, issues).replaceAll('0a0b0c0d', randomUUID().slice(0, 8));
    const passed = await play.deliver('Acknowledgement', text, fhir, legacy);
    await expectPassedOn(play, -1, passed);
  },
  envelopes: async () => {
    const { play, sent } = await made();
    for (const one of sent) expectEnvelope(play, one, told[message], fhir, legacy);
    expectOwnEnvelopes(sent);
  },
  outbox: async () => {
    const { play, sent, number, letter, binaries } = await made();
    expect(sent.length).toBe([letter, ...binaries].length);
    await expectOutbox(play, number, sent, legacy, 'receipted');
  },
});

/** How many components of 70 characters EDIFACT needs for the lines of a text. */
export const componentsOf = (lines: readonly string[]): number =>
  lines.reduce((sum, { length }) => sum + Math.max(1, Math.ceil(length / 70)), 0);
