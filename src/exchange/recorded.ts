import type { Arrived } from './arrived.js';
import { recordArrival, recordDecision } from './records/arrivals.js';
import { digestOf, type Step } from './step.js';

/** What was decided, each thing once. */
const summaryOf = ({ decisions }: Step): string =>
  [...new Set(decisions.map(({ decision }) => decision))].join('+');

/** Why: look-ups, decisions and what was told; never a value of a message. */
const detailOf = ({ lookUps, decisions, diagnostics }: Step): string =>
  JSON.stringify({ lookUps, decisions, diagnostics });

/**
 * Records an arrival with what is decided about it.
 *
 * @param known what its envelope says, as far as it could be read
 * @returns false if it is recorded already
 */
export const recorded = async (
  step: Step,
  bytes: Uint8Array,
  known: Arrived['vans']['known'],
  decide: () => Promise<void>,
): Promise<boolean> => {
  const isNew = await recordArrival(step.sql, {
    id: step.arrival,
    file: step.file,
    arrived: step.now,
    bytes: bytes.length,
    digest: digestOf(bytes),
    envelope: known.identifier?.toLowerCase(),
    message: known.meta?.identifier.toLowerCase(),
    sender: known.sender?.id,
    receiver: known.receiver?.id,
    document: known.meta?.document.name,
  });
  if (!isNew) return false;
  await decide();
  await recordDecision(step.sql, step.arrival, summaryOf(step), detailOf(step));
  return true;
};
