import { answeredBy, answersOf } from '../../conversion/answers.js';
import { hasError } from '../../diagnostics/diagnostic.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import type { AnsweredLetter } from '../../mapping/receipts/original.js';
import type { Arrived } from '../arrived.js';
import { identityOf, letterDigest } from '../identity.js';
import { partOf } from '../pass.js';
import { type Conversion, conversionByLetters } from '../records/conversions.js';
import { decided, remember } from '../records/letters.js';
import { hasReceipt, keepReceipt, receipted, receiptsOf, replaceReceipts } from '../records/receipts.js';
import { digestOf, type Step } from '../step.js';
import { sendAcknowledgement } from './send.js';
import { monthsBefore } from './since.js';
import { distinct, packed, readStored } from './stored.js';

/** What a receipt says, without its ids and time: two that say the same are equal. */
const saying = (receipt: Letter): string => {
  const { kind } = answeredBy(receipt);
  const own = receipt.record.element.children().find(({ name }) => name === 'OriginalEmessage');
  const said = own?.children().filter(({ name }) => name.startsWith('Refuse') || name === 'OriginalLetter');
  return `${kind} ${digestOf(Buffer.from(JSON.stringify(said?.map((one) => [one.name, one.content()]) ?? [])))}`;
};

/** The conversion of the message that a receipt answers, as long as receipts are matched. Rules: conversion rules 8.1, 15.2. */
export const conversionAnswered = (
  sql: Step['sql'],
  receipt: Letter,
  now: number,
  months: number,
): Promise<Conversion | undefined> => {
  const { envelope, sender, letters } = answeredBy(receipt);
  return conversionByLetters(
    sql,
    { envelope, sender, letters: letters.map(({ letter }) => letter) },
    monthsBefore(now, months),
  );
};

/** Keeps a receipt, and sends the Acknowledgement once all letters of the message have one. Rules: S3; conversion rules 8.3. */
const answer = async (
  step: Step,
  arrived: Arrived,
  receipt: Letter,
  conversion: Conversion,
): Promise<string> => {
  const { sql, now, arrival, kit } = step;
  const { original, id, state } = conversion;
  // Of a document of thousands of receipts each is kept alone.
  const alone = (arrived.document?.read.letters.length ?? 0) > 1;
  const content = packed(alone ? partOf(step, [receipt]) : (arrived.document?.data ?? Buffer.alloc(0)));
  const code = saying(receipt);
  const known: readonly AnsweredLetter[] = original.letters;
  const answered = new Set(answersOf(receipt, original).map(({ letter }) => known.indexOf(letter)));
  const fresh: number[] = [];
  for (const position of answered) if (!(await hasReceipt(sql, id, position, code))) fresh.push(position);
  if (fresh.length === 0) {
    step.tell('REL010');
    return 'ignored';
  }
  const used = state === 'receipted' ? 1 : 0;
  for (const position of fresh) {
    if (used === 0) await replaceReceipts(sql, id, position);
    await keepReceipt(sql, id, { position, arrival, number: receipt.number, code, content, used }, now);
  }
  if (used === 1) {
    step.tell('REL042');
    return sendAcknowledgement(step, conversion, [receipt]) ? 'receipted' : 'passed';
  }
  const all = await receiptsOf(sql, id);
  const complete = original.letters.every((_, position) => all.some((one) => one.position === position));
  if (!complete) return 'kept';
  const letters = all.flatMap((one) => readStored(kit, one, step.file).letter ?? []);
  if (!sendAcknowledgement(step, conversion, distinct(letters))) return 'passed';
  await receipted(sql, id);
  return 'receipted';
};

/**
 * Receives a receipt: converts it if the message it answers was converted, and passes it on if not. Rules: S3; conversion
 * rules 3.1, 8.1.
 *
 * @returns pass if the document is to be passed on with it
 */
export const receiveReceipt = async (
  step: Step,
  arrived: Arrived,
  receipt: Letter,
): Promise<'pass' | 'done'> => {
  const identity = identityOf(receipt);
  const decide = async (): Promise<string> => {
    const at = { arrival: step.arrival, number: receipt.number, now: step.now };
    const seen = await remember(step.sql, identity, letterDigest(receipt), at);
    if (seen.is === 'duplicate') {
      step.tell('REL010');
      return 'ignored';
    }
    if (hasError(receipt.diagnostics)) {
      step.diagnostics.push(...receipt.diagnostics);
      step.tell('REL041');
      return 'passed';
    }
    const months = step.kit.settings.receiptMonths;
    const conversion = await conversionAnswered(step.sql, receipt, step.now, months);
    if (conversion === undefined) {
      step.tell('REL040');
      return 'passed';
    }
    return answer(step, arrived, receipt, conversion);
  };
  const decision = await decide();
  const { kind, envelope, letter } = identity;
  step.decisions.push({ kind, number: receipt.number, envelope, letter, decision });
  if (decision !== 'ignored') await decided(step.sql, identity, decision);
  return decision === 'passed' ? 'pass' : 'done';
};
