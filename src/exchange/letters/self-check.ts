import { type Diagnostic, hasError } from '../../diagnostics/diagnostic.js';
import type { FhirObject } from '../../formats/fhir/model.js';
import type { Step } from '../step.js';

/**
 * Validates a CareCommunication that was made: by the profiles, and as one that comes is read. What its reason allows is told
 * and ignored. Rules: S1 step 5; P7; conversion rules 3.4.
 *
 * @param bundle the message
 * @param data the same as it would be sent
 * @param reason why it is not whole, if it is not
 * @returns what keeps it from being sent
 */
export const faultsIn = (
  step: Step,
  bundle: FhirObject,
  data: Uint8Array,
  reason: string | undefined,
): Diagnostic[] => {
  const { converter, settings, validator } = step.kit;
  const read = converter.read({ name: step.file, bytes: data });
  const allowed = settings.ignored[reason ?? ''] ?? [];
  const found = [...read.diagnostics, ...(read.message?.diagnostics ?? [])].filter((one) => hasError([one]));
  const checked = validator.message(bundle, step.file, step.diagnostics);
  const ignored = [...found.filter(({ code }) => allowed.includes(code)), ...checked.ignored];
  for (const code of new Set(ignored.map((one) => one.code)))
    step.tell('REL027', { code, cause: reason ?? '' });
  return [
    ...found.filter(({ code }) => !allowed.includes(code)),
    ...checked.diagnostics.filter((one) => hasError([one])),
  ];
};
