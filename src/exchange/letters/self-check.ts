import { type Diagnostic, hasError } from '../../diagnostics/diagnostic.js';
import type { Step } from '../step.js';

/**
 * Validates a CareCommunication that was made, as one that comes is. What its reason allows is told and ignored. Rules: S1
 * step 5; P7; conversion rules 3.4.
 *
 * @param data the message as it would be sent
 * @param reason why it is not whole, if it is not
 * @returns what keeps it from being sent
 */
export const faultsIn = (step: Step, data: Uint8Array, reason: string | undefined): Diagnostic[] => {
  const { converter, settings } = step.kit;
  const read = converter.read({ name: step.file, bytes: data });
  const allowed = settings.ignored[reason ?? ''] ?? [];
  const faults = [...read.diagnostics, ...(read.message?.diagnostics ?? [])].filter((one) => hasError([one]));
  for (const { code } of faults.filter((one) => allowed.includes(one.code)))
    step.tell('REL027', { code, cause: reason ?? '' });
  return faults.filter((one) => !allowed.includes(one.code));
};
