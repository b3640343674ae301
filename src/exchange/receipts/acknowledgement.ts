import type { ReadAcknowledgement } from '../../conversion/acknowledgement.js';
import { hasError } from '../../diagnostics/diagnostic.js';
import type { AnsweringMessage } from '../../mapping/receipts/answering-message.js';
import type { Arrived } from '../arrived.js';
import { bundleDigest, isKnown, messageIdentity } from '../identity.js';
import { type Conversion, conversionByHeader } from '../records/conversions.js';
import { decided, remember } from '../records/letters.js';
import { hasReceipt, keepReceipt, receipted } from '../records/receipts.js';
import { digestOf, type Step, systemsOf } from '../step.js';
import { sendReceipts } from './send.js';
import { monthsBefore } from './since.js';
import { packed } from './stored.js';

/** What an Acknowledgement says, without its ids and time: two that say the same are equal. */
const saying = ({ code, issues }: AnsweringMessage): string =>
  `${code} ${digestOf(Buffer.from(issues.map(bundleDigest).join()))}`;

/** Sends the receipts of an Acknowledgement, unless it says what was said before. Rules: S4; rulings D32, D37. */
const answer = async (
  step: Step,
  { document }: Arrived,
  acknowledgement: ReadAcknowledgement & { message: AnsweringMessage },
  conversion: Conversion,
): Promise<string> => {
  const { sql, now, arrival } = step;
  const code = saying(acknowledgement.message);
  if (await hasReceipt(sql, conversion.id, 0, code)) {
    step.tell('REL010');
    return 'ignored';
  }
  if (await hasReceipt(sql, conversion.id, 0)) step.tell('REL042');
  if (!(await sendReceipts(step, conversion, acknowledgement))) return 'passed';
  const content = packed(document?.data ?? Buffer.alloc(0));
  await keepReceipt(sql, conversion.id, { position: 0, arrival, number: 1, code, content, used: 1 }, now);
  await receipted(sql, conversion.id);
  return 'receipted';
};

/**
 * Receives an Acknowledgement: converts it if the message it answers was converted, and passes it on if not. Rules: S4;
 * conversion rules 3.1, 8.1.
 *
 * @returns pass if the document is to be passed on
 */
export const receiveAcknowledgement = async (
  step: Step,
  arrived: Arrived,
  acknowledgement: ReadAcknowledgement,
): Promise<'pass' | 'done'> => {
  const { message } = acknowledgement;
  const identity =
    message === undefined ? undefined : messageIdentity('Acknowledgement', message, systemsOf(step.kit));
  const decide = async (): Promise<string> => {
    const known = identity !== undefined && isKnown(identity);
    if (message === undefined || !known || hasError(acknowledgement.diagnostics)) {
      step.diagnostics.push(...acknowledgement.diagnostics);
      step.tell('REL041');
      return 'passed';
    }
    const seen = await remember(step.sql, identity, bundleDigest(message.bundle), {
      arrival: step.arrival,
      number: 1,
      now: step.now,
    });
    if (seen.is === 'duplicate') {
      step.tell('REL010');
      return 'ignored';
    }
    const since = monthsBefore(step.now, step.kit.settings.receiptMonths);
    const conversion = await conversionByHeader(step.sql, message.answers, since);
    if (conversion === undefined) {
      step.tell('REL040');
      return 'passed';
    }
    return answer(step, arrived, { ...acknowledgement, message }, conversion);
  };
  const decision = await decide();
  const { envelope, letter } = identity ?? { envelope: undefined, letter: undefined };
  step.decisions.push({ kind: 'Acknowledgement', number: 1, envelope, letter, decision });
  if (identity !== undefined && decision !== 'ignored') await decided(step.sql, identity, decision);
  return decision === 'passed' ? 'pass' : 'done';
};
