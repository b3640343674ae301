import { diagnostic, hasError } from '../diagnostics/diagnostic.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { route } from './abilities.js';
import { type Arrived, isForeign, isSaidToBeReceipt } from './arrived.js';
import { compare } from './compare.js';
import { identityOf, isKnown, isReceipt, nameOf } from './identity.js';
import { receiveLetter } from './letters/receive.js';
import { receiveMessage } from './messages/receive.js';
import { receiveNetworkReceipt } from './network.js';
import { passOn } from './pass.js';
import { receiveAcknowledgement } from './receipts/acknowledgement.js';
import { receiveReceipt } from './receipts/letters.js';
import { refuseEnvelope } from './refuse.js';
import type { Step } from './step.js';

const messageName = ({ schema }: Letter): string => schema.table.message;

/** Receives letters and receipts one by one; those that are passed on go on together. */
const receiveLetters = async (
  step: Step,
  arrived: Arrived,
  letters: readonly Letter[],
  receiver: string,
): Promise<void> => {
  // Binary letters first: the letter then finds them.
  const order = [...letters].sort(
    (a, b) => Number(messageName(a) > messageName(b)) - Number(messageName(a) < messageName(b)),
  );
  const passing = new Set<Letter>();
  for (const letter of order) {
    const fate = isReceipt(letter)
      ? await receiveReceipt(step, arrived, letter)
      : await receiveLetter(step, arrived, letter, receiver);
    if (fate === 'pass') passing.add(letter);
  }
  if (passing.size > 0)
    passOn(
      step,
      arrived,
      letters.filter((letter) => passing.has(letter)),
    );
};

/** True if the receivers of all letters take them as they are, whatever is wrong with them. */
const areTaken = (step: Step, letters: readonly Letter[], receiver: string): boolean =>
  letters.length > 0 &&
  letters.every((letter) => {
    const own = identityOf(letter).receiver || receiver;
    return !isReceipt(letter) && route(step, nameOf(letter), own).way === 'pass';
  });

/** Receives a document. */
const receiveDocument = async (step: Step, arrived: Arrived, receiver: string): Promise<void> => {
  const { document } = arrived;
  if (document === undefined) return;
  const { letters, message, acknowledgement, diagnostics, vans } = document.read;
  const pass = (): void => {
    passOn(step, arrived);
    const kind = letters[0] === undefined ? document.meta.document.name : messageName(letters[0]);
    step.decisions.push({ kind, number: 1, envelope: undefined, letter: undefined, decision: 'passed' });
  };
  if (isForeign(step.kit, arrived)) {
    pass();
    return;
  }
  compare(step, arrived);
  // An envelope in an envelope is nobody's message.
  if (vans === undefined) {
    const known = letters.length > 0 && letters.every((letter) => isKnown(identityOf(letter)));
    if (known && !hasError(diagnostics)) {
      await receiveLetters(step, arrived, letters, receiver);
      return;
    }
    if (acknowledgement !== undefined) {
      if ((await receiveAcknowledgement(step, arrived, acknowledgement)) === 'pass') passOn(step, arrived);
      return;
    }
    if (message?.frame !== undefined) {
      const read = { ...message, frame: message.frame };
      if ((await receiveMessage(step, arrived, read, receiver)) === 'pass') passOn(step, arrived);
      return;
    }
  }
  const faults = [
    ...diagnostics,
    ...(message?.diagnostics ?? []),
    ...letters.flatMap((one) => one.diagnostics),
  ];
  const isReceiptOnly = letters.length > 0 ? letters.every(isReceipt) : isSaidToBeReceipt(step.kit, arrived);
  if (vans === undefined && (isReceiptOnly || areTaken(step, letters, receiver))) {
    step.diagnostics.push(...faults);
    if (isReceiptOnly) step.tell('REL041');
    pass();
    return;
  }
  step.tell('REL004');
  refuseEnvelope(step, arrived, faults);
};

/** Receives what has arrived: decides what it is and what is done with it. Rules: R1. */
export const receive = async (step: Step, arrived: Arrived): Promise<void> => {
  const { vans } = arrived;
  const { envelope } = vans;
  if (envelope === undefined) {
    const known = vans.known.identifier !== undefined;
    if (!known) step.diagnostics.push(diagnostic('REL003', { file: step.file }));
    refuseEnvelope(step, arrived, vans.diagnostics);
    return;
  }
  step.diagnostics.push(...vans.diagnostics);
  if (envelope.content.kind === 'message') await receiveDocument(step, arrived, envelope.receiver.id);
  else await receiveNetworkReceipt(step, envelope);
};
