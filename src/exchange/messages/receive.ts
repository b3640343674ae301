import type { Frame, ReadMessage } from '../../conversion/message.js';
import { type Diagnostic, diagnostic, hasError } from '../../diagnostics/diagnostic.js';
import { phrase } from '../../diagnostics/phrase.js';
import { route, toldGln } from '../abilities.js';
import type { Arrived } from '../arrived.js';
import { bundleDigest, isKnown, messageIdentity } from '../identity.js';
import { sendReceiptsAgain } from '../receipts/again.js';
import { decided, envelopeUsed, NEW, remember } from '../records/letters.js';
import { refuseEnvelope, refuseMessage } from '../refuse.js';
import type { RefusalName } from '../settings.js';
import { type Step, systemsOf } from '../step.js';
import { convertMessage, type Known } from './convert.js';
import { isAnswerable, originalOf } from './original.js';

/** Refuses a message: with an Acknowledgement, or its envelope if it does not say who and what is to be answered. */
const refuse = (
  step: Step,
  arrived: Arrived,
  { original, syntax }: Known,
  why: RefusalName | readonly Diagnostic[],
): string => {
  const told = typeof why === 'string' ? [] : why;
  if (isAnswerable(original) && refuseMessage(step, original, syntax, why)) {
    step.diagnostics.push(...told);
    return 'refused';
  }
  step.tell('REL004');
  refuseEnvelope(step, arrived, told);
  return 'rejected';
};

const decide = async (step: Step, arrived: Arrived, message: Known): Promise<string> => {
  const { read, identity, original } = message;
  const { settings } = step.kit;
  const at = { arrival: step.arrival, number: 1, now: step.now };
  const seen = isKnown(identity)
    ? await remember(step.sql, identity, bundleDigest(read.frame.bundle), at)
    : NEW;
  if (seen.is === 'duplicate') {
    step.tell('REL010');
    return 'ignored';
  }
  if (await envelopeUsed(step.sql, identity, step.arrival)) step.tell('REL013');
  const { way, types } = route(step, identity.kind, identity.receiver);
  if (way === 'pass') return 'passed';
  const no = (why: RefusalName | readonly Diagnostic[]): string => refuse(step, arrived, message, why);
  if (way === 'unknown') {
    step.tell('REL030', { gln: toldGln(identity.receiver), party: phrase('receiver') });
    return no('unknown');
  }
  if (seen.is === 'conflict') {
    step.tell('REL012');
    return no('conflict');
  }
  if (seen.is === 'resend' && seen.before.conversion !== null) {
    step.tell('REL011');
    if (await sendReceiptsAgain(step, seen.before.conversion, identity)) return 'receipted';
    if (settings.resend === 'ignore') return 'ignored';
  }
  const whole = isKnown(identity) && isAnswerable(original);
  if (!whole) return no([...read.diagnostics, diagnostic('REL026', { file: step.file })]);
  if (hasError(read.diagnostics)) return no(read.diagnostics);
  if (arrived.bytes.length > settings.largestBytes) {
    step.tell('REL025');
    return no('tooLarge');
  }
  const faults = await convertMessage(step, message, types);
  return faults === undefined ? 'converted' : no(faults);
};

/**
 * Receives a CareCommunication: passes it on, converts it, or refuses it. Rules: R1, R1.A1, S2.
 *
 * @param receiver whom the envelope names, for a message that does not say it
 * @returns pass if the document is to be passed on
 */
export const receiveMessage = async (
  step: Step,
  arrived: Arrived,
  read: ReadMessage & { frame: Frame },
  receiver: string,
): Promise<'pass' | 'done'> => {
  const told = messageIdentity('CareCommunication', read.frame, systemsOf(step.kit));
  const identity = { ...told, receiver: told.receiver || receiver };
  const syntax = arrived.document?.read.format === 'fhir-xml' ? 'xml' : 'json';
  const original = originalOf(step, read.frame, identity);
  const decision = await decide(step, arrived, { read, identity, original, syntax });
  const { kind, envelope, letter } = identity;
  // An envelope that is refused says so itself.
  if (decision !== 'rejected') step.decisions.push({ kind, number: 1, envelope, letter, decision });
  if (decision !== 'ignored' && decision !== 'converted') await decided(step.sql, identity, decision);
  return decision === 'passed' ? 'pass' : 'done';
};
