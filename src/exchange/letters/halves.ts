import { carriedObjects, objectKey, referencedObjects } from '../../conversion/pairing.js';
import { objectsIn } from '../identity.js';
import { decided } from '../records/letters.js';
import { type AttachmentState, attachmentsOf, hasten, stillWaits } from '../records/waiting.js';
import { refuseInvalid } from '../refuse.js';
import type { Step } from '../step.js';
import { convertLetter, passBinary, settle } from './convert.js';
import {
  carriersWith,
  gather,
  heldLetter,
  isComplete,
  noteAttachments,
  type Placed,
  placesWith,
  type WaitingPlace,
} from './gather.js';
import { deadlineOf, isTooLarge, letWait } from './wait.js';

/** A letter is converted, or waits for its attachments. Rules: R1.A2. */
export const receiveCorrespondence = async (step: Step, placed: Placed): Promise<string> => {
  const gathered = await gather(step, placed);
  if (isComplete(gathered)) return convertLetter(step, placed, gathered);
  const halves = [...gathered.binaries, ...gathered.large];
  const deadline = await deadlineOf(step, halves);
  await letWait(step, placed, deadline);
  for (const one of halves) await hasten(step.sql, one, deadline);
  return 'waiting';
};

/**
 * Converts the letters that wait and for which nothing more will come.
 *
 * @param just a binary letter that has come; the first letter must have attachments in it, for others it then waits
 * @returns what became of the first; undefined if none is complete
 */
const convertComplete = async (
  step: Step,
  letters: readonly WaitingPlace[],
  just?: Placed,
): Promise<string | undefined> => {
  let first: string | undefined;
  for (const { arrival, number } of letters) {
    const own = first === undefined ? just : undefined;
    // All of it went with the first: nothing came for the others.
    if (just !== undefined && own === undefined && !(await stillWaits(step.sql, just.arrival, just.number)))
      break;
    const letter = await heldLetter(step, arrival, number);
    if (letter === undefined) continue;
    const gathered = await gather(step, letter, own);
    if (own !== undefined && !gathered.binaries.includes(own)) continue;
    if (!isComplete(gathered)) continue;
    const done = await convertLetter(step, letter, gathered, own);
    if (own !== undefined && done === 'refused') return done;
    first ??= done;
  }
  return first;
};

/** True if a letter with attachments of this one was converted without them, or refused, and none waits for them. */
const isTooLate = async (step: Step, { identity }: Placed, objects: readonly string[]): Promise<boolean> => {
  let late = false;
  const references = async (object: string, ...states: AttachmentState[]): Promise<boolean> =>
    (await attachmentsOf(step.sql, identity, object, 'reference', states)).length > 0;
  for (const object of objects) {
    if (await references(object, 'waiting')) return false;
    late ||= await references(object, 'without', 'invalid');
  }
  return late;
};

/** A binary letter completes a letter, waits for it, or goes on because it is too late. Rules: R1.A2, S1.A2, S1.A3. */
export const receiveBinary = async (step: Step, placed: Placed): Promise<string> => {
  const { letter, identity } = placed;
  const objects = carriedObjects(letter);
  if (objects.length === 0 || (await isTooLate(step, placed, objects))) {
    await noteAttachments(step, placed, objects, () => 'passed');
    return 'passed';
  }
  const letters = await placesWith(step, identity, objects, 'reference');
  const large = isTooLarge(step, placed);
  const done = large ? undefined : await convertComplete(step, letters, placed);
  // A letter that turns out to be invalid leaves its attachments to go on alone.
  if (done !== undefined) return done === 'refused' ? 'passed' : done;
  const deadline = await deadlineOf(step, letters);
  await letWait(step, placed, deadline);
  for (const one of letters) await hasten(step.sql, one, deadline);
  return large && (await convertComplete(step, letters)) === 'converted' ? 'converted' : 'waiting';
};

/** A letter that cannot be converted is refused; its attachments go on as they are. Rules: R1.A2, notes 3b to 3d. */
export const refuseCorrespondence = async (step: Step, placed: Placed, receiver: string): Promise<void> => {
  const { letter, identity } = placed;
  await refuseInvalid(step, { ...placed, receiver }, letter.diagnostics);
  await settle(step, placed, 'refused', () => 'invalid');
  const states = ['waiting', 'large'] as const;
  for (const one of await carriersWith(step, identity, referencedObjects(letter), states))
    await passBinary(step, one);
};

/** A binary letter that cannot be converted is refused; its letter goes without it. Rules: R1.A2, notes 3a, 3c and 3e. */
export const refuseBinary = async (step: Step, placed: Placed, receiver: string): Promise<void> => {
  const { letter, identity } = placed;
  await refuseInvalid(step, { ...placed, receiver }, letter.diagnostics);
  await decided(step.sql, identity, 'refused');
  const objects = objectsIn(letter).map(objectKey);
  await noteAttachments(step, placed, objects, () => 'invalid');
  await convertComplete(step, await placesWith(step, identity, objects, 'reference'));
};
