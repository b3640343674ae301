import { carriedObjects, referencedObjects } from '../../conversion/pairing.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { FhirObject } from '../../formats/fhir/model.js';
import type { Party } from '../../mapping/receipts/original.js';
import { REASONS } from '../../mapping/receipts/reasons.js';
import { bundleBytes } from '../dispatch.js';
import { syntaxOf, versionOf } from '../identity.js';
import { passOn } from '../pass.js';
import { type ConvertedLetter, conversionId, record } from '../records/conversions.js';
import { conversionIn, decided, newestEnvelope } from '../records/letters.js';
import {
  type AttachmentState,
  abandon,
  carriedState,
  hold,
  release,
  stillWaits,
  wait,
} from '../records/waiting.js';
import { refuseInvalid } from '../refuse.js';
import type { Step } from '../step.js';
import { type Gathered, noteAttachments, objectsOf, type Placed } from './gather.js';
import { faultsIn } from './self-check.js';
import { deadlineOf } from './wait.js';

/** A type that FHIR does not allow: told, and converted all the same. */
const FILE_TYPE = 'MAP008';

const reasonOf = ({ lacking }: Gathered, told: readonly Diagnostic[]): string | undefined => {
  const states = [...lacking.values()];
  for (const state of ['invalid', 'large', 'passed'] as const)
    if (states.includes(state)) return REASONS[state];
  if (states.length > 0) return REASONS.missing;
  return told.some(({ code }) => code === FILE_TYPE) ? REASONS.type : undefined;
};

const convertedLetter = async (step: Step, { letter, identity }: Placed): Promise<ConvertedLetter> => ({
  message: identity.kind,
  envelope: await newestEnvelope(step.sql, identity),
  letter: identity.letter,
  version: versionOf(letter),
  syntax: syntaxOf(letter),
});

/** A resource that every CareCommunication has. */
const resourceOf = (bundle: FhirObject, type: string): FhirObject => {
  const entries = bundle.entry as Array<{ resource: FhirObject }>;
  return entries.find(({ resource }) => resource.resourceType === type)?.resource ?? {};
};

/** An organisation of the message, with the address that was written into it. */
const partyOf = (step: Step, gln: string, endpoint: unknown): Party => {
  const known = step.kit.directory.byGln(gln, step.instant.slice(0, 10));
  return { gln, sorId: known?.sorId, name: known?.name, endpoint: String(endpoint) };
};

const categoryOf = (bundle: FhirObject): string | undefined => {
  const [category] = (resourceOf(bundle, 'Communication').category ?? []) as FhirObject[];
  const [coding] = (category?.coding ?? []) as FhirObject[];
  return coding?.code as string | undefined;
};

const MEGABYTE = 1_000_000;

/** Tells of a message that is larger than senders may make it. */
const tellSize = (step: Step, { length }: Buffer): void => {
  if (length > step.kit.settings.agreedBytes)
    step.tell('REL024', { megabytes: Math.round(length / MEGABYTE) });
};

/**
 * Notes what became of a letter that waited, and of its attachments.
 *
 * @param waits whether it waits on, with attachments of which nothing has become yet
 */
export const settle = async (
  step: Step,
  placed: Placed,
  state: string,
  attachments: (object: string) => AttachmentState,
  conversion?: string,
  waits = false,
): Promise<void> => {
  const { sql } = step;
  const { identity, arrival, number } = placed;
  await decided(sql, identity, state, conversion);
  await noteAttachments(step, placed, objectsOf(placed), attachments);
  if (!waits) await release(sql, arrival, number);
};

/**
 * Notes that attachments of a binary letter are in a message. With those that the message's letter does not refer to, it waits
 * for another letter. Rules: R1.A2: a letter and a binary letter belong together if they have one object in common.
 *
 * @param objects those that the letter refers to
 */
const settleBinary = async (
  step: Step,
  placed: Placed,
  objects: ReadonlySet<string>,
  conversion: string,
): Promise<void> => {
  const { sql } = step;
  const { letter, identity, arrival, number, arrived } = placed;
  const left = new Set<string>();
  for (const object of carriedObjects(letter)) {
    if (!objects.has(object) && (await carriedState(sql, identity, object, placed)) !== 'converted')
      left.add(object);
  }
  const waits = left.size > 0;
  if (waits && !(await stillWaits(sql, arrival, number))) {
    await hold(sql, arrival, arrived.bytes);
    await wait(sql, { ...identity, arrival, number, deadline: await deadlineOf(step, []) });
  }
  const state = (object: string): AttachmentState => (left.has(object) ? 'waiting' : 'converted');
  await settle(step, placed, 'converted', state, conversion, waits);
};

/**
 * Passes on a binary letter as it is: its letter did not come, or is invalid. One that is in a message already goes nowhere.
 * Rules: S1.A3.
 */
export const passBinary = async (step: Step, placed: Placed): Promise<void> => {
  const { kind, envelope, letter } = placed.identity;
  if ((await conversionIn(step.sql, placed.identity)) !== undefined) {
    await abandon(step.sql, placed);
    await release(step.sql, placed.arrival, placed.number);
    return;
  }
  passOn(step, placed.arrived, [placed.letter]);
  await settle(step, placed, 'passed', () => 'passed');
  step.decisions.push({ kind, number: placed.number, envelope, letter, decision: 'passed' });
};

/**
 * Converts a letter with what came of its attachments, and sends the CareCommunication. One that turns out to be invalid is
 * refused, and its attachments are passed on. Rules: S1, S1.A1, S1.A2, S1.A4.
 *
 * @param just a binary letter that has just come, which is passed on by whoever receives it
 * @returns converted or refused
 */
export const convertLetter = async (
  step: Step,
  placed: Placed,
  gathered: Gathered,
  just?: Placed,
): Promise<'converted' | 'refused'> => {
  const { converter, settings } = step.kit;
  const { letter, identity } = placed;
  const { binaries, large, lacking } = gathered;
  const { bundle, diagnostics } = converter.convert(
    letter,
    binaries.map((one) => one.letter),
    { incomplete: lacking.size > 0 },
  );
  step.diagnostics.push(...diagnostics);
  const reason = reasonOf(gathered, diagnostics);
  const data = bundle && bundleBytes(bundle, settings.fhir);
  const faults =
    bundle === undefined || data === undefined ? diagnostics : faultsIn(step, bundle, data, reason);
  if (bundle === undefined || data === undefined || faults.length > 0) {
    if (data !== undefined) step.diagnostics.push(...faults);
    await refuseInvalid(step, { ...placed, receiver: identity.receiver }, faults);
    await settle(step, placed, 'refused', () => 'invalid');
    for (const one of [...binaries, ...large])
      if (one !== just) await passBinary(step, one);
      else await settle(step, one, 'passed', () => 'passed');
    return 'refused';
  }
  const letters: ConvertedLetter[] = [];
  for (const one of [placed, ...binaries, ...large]) letters.push(await convertedLetter(step, one));
  const header = resourceOf(bundle, 'MessageHeader');
  const provenance = resourceOf(bundle, 'Provenance');
  const [destination] = header.destination as FhirObject[];
  const ids = { envelope: String(bundle.id), letter: String(header.id) };
  const id = conversionId('to-fhir', identity.sender, ids.letter);
  await record(step.sql, {
    id,
    direction: 'to-fhir',
    syntax: settings.fhir,
    bundle: ids.envelope,
    original: {
      sender: partyOf(step, identity.sender, (header.source as FhirObject).endpoint),
      receiver: partyOf(step, identity.receiver, destination?.endpoint),
      header: ids.letter,
      activity: 'new-message',
      occurred: String(provenance.occurredDateTime),
      recorded: String(provenance.recorded),
      letters,
      reason,
    },
    state: 'awaiting',
    converted: step.now,
  });
  await settle(step, placed, 'converted', (object) => (lacking.has(object) ? 'without' : 'converted'), id);
  const objects = new Set(referencedObjects(letter));
  for (const one of binaries) await settleBinary(step, one, objects, id);
  for (const one of large) await settle(step, one, 'converted', () => 'large', id);
  tellSize(step, data);
  step.dispatch({
    kind: { message: 'CareCommunication', postfix: categoryOf(bundle), syntax: settings.fhir },
    sender: identity.sender,
    receiver: identity.receiver,
    data,
    conversion: id,
    ids,
    message: ids.letter,
  });
  return 'converted';
};
