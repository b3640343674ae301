import { expect } from 'vitest';
import { acknowledgementFaults } from '../../support/acknowledgement-checks.js';
import { parties, type Sent } from '../../support/exchange.js';
import { receiptFor } from '../../support/exchange-messages.js';
import { type Json, only, resources } from '../../support/fhir.js';
import { organisation, resource } from '../../support/message.js';
import { bundleOf, validationErrors } from './bundle-rules.js';
import { expectEnvelope, told } from './envelope-checks.js';
import { expectBundle } from './expected.js';
import { type FromMessage, playMessage } from './letters.js';
import { type Play, present } from './play.js';
import { bundleIdsOf, expectDecision, expectOutbox, expectPassedOn } from './store-checks.js';

const { legacy, fhir } = parties;

type Kind = 'positive' | 'negative';
/** A receipt for the letter of a number. */
export interface Answer {
  letter: number;
  kind: Kind;
  code?: string;
  text?: string;
}

const MESSAGES = { positive: 'XCTL03', negative: 'XCTL02' } as const;
const ELEMENTS = { positive: 'PositiveReceipt', negative: 'NegativeReceipt' } as const;

const receiptOf = (letter: Sent, { kind, code, text, letter: number }: Answer): string => {
  const reason = code === undefined ? '' : `<RefuseCode>${code}</RefuseCode><RefuseText>${text}</RefuseText>`;
  return receiptFor(letter, ELEMENTS[kind], { id: `KVIT${number}`, reason });
};

/** A message, its letters, and what became of the receipts for them. */
export interface Answered extends FromMessage {
  answers: readonly Answer[];
  /** What was sent after each receipt. */
  after: Sent[][];
  sent: Sent;
  acknowledgement: Json;
}

const answer = (play: Play, letters: readonly Sent[], one: Answer): Promise<Sent[]> =>
  play.deliver(MESSAGES[one.kind], receiptOf(present(letters[one.letter]), one), legacy, fhir);

/** Converts a message, and delivers receipts for its letters in the order in which they stand. */
export const playReceipts = async (text: string, answers: readonly Answer[]): Promise<Answered> => {
  const made = await playMessage(text);
  const after: Sent[][] = [];
  for (const one of answers) after.push(await answer(made.play, made.letters, one));
  const sent = present(after.at(-1)?.[0], 'Acknowledgement');
  return { ...made, answers, after, sent, acknowledgement: bundleOf(sent) };
};

const glnOf = (bundle: Json, party: 'sender' | 'receiver'): string =>
  organisation(bundle, party).identifier.find(({ system }: Json) => system === 'https://www.gs1.org/gln')
    .value;

/** It answers the message that was converted, from its receiver to its sender. */
const expectAnswers = ({ acknowledgement, bundle }: Answered): void => {
  const { header } = bundleIdsOf(JSON.stringify(bundle));
  expect(only(acknowledgement, 'MessageHeader').response.identifier).toBe(header);
  const [first, second, ...more] = resources(acknowledgement, 'Provenance');
  expect(more).toEqual([]);
  expect(first.target).toEqual([{ reference: `MessageHeader/${header}` }]);
  expect(second.entity).toEqual([{ role: 'revision', what: { reference: `MessageHeader/${header}` } }]);
  expect(glnOf(acknowledgement, 'sender')).toBe(glnOf(bundle, 'receiver'));
  expect(glnOf(acknowledgement, 'receiver')).toBe(glnOf(bundle, 'sender'));
  const [own, original] = [acknowledgement, bundle].map((one) => resource(one, 'MessageHeader'));
  expect(own.source.endpoint).toBe(original.destination[0].endpoint);
  expect(own.destination[0].endpoint).toBe(original.source.endpoint);
};

const WRONG = '>ANDET1<';

/** Checks of an Acknowledgement that receipts became, by what they look at. */
export const acknowledgementChecks = (
  made: () => Promise<Answered>,
  code: 'ok' | 'fatal-error',
  name: string,
) => ({
  expected: async () => {
    const { acknowledgement, bundle, answers } = await made();
    expectBundle(`${name}.json`, acknowledgement, [JSON.stringify(bundle)]);
    const { response } = only(acknowledgement, 'MessageHeader');
    expect(response.code).toBe(code);
    const refused = answers.filter(({ kind }) => kind === 'negative').sort((a, b) => a.letter - b.letter);
    if (code === 'ok') {
      expect(refused).toEqual([]);
      expect(response.details).toBeUndefined();
      expect(resources(acknowledgement, 'OperationOutcome')).toEqual([]);
      return;
    }
    const outcome = only(acknowledgement, 'OperationOutcome');
    expect(response.details.reference).toBe(`OperationOutcome/${outcome.id}`);
    const several = answers.length > 1;
    expect(outcome.issue.map(({ severity, details }: Json) => [severity, details.text])).toEqual(
      refused.map(({ text, letter }) => [
        'fatal',
        `${several ? (letter === 0 ? 'XDIS91: ' : 'XBIN01: ') : ''}${text}`,
      ]),
    );
  },
  answers: async () => {
    const answered = await made();
    expectAnswers(answered);
    // A receipt that names another letter is none of this message.
    const { bundle, answers } = answered;
    const other = await playMessage(JSON.stringify(bundle));
    const [one] = answers as [Answer];
    const wrong = receiptOf(present(other.letters[one.letter]), one).replace(
      /(?<=<OriginalLetterIdentifier)>[^<]*</,
      WRONG,
    );
    expect(wrong).toContain(WRONG);
    const passed = await other.play.deliver(MESSAGES[one.kind], wrong, legacy, fhir);
    await expectPassedOn(other.play, 1, passed);
    await expectDecision(other.play, 1, MESSAGES[one.kind], 'passed');
    expect((await other.play.conversion(0)).state).toBe('awaiting');
  },
  valid: async () => {
    const { play, sent, acknowledgement } = await made();
    expect(validationErrors(play, sent)).toEqual([]);
    expect(acknowledgementFaults(acknowledgement)).toEqual([]);
  },
  envelope: async () => {
    const { play, sent } = await made();
    expectEnvelope(play, sent, told[code], legacy, fhir);
    expect(JSON.parse(sent.data.toString('utf8')).resourceType).toBe('Bundle');
  },
  outbox: async () => {
    const { play, sent, after } = await made();
    expect(after.flat()).toEqual([sent]);
    expect(sent.envelope.receiver.id).toBe(fhir);
    await expectOutbox(play, -1, [sent], fhir, 'receipted');
    expect((await play.conversion(0)).state).toBe('receipted');
  },
});
