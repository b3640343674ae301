import { expect } from 'vitest';
import { section } from './section.js';
import {
  type Answer,
  type Answered,
  acknowledgementChecks,
  playReceipts,
} from './support/acknowledgements.js';
import { careCommunication, onlyFiles } from './support/inputs.js';
import { once } from './support/play.js';
import { expectDecision } from './support/store-checks.js';

const refuse = (letter: number, code: string, text: string): Answer => ({
  letter,
  kind: 'negative',
  code,
  text,
});
const accept = (letter: number): Answer => ({ letter, kind: 'positive' });

const oneFile = careCommunication('six-file-types', { change: onlyFiles(['image/png']) });
const threeFiles = careCommunication('six-file-types', {
  change: onlyFiles(['image/png', 'application/pdf', 'image/tiff']),
});
const reply = careCommunication('reply-to-attachment');
const replyWithFile = careCommunication('reply-with-attachment');

const syntax = refuse(0, 'syntaksfejl', 'Brevet kan ikke læses.');
const version = refuse(1, 'problem_med_version', 'Bilaget kan ikke åbnes.');
const syntaxOfFile = refuse(1, 'syntaksfejl', 'Bilaget er tomt.');
const unknown = refuse(0, 'ikke_specificeret', 'Patienten er ukendt hos os.');

const accepted = once(() => playReceipts(careCommunication('care-team'), [accept(0)]));
const refused = once(() => playReceipts(reply, [syntax]));
const bothAccepted = once(() => playReceipts(oneFile, [accept(0), accept(1)]));
const bothRefused = once(() => playReceipts(threeFiles, [syntax, version]));
/** One of each, in both orders and either way. */
const mixed = [
  [accept(0), syntaxOfFile],
  [syntaxOfFile, accept(0)],
  [unknown, accept(1)],
  [accept(1), unknown],
].map((answers) => once(() => playReceipts(replyWithFile, answers)));
const mixedNames = ['3.2.10.26-xbin01', '3.2.10.26-xbin01', '3.2.10.26-xdis91', '3.2.10.26-xdis91'];

const ok = acknowledgementChecks(accepted, 'ok', '3.2.10.2');
const fatal = acknowledgementChecks(refused, 'fatal-error', '3.2.10.8');
const bothOk = acknowledgementChecks(bothAccepted, 'ok', '3.2.10.14');
const bothFatal = acknowledgementChecks(bothRefused, 'fatal-error', '3.2.10.20');
const mixedChecks = mixed.map((one, i) => acknowledgementChecks(one, 'fatal-error', mixedNames[i] ?? ''));

/** After all receipts but the last nothing is sent; after the last one Acknowledgement. */
const expectMerged = async ({ play, after, answers, letters }: Answered): Promise<void> => {
  expect(answers.length).toBe(letters.length);
  expect(after.map((sent) => sent.map(({ message }) => message))).toEqual([
    ...letters.slice(1).map(() => []),
    ['Acknowledgement'],
  ]);
  for (const [i, { kind }] of answers.entries())
    await expectDecision(
      play,
      i + 1,
      kind === 'positive' ? 'XCTL03' : 'XCTL02',
      i + 1 < answers.length ? 'kept' : 'receipted',
    );
};

const eachMixed = (check: keyof (typeof mixedChecks)[number]) => async (): Promise<void> => {
  for (const one of mixedChecks) await one[check]();
};

section('3.2.10', {
  '3.2.10.1': async () => {
    const made = await accepted();
    await expectMerged(made);
    const { letters, receipts } = await made.play.conversion(0);
    expect(letters.map(({ message }) => message)).toEqual(['XDIS91']);
    expect(receipts).toMatchObject([{ message: 'XDIS91', receipt: 'XCTL03', converted: true }]);
  },
  '3.2.10.2': ok.expected,
  '3.2.10.3': ok.answers,
  '3.2.10.4': ok.valid,
  '3.2.10.5': ok.envelope,
  '3.2.10.6': ok.outbox,
  '3.2.10.7': async () => {
    const made = await refused();
    await expectMerged(made);
    const { receipts } = await made.play.conversion(0);
    expect(receipts).toMatchObject([{ message: 'XDIS91', receipt: 'XCTL02', converted: true }]);
  },
  '3.2.10.8': fatal.expected,
  '3.2.10.9': fatal.answers,
  '3.2.10.10': fatal.valid,
  '3.2.10.11': fatal.envelope,
  '3.2.10.12': fatal.outbox,
  '3.2.10.13': async () => {
    await expectMerged(await bothAccepted());
    await expectMerged(await playReceipts(oneFile, [accept(1), accept(0)]));
  },
  '3.2.10.14': bothOk.expected,
  '3.2.10.15': bothOk.answers,
  '3.2.10.16': bothOk.valid,
  '3.2.10.17': bothOk.envelope,
  '3.2.10.18': bothOk.outbox,
  '3.2.10.19': async () => expectMerged(await bothRefused()),
  '3.2.10.20': bothFatal.expected,
  '3.2.10.21': bothFatal.answers,
  '3.2.10.22': bothFatal.valid,
  '3.2.10.23': bothFatal.envelope,
  '3.2.10.24': bothFatal.outbox,
  '3.2.10.25': async () => {
    for (const one of mixed) {
      const made = await one();
      await expectMerged(made);
      expect(made.acknowledgement.entry[0].resource.response.code).toBe('fatal-error');
    }
  },
  '3.2.10.26': eachMixed('expected'),
  '3.2.10.27': eachMixed('answers'),
  '3.2.10.28': eachMixed('valid'),
  '3.2.10.29': eachMixed('envelope'),
  '3.2.10.30': eachMixed('outbox'),
});
