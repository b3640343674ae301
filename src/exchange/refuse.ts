import { type Diagnostic, toldIn } from '../diagnostics/diagnostic.js';
import { negativeVans, quotedOf } from '../formats/envelope/receipts.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Original, RefusalIssue } from '../mapping/receipts/original.js';
import type { Arrived } from './arrived.js';
import { dispatchAcknowledgement, dispatchLetter, withNewIds } from './dispatch.js';
import { type Identity, syntaxOf, versionOf } from './identity.js';
import type { RefusalName, RefusalText } from './settings.js';
import type { Step } from './step.js';

/** What a fault says in receipts: their texts are Danish, whatever language the operator reads. */
const reasonOf = (fault: Diagnostic | undefined): string =>
  fault === undefined ? '' : toldIn(fault, 'da').message;

/** Which refusal tells of these faults best, and the text that it names. */
const refusalOf = (step: Step, told: readonly Diagnostic[]): { name: RefusalName; reason: string } => {
  const { refusedAs } = step.kit.settings;
  const first = told.find(({ severity }) => severity === 'error');
  return { name: refusedAs[first?.code ?? ''] ?? 'invalid', reason: reasonOf(first) };
};

const fill = ({ text }: RefusalText, reason: string): string => text.replaceAll('{reason}', reason);

/** A letter to be refused, and who was to get it. */
export interface Refused {
  letter: Letter;
  identity: Identity;
  arrived: Arrived;
  receiver: string;
}

/**
 * Refuses a letter with an XCTL01, in the form the letter came in; its envelope, if the letter does not tell what an XCTL01
 * must quote. Rules: conversion rules 3.3, 8.6.
 */
export const refuseLetter = async (
  step: Step,
  { letter, identity, arrived, receiver }: Refused,
  name: RefusalName,
  reason: string,
): Promise<void> => {
  const { settings, converter } = step.kit;
  const { provider, refusals } = settings;
  const refusal = refusals[name];
  const own = provider.id === '' ? receiver : provider.id;
  const answered = {
    message: identity.kind,
    envelope: identity.envelope,
    letter: identity.letter,
    version: versionOf(letter),
  };
  const original: Original = {
    sender: { gln: identity.sender },
    receiver: { gln: receiver },
    letters: [answered],
  };
  const owner = `refusal ${identity.kind} ${identity.sender} ${identity.letter}`;
  const { letters } = await withNewIds(step, own, owner, (attempt) =>
    converter.refuseLetter(
      step.file,
      answered,
      original,
      { instant: step.instant, code: refusal.code, text: fill(refusal, reason), provider: own },
      { legacy: syntaxOf(letter), attempt },
    ),
  );
  if (letters.length === 0) refuseEnvelope(step, arrived, letter.diagnostics);
  const from = provider.id === '' ? undefined : { id: provider.id, type: provider.type };
  for (const made of letters)
    dispatchLetter(step, made, { sender: own, receiver: identity.sender, conversion: undefined }, from);
};

/** Refuses a letter because of its faults. */
export const refuseInvalid = async (
  step: Step,
  refused: Refused,
  told: readonly Diagnostic[],
): Promise<void> => {
  const { name, reason } = refusalOf(step, told);
  await refuseLetter(step, refused, name, reason);
};

const issueOf = (refusal: RefusalText, text: string, expression: string | undefined): RefusalIssue => ({
  code: refusal.issue,
  coding: refusal.coding === undefined ? undefined : { system: refusal.system ?? '', code: refusal.coding },
  text,
  expression,
});

/**
 * Refuses a CareCommunication with an Acknowledgement, written as the message is. Rules: conversion rules 8.6.
 *
 * @returns false if the message does not tell what an Acknowledgement must name
 */
export const refuseMessage = (
  step: Step,
  original: Original,
  syntax: 'json' | 'xml',
  why: RefusalName | readonly Diagnostic[],
): boolean => {
  const { settings, converter } = step.kit;
  const { refusals, refusedAs } = settings;
  const issues =
    typeof why === 'string'
      ? [issueOf(refusals[why], fill(refusals[why], ''), undefined)]
      : why
          .filter(({ severity }) => severity === 'error')
          .map((fault) => {
            const refusal = refusals[refusedAs[fault.code] ?? 'invalid'];
            return issueOf(refusal, fill(refusal, reasonOf(fault)), fault.place.path);
          });
  const { bundle } = converter.refuseMessage(original, { instant: step.instant, issues });
  if (bundle === undefined) return false;
  dispatchAcknowledgement(step, bundle, original, syntax, undefined);
  return true;
};

/**
 * Refuses an envelope, or what is in it, at the level of the network, if it says whom to answer; receipts are never
 * receipted. Rules: conversion rules 3.3, 17.4.
 */
export const refuseEnvelope = (step: Step, { vans }: Arrived, told: readonly Diagnostic[]): void => {
  step.diagnostics.push(...told);
  const quoted = vans.known.holds === 'receipt' ? undefined : quotedOf(vans.known);
  const { settings } = step.kit;
  const decision = { kind: 'VANSEnvelope', number: 1, envelope: undefined, letter: undefined };
  step.decisions.push({ ...decision, decision: 'rejected' });
  if (quoted === undefined) return;
  const first = told.find(({ severity }) => severity === 'error');
  const envelope = negativeVans(
    quoted,
    { identifier: step.uuid('envelope'), sent: step.sent },
    { description: fill(settings.refusals.invalid, reasonOf(first)) },
  );
  const { provider } = settings;
  if (provider.id !== '') envelope.sender = { id: provider.id, type: provider.type };
  step.send({
    document: 'NegativeVans',
    receiver: envelope.receiver.id,
    envelope,
    conversion: undefined,
    ids: { envelope: undefined, letter: undefined },
  });
};
