import { contradictions, type DocumentKind } from '../conversion/envelope.js';
import { letterIds } from '../conversion/letter-ids.js';
import { diagnostic, hasError } from '../diagnostics/diagnostic.js';
import type { Letter } from '../formats/oioxml/letters.js';
import { type Arrived, isForeign } from './arrived.js';
import { identityOf, isKnown } from './identity.js';
import { receiveLetter } from './letters/receive.js';
import { receiveMessage } from './messages/receive.js';
import { passOn } from './pass.js';
import { receiveAcknowledgement } from './receipts/acknowledgement.js';
import { receiveReceipt } from './receipts/letters.js';
import { refuseEnvelope } from './refuse.js';
import type { Step } from './step.js';

const isReceipt = ({ schema }: Letter): boolean => schema.table.message.startsWith('XCTL');

/** What the document is, as an envelope would say it. */
const kindsOf = ({ document }: Arrived): DocumentKind[] => {
  if (document === undefined) return [];
  const { letters, message, acknowledgement, format } = document.read;
  const syntax = format === 'fhir-xml' ? 'xml' : 'json';
  if (acknowledgement?.message !== undefined)
    return [{ message: 'Acknowledgement', postfix: acknowledgement.message.code, syntax }];
  if (message?.frame !== undefined) return [{ message: 'CareCommunication', syntax }];
  return letters.map((letter) => letterIds(letter));
};

/** Tells of an envelope that says something else than the document in it; the document counts. Rules: R1. */
const compare = (step: Step, arrived: Arrived): void => {
  const { document } = arrived;
  const [kind] = kindsOf(arrived);
  if (document === undefined || kind === undefined) return;
  const { elements } = contradictions(step.kit.tables.envelope, document.meta, kind);
  if (elements.length > 0)
    step.tell('REL023', { elements: elements.map((path) => path.split('/').at(-1)).join(', ') });
};

const receiveLetters = async (
  step: Step,
  arrived: Arrived,
  letters: readonly Letter[],
  receiver: string,
): Promise<void> => {
  // Binary letters first: the letter then finds them.
  const order = [...letters].sort((a, b) =>
    a.schema.table.message < b.schema.table.message
      ? -1
      : a.schema.table.message > b.schema.table.message
        ? 1
        : 0,
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

/** Receives a document. */
const receiveDocument = async (step: Step, arrived: Arrived, receiver: string): Promise<void> => {
  const { document } = arrived;
  if (document === undefined) return;
  const { read } = document;
  const { letters, message, acknowledgement, diagnostics } = read;
  const pass = (kind: string): void => {
    passOn(step, arrived);
    step.decisions.push({ kind, number: 1, envelope: undefined, letter: undefined, decision: 'passed' });
  };
  if (isForeign(step.kit, arrived)) {
    pass(document.meta.document.name);
    return;
  }
  compare(step, arrived);
  // An envelope in an envelope is nobody's message.
  const nested = read.vans !== undefined;
  if (
    !nested &&
    letters.length > 0 &&
    !hasError(diagnostics) &&
    letters.every((letter) => isKnown(identityOf(letter)))
  ) {
    await receiveLetters(step, arrived, letters, receiver);
    return;
  }
  if (!nested && acknowledgement !== undefined) {
    if ((await receiveAcknowledgement(step, arrived, acknowledgement)) === 'pass') passOn(step, arrived);
    return;
  }
  if (!nested && message?.frame !== undefined) {
    const read = { ...message, frame: message.frame };
    if ((await receiveMessage(step, arrived, read, receiver)) === 'pass') passOn(step, arrived);
    return;
  }
  step.tell('REL004');
  const faults = [
    ...diagnostics,
    ...(message?.diagnostics ?? []),
    ...letters.flatMap((one) => one.diagnostics),
  ];
  refuseEnvelope(step, arrived, faults);
};

/** A receipt of the network for something that was sent from here is noted; any other goes on. Rules: conversion rules 17.4. */
const receiveNetworkReceipt = async (step: Step, arrived: Arrived): Promise<void> => {
  const { envelope } = arrived.vans;
  const content = envelope?.content;
  if (envelope === undefined || content === undefined || content.kind === 'message') return;
  const error = content.kind === 'positiveMessage' ? '' : ` ${content.error.code ?? ''}`.trimEnd();
  const noted = await step.sql.run(
    'UPDATE output SET answer = ? WHERE id = ?',
    content.kind + error,
    content.originalEnvelope.toLowerCase(),
  );
  const decision = noted > 0 ? 'noted' : 'passed';
  step.decisions.push({ kind: content.kind, number: 1, envelope: undefined, letter: undefined, decision });
  if (noted === 0)
    step.send({
      document: content.kind,
      receiver: envelope.receiver.id,
      envelope: { ...envelope, identifier: step.uuid('envelope'), sent: step.sent },
      conversion: undefined,
      ids: { envelope: undefined, letter: undefined },
    });
};

/**
 * Receives what has arrived: decides what it is and what is done with it. Rules: R1.
 *
 * @returns true if the file is to be put aside
 */
export const receive = async (step: Step, arrived: Arrived): Promise<boolean> => {
  const { vans } = arrived;
  const { envelope } = vans;
  if (envelope === undefined) {
    const known = vans.known.identifier !== undefined;
    if (!known) step.diagnostics.push(diagnostic('REL003', { file: step.file }));
    refuseEnvelope(step, arrived, vans.diagnostics);
    return true;
  }
  step.diagnostics.push(...vans.diagnostics);
  if (envelope.content.kind === 'message') await receiveDocument(step, arrived, envelope.receiver.id);
  else await receiveNetworkReceipt(step, arrived);
  return step.decisions.some(({ decision }) => decision === 'rejected');
};
