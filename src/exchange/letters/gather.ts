import { carriedObjects, pair, referencedObjects } from '../../conversion/pairing.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import type { Arrived } from '../arrived.js';
import { letterOf, readArrived } from '../arrived.js';
import { type Identity, identityOf } from '../identity.js';
import { arrivalFile } from '../records/arrivals.js';
import {
  type AttachmentState,
  attachmentsOf,
  heldContent,
  isHeld,
  newestState,
  noteAttachment,
  type Role,
} from '../records/waiting.js';
import type { Kit, Step } from '../step.js';

/** A letter, and where it came from. */
export interface Placed {
  letter: Letter;
  identity: Identity;
  arrived: Arrived;
  arrival: string;
  number: number;
}

/** What there is of a letter's attachments. */
export interface Gathered {
  /** Binary letters with attachments of it. */
  binaries: Placed[];
  /** Binary letters that were too large to be converted. */
  large: Placed[];
  /** Attachments that are in none of them, and why; undefined of those that may still come. */
  lacking: Map<string, Exclude<AttachmentState, 'waiting'> | undefined>;
}

/** Which of two a letter is for attachments. */
export const roleOf = ({ identity }: Placed): Role => (identity.kind === 'XDIS91' ? 'reference' : 'carried');

/** The attachments that a letter refers to, or carries. */
export const objectsOf = (placed: Placed): string[] =>
  roleOf(placed) === 'reference' ? referencedObjects(placed.letter) : carriedObjects(placed.letter);

/** Notes what has become of attachments of a letter. */
export const noteAttachments = async (
  step: Step,
  placed: Placed,
  objects: readonly string[],
  stateOf: (object: string) => AttachmentState,
): Promise<void> => {
  const { identity, arrival, number } = placed;
  const role = roleOf(placed);
  for (const object of objects)
    await noteAttachment(
      step.sql,
      identity,
      { object, role, arrival, number, state: stateOf(object) },
      step.now,
    );
};

/** A letter that waits, before it is read. */
export type WaitingPlace = Pick<Placed, 'arrival' | 'number'>;

/** Where the letters are that wait and refer to, or carry, one of these attachments. */
export const placesWith = async (
  step: Step,
  identity: Identity,
  objects: readonly string[],
  role: Role,
  states: readonly AttachmentState[] = ['waiting'],
): Promise<WaitingPlace[]> => {
  const found = new Map<string, WaitingPlace>();
  for (const object of objects)
    for (const { arrival, number } of await attachmentsOf(step.sql, identity, object, role, states))
      found.set(`${arrival} ${number}`, { arrival, number });
  return [...found.values()];
};

/** An envelope of several letters that was read last: thousands may wait in one, and each wait ends in a step of its own. */
const lastRead = new WeakMap<Kit, { arrival: string; arrived: Arrived }>();

/** An envelope in which a letter waits; undefined if none does. */
const heldEnvelope = async ({ kit, sql }: Step, arrival: string): Promise<Arrived | undefined> => {
  if (!(await isHeld(sql, arrival))) return undefined;
  const last = lastRead.get(kit);
  if (last?.arrival === arrival) return last.arrived;
  const content = await heldContent(sql, arrival);
  // What is told of it names the file it came in.
  const arrived = readArrived(kit, content, await arrivalFile(sql, arrival));
  if ((arrived.document?.read.letters.length ?? 0) > 1) lastRead.set(kit, { arrival, arrived });
  return arrived;
};

/** A letter that waits. */
export const heldLetter = async (
  step: Step,
  arrival: string,
  number: number,
): Promise<Placed | undefined> => {
  const arrived = step.arrivals.get(arrival) ?? (await heldEnvelope(step, arrival));
  if (arrived === undefined) return undefined;
  step.arrivals.set(arrival, arrived);
  const letter = letterOf(arrived, number);
  return letter && { letter, identity: identityOf(letter), arrived, arrival, number };
};

/**
 * The binary letters that wait with one of these attachments, as many as fit into the memory for one message: whoever sends the same
 * attachment again and again must not fill it. All others go on alone when their time is over.
 *
 * @param belongs false of those that are not wanted
 */
export const carriersWith = async (
  step: Step,
  identity: Identity,
  objects: readonly string[],
  states: readonly AttachmentState[],
  belongs: (binary: Letter) => boolean = () => true,
): Promise<Placed[]> => {
  const { converter, settings } = step.kit;
  const missing = new Set(objects);
  const carriers: Placed[] = [];
  let bytes = 0;
  for (const { arrival, number } of await placesWith(step, identity, objects, 'carried', states)) {
    const isRead = step.arrivals.has(arrival);
    const one = await heldLetter(step, arrival, number);
    if (one === undefined) continue;
    const own = carriedObjects(one.letter).filter((object) => missing.has(object));
    const room = own.length > 0 ? converter.limits.size : settings.largestBytes;
    const more = isRead ? 0 : one.arrived.bytes.length;
    if (bytes + more <= room && belongs(one.letter)) {
      carriers.push(one);
      bytes += more;
      for (const object of own) missing.delete(object);
    } else if (!isRead) step.arrivals.delete(arrival);
  }
  return carriers;
};

/** Why an attachment that nobody carries any more will not come. */
const fateOf = async (
  step: Step,
  identity: Identity,
  object: string,
): Promise<Exclude<AttachmentState, 'waiting'> | undefined> => {
  const state = await newestState(step.sql, identity, object, 'carried');
  return state === 'invalid' || state === 'passed' || state === 'large' ? state : undefined;
};

/**
 * Collects the binary letters of a letter: those that wait, and one that has just come. Rules: R1.A2; conversion rules 3.1.
 *
 * @param just a binary letter that does not wait yet
 */
export const gather = async (step: Step, { letter, identity }: Placed, just?: Placed): Promise<Gathered> => {
  const objects = [...new Set(referencedObjects(letter))];
  const belongs = (binary: Letter): boolean => pair(letter, [binary]).binaries.length > 0;
  const waiting = await carriersWith(step, identity, objects, ['waiting'], belongs);
  const candidates = just === undefined ? waiting : [...waiting, just];
  const { binaries } = pair(
    letter,
    candidates.map((one) => one.letter),
  );
  const used = candidates.filter((one) => binaries.includes(one.letter));
  const carried = new Set(used.flatMap((one) => carriedObjects(one.letter)));
  const lacking: Gathered['lacking'] = new Map();
  for (const object of objects)
    if (!carried.has(object)) lacking.set(object, await fateOf(step, identity, object));
  const tooLarge = [...lacking].filter(([, why]) => why === 'large').map(([object]) => object);
  const large = await carriersWith(step, identity, tooLarge, ['large']);
  return { binaries: used, large, lacking };
};

/**
 * True if nothing more is waited for: all is known, or an attachment went on alone because the time of all that belongs to it
 * was over. Rules: S1.A3; conversion rules 15.3.
 */
export const isComplete = ({ lacking }: Gathered): boolean => {
  const fates = [...lacking.values()];
  return fates.includes('passed') || fates.every((why) => why !== undefined);
};
