import { carriedObjects, objectKey, referencedObjects } from '../../conversion/pairing.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import { route, toldGln } from '../abilities.js';
import type { Arrived } from '../arrived.js';
import { type Identity, identityOf, letterDigest, objectsIn, syntaxOf } from '../identity.js';
import { sendReceiptsAgain } from '../receipts/again.js';
import { decided, envelopeUsed, remember, type SeenLetter } from '../records/letters.js';
import { attachmentsOf, hasten, hold, noteAttachment, wait } from '../records/waiting.js';
import { isInvalid, refuseInvalid, refuseLetter } from '../refuse.js';
import type { Step } from '../step.js';
import { convertLetter, passBinary, settle } from './convert.js';
import { gather, isComplete, type Placed, waitingWith } from './gather.js';

const MINUTE = 60_000;

/** The names by which settings call letters: EDIFACT has its own. */
const NAMES: Readonly<Record<string, string>> = { XDIS91: 'DIS91', XBIN01: 'BIN01' };
const nameOf = (letter: Letter, { kind }: Identity): string =>
  syntaxOf(letter) === 'edifact' ? (NAMES[kind] ?? kind) : kind;

/** What is done with a letter: passed on with its document, or anything else. */
type Fate = 'pass' | 'done';

/** A letter waits for its other half; who waits with it waits no longer than that. */
const letWait = async (step: Step, placed: Placed, deadline: number): Promise<void> => {
  const { sql } = step;
  const { identity, arrived, arrival, number, letter } = placed;
  await hold(sql, arrival, arrived.bytes);
  await wait(sql, { ...identity, arrival, number, deadline });
  const role = identity.kind === 'XDIS91' ? 'reference' : 'carried';
  const large = role === 'carried' && arrived.bytes.length > step.kit.settings.largestBytes;
  const objects = role === 'reference' ? referencedObjects(letter) : carriedObjects(letter);
  for (const object of objects)
    await noteAttachment(
      sql,
      identity,
      { object, role, arrival, number, state: large ? 'large' : 'waiting' },
      step.now,
    );
  await decided(sql, identity, 'waiting');
};

const deadlineOf = async (step: Step, others: readonly Placed[]): Promise<number> => {
  let deadline = step.now + step.kit.settings.waitMinutes * MINUTE;
  for (const { arrival, number } of others) {
    const row = await step.sql.one<{ deadline: number }>(
      'SELECT deadline FROM waiting WHERE arrival = ? AND number = ?',
      arrival,
      number,
    );
    if (row !== undefined) deadline = Math.min(deadline, row.deadline);
  }
  return deadline;
};

/** A letter is converted, or waits for its attachments. Rules: R1.A2. */
const receiveCorrespondence = async (step: Step, placed: Placed): Promise<string> => {
  const gathered = await gather(step, placed);
  if (isComplete(gathered)) {
    await convertLetter(step, placed, gathered);
    return 'converted';
  }
  const deadline = await deadlineOf(step, gathered.binaries);
  await letWait(step, placed, deadline);
  for (const one of gathered.binaries) await hasten(step.sql, one, deadline);
  return 'waiting';
};

/** Letters that wait and for which nothing more will come are converted. */
const convertComplete = async (step: Step, letters: readonly Placed[], just?: Placed): Promise<boolean> => {
  for (const letter of letters) {
    const gathered = await gather(step, letter, just);
    if (just !== undefined && !gathered.binaries.includes(just)) continue;
    if (!isComplete(gathered)) continue;
    await convertLetter(step, letter, gathered);
    return true;
  }
  return false;
};

/** A binary letter completes a letter, waits for it, or goes on because it is too late. Rules: R1.A2, S1.A2, S1.A3. */
const receiveBinary = async (step: Step, placed: Placed): Promise<string> => {
  const { identity, letter, arrived, arrival, number } = placed;
  const objects = carriedObjects(letter);
  const references = (
    await Promise.all(objects.map((object) => attachmentsOf(step.sql, identity, object, 'reference')))
  ).flat();
  const late = references.some(({ state }) => state === 'without' || state === 'invalid');
  const awaited = references.some(({ state }) => state === 'waiting');
  if (objects.length === 0 || (late && !awaited)) {
    for (const object of objects)
      await noteAttachment(
        step.sql,
        identity,
        { object, role: 'carried', arrival, number, state: 'passed' },
        step.now,
      );
    await decided(step.sql, identity, 'passed');
    return 'passed';
  }
  const letters = await waitingWith(step, identity, objects, 'reference');
  const large = arrived.bytes.length > step.kit.settings.largestBytes;
  if (!large && (await convertComplete(step, letters, placed))) return 'converted';
  const deadline = await deadlineOf(step, letters);
  await letWait(step, placed, deadline);
  for (const one of letters) await hasten(step.sql, one, deadline);
  if (large && (await convertComplete(step, letters))) return 'converted';
  return 'waiting';
};

/** A letter that cannot be converted is refused; its other half goes its own way. Rules: R1.A2, notes 3a to 3e. */
const refuse = async (step: Step, placed: Placed, receiver: string): Promise<void> => {
  const { letter, identity, arrival, number } = placed;
  step.diagnostics.push(...letter.diagnostics);
  await refuseInvalid(step, letter, identity, receiver, letter.diagnostics);
  if (identity.kind === 'XDIS91') {
    await settle(step, placed, 'refused', () => 'invalid');
    const binaries = await waitingWith(step, identity, referencedObjects(letter), 'carried', [
      'waiting',
      'large',
    ]);
    for (const one of binaries) await passBinary(step, one);
    return;
  }
  await decided(step.sql, identity, 'refused');
  const objects = objectsIn(letter).map(objectKey);
  for (const object of objects)
    await noteAttachment(
      step.sql,
      identity,
      { object, role: 'carried', arrival, number, state: 'invalid' },
      step.now,
    );
  await convertComplete(step, await waitingWith(step, identity, objects, 'reference'));
};

/**
 * What is done with a letter that was sent again: undefined if it is converted again. Rules: conversion rules 15.4.
 */
const resent = async (step: Step, placed: Placed, before: SeenLetter): Promise<string | undefined> => {
  step.tell('REL011');
  if (before.state === 'waiting') return 'ignored';
  if (before.state !== 'converted' || before.conversion === null) return undefined;
  if (await sendReceiptsAgain(step, before.conversion, placed.identity)) return 'receipted';
  return step.kit.settings.resend === 'ignore' ? 'ignored' : undefined;
};

/** Decides about a letter, does it, and says what was done. */
const decide = async (step: Step, placed: Placed, receiver: string): Promise<string> => {
  const { letter, identity, arrival, number } = placed;
  const { settings } = step.kit;
  const seen = await remember(step.sql, identity, letterDigest(letter), { arrival, number, now: step.now });
  if (seen.is === 'duplicate') {
    step.tell('REL010');
    return 'ignored';
  }
  if (await envelopeUsed(step.sql, identity, arrival)) step.tell('REL013');
  if (identity.kind === 'XBIN01' && settings.unpaired.includes(identity.sender)) return 'passed';
  const { way } = route(step, nameOf(letter, identity), receiver);
  if (way === 'pass') return 'passed';
  if (way === 'unknown') {
    step.tell('REL030', { gln: toldGln(receiver), party: 'receiver' });
    await refuseLetter(step, letter, identity, receiver, 'unknown', '');
    return 'refused';
  }
  if (seen.is === 'conflict') {
    step.tell('REL012');
    await refuseLetter(step, letter, identity, receiver, 'conflict', '');
    return 'refused';
  }
  const again = seen.is === 'resend' ? await resent(step, placed, seen.before) : undefined;
  if (again !== undefined) return again;
  if (isInvalid(letter)) {
    await refuse(step, placed, receiver);
    return 'refused';
  }
  return identity.kind === 'XBIN01' ? receiveBinary(step, placed) : receiveCorrespondence(step, placed);
};

/** States that are recorded where they are decided. */
const RECORDED = new Set(['waiting', 'converted']);

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
  if (!RECORDED.has(decision) && decision !== 'ignored') await decided(step.sql, identity, decision);
  return decision === 'passed' ? 'pass' : 'done';
};
