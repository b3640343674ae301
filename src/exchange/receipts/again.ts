import type { Identity } from '../identity.js';
import { conversionById, record } from '../records/conversions.js';
import { receiptsOf } from '../records/receipts.js';
import type { Step } from '../step.js';
import { sendAcknowledgement, sendReceipts } from './send.js';
import { distinct, readStored } from './stored.js';

/**
 * Sends the receipt of a message again that was sent again: its sender has not got it. Rules: conversion rules 15.4.
 *
 * @param id of the conversion of the message
 * @param identity the letter or message that came again, in its new envelope
 * @returns false if there is no receipt yet
 */
export const sendReceiptsAgain = async (step: Step, id: string, identity: Identity): Promise<boolean> => {
  const conversion = await conversionById(step.sql, id);
  if (conversion === undefined || conversion.state !== 'receipted') return false;
  // Of different receipts for one letter the last one holds.
  const kept = new Map((await receiptsOf(step.sql, id)).map((one) => [one.position, one]));
  const read = [...kept.values()].map((one) => readStored(step.kit, one, step.file));
  if (conversion.direction === 'to-legacy') {
    const letters = distinct(read.flatMap(({ letter }) => letter ?? []));
    await record(step.sql, { ...conversion, bundle: identity.envelope });
    return sendAcknowledgement(step, conversion, letters, step.arrival);
  }
  // The receipt names the envelope that came last.
  const { original } = conversion;
  const letters = original.letters.map((one) =>
    one.letter === identity.letter && one.message === identity.kind
      ? { ...one, envelope: identity.envelope }
      : one,
  );
  const renewed = { ...conversion, original: { ...original, letters } };
  await record(step.sql, renewed);
  const last = read.at(-1)?.acknowledgement;
  const own = letters.filter(
    ({ letter, message }) => letter === identity.letter && message === identity.kind,
  );
  return last === undefined ? false : sendReceipts(step, renewed, last, own, step.arrival);
};
