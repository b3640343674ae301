import { hasError } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import { route, toldGln } from '../abilities.js';
import type { Arrived } from '../arrived.js';
import { identityOf, letterDigest, nameOf } from '../identity.js';
import { sendReceiptsAgain } from '../receipts/again.js';
import { decided, envelopeUsed, remember, type SeenLetter } from '../records/letters.js';
import { refuseLetter } from '../refuse.js';
import type { Step } from '../step.js';
import { endWaitsBetween } from './end-wait.js';
import type { Placed } from './gather.js';
import { receiveBinary, receiveCorrespondence, refuseBinary, refuseCorrespondence } from './halves.js';

/** What is done with a letter: passed on with its document, or anything else. */
export type Fate = 'pass' | 'done';

/** What is done with a letter that was sent again: undefined if it is converted again. Rules: conversion rules 15.4. */
const resent = async (
  step: Step,
  { identity }: Placed,
  { state, conversion }: SeenLetter,
): Promise<string | undefined> => {
  step.tell('REL011');
  const ignore = async (): Promise<string> => {
    await decided(step.sql, identity, 'ignored');
    return 'ignored';
  };
  if (state === 'waiting') return ignore();
  if (conversion === null) return undefined;
  if (await sendReceiptsAgain(step, conversion, identity)) return 'receipted';
  return step.kit.settings.resend === 'ignore' ? ignore() : undefined;
};

/** Decides about a letter, does it, and says what was done. */
const decide = async (step: Step, placed: Placed, receiver: string): Promise<string> => {
  const { letter, identity, arrival, number } = placed;
  const isBinary = identity.kind === 'XBIN01';
  const seen = await remember(step.sql, identity, letterDigest(letter), { arrival, number, now: step.now });
  if (seen.is === 'duplicate') {
    step.tell('REL010');
    return 'ignored';
  }
  if (await envelopeUsed(step.sql, identity, arrival)) step.tell('REL013');
  const { way } = route(step, nameOf(letter), receiver);
  if (way === 'pass') return 'passed';
  if (way === 'unknown') {
    step.tell('REL030', { gln: toldGln(receiver), party: phrase('receiver') });
    await refuseLetter(step, { ...placed, receiver }, 'unknown', '');
    return 'refused';
  }
  if (isBinary && step.kit.settings.unpaired.includes(identity.sender)) return 'passed';
  if (seen.is === 'conflict') {
    step.tell('REL012');
    await refuseLetter(step, { ...placed, receiver }, 'conflict', '');
    return 'refused';
  }
  await endWaitsBetween(step, identity);
  const again = seen.is === 'resend' ? await resent(step, placed, seen.before) : undefined;
  if (again !== undefined) return again;
  if (hasError(letter.diagnostics)) {
    step.diagnostics.push(...letter.diagnostics);
    await (isBinary ? refuseBinary : refuseCorrespondence)(step, placed, receiver);
    return 'refused';
  }
  return isBinary ? receiveBinary(step, placed) : receiveCorrespondence(step, placed);
};

/** Decisions that are recorded with the letter where they are made. */
const RECORDED = new Set(['waiting', 'converted', 'ignored']);

/**
 * Receives a letter or binary letter: passes it on, converts it, lets it wait, or refuses it. Rules: R1, R1.A2, S1.
 *
 * @param receiver whom the envelope names, for a letter that does not say it
 * @returns pass if the document is to be passed on with it
 */
export const receiveLetter = async (
  step: Step,
  arrived: Arrived,
  letter: Letter,
  receiver: string,
): Promise<Fate> => {
  const identity = identityOf(letter);
  const placed = { letter, identity, arrived, arrival: step.arrival, number: letter.number };
  const decision = await decide(step, placed, identity.receiver || receiver);
  const { kind, envelope, letter: id } = identity;
  step.decisions.push({ kind, number: letter.number, envelope, letter: id, decision });
  if (!RECORDED.has(decision)) await decided(step.sql, identity, decision);
  return decision === 'passed' ? 'pass' : 'done';
};
