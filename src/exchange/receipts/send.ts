import type { ReadAcknowledgement } from '../../conversion/acknowledgement.js';
import type { ReceiptsConversion } from '../../conversion/convert-acknowledgement.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import { dispatchAcknowledgement, dispatchLetter, withNewIds } from '../dispatch.js';
import type { Conversion, ConvertedLetter } from '../records/conversions.js';
import type { Step } from '../step.js';

/**
 * Sends one Acknowledgement for the receipts of a CareCommunication's letters. Rules: S3; conversion rules 8.3, 8.4.
 *
 * @param dispatch tells this Acknowledgement from the one that was sent before for the same receipts
 * @returns false if the receipts cannot be converted
 */
export const sendAcknowledgement = (
  step: Step,
  { id, original, syntax }: Conversion,
  receipts: readonly Letter[],
  dispatch?: string,
): boolean => {
  const { bundle, diagnostics } = step.kit.converter.acknowledge(receipts, original, { dispatch });
  step.diagnostics.push(...diagnostics);
  if (bundle === undefined) return false;
  dispatchAcknowledgement(step, bundle, original, syntax, id);
  return true;
};

/** Letters by the form they came in, each with its receipts in that form. */
const byForm = (letters: readonly ConvertedLetter[]): Array<['oioxml' | 'edifact', ConvertedLetter[]]> =>
  (['oioxml', 'edifact'] as const)
    .map((form): ['oioxml' | 'edifact', ConvertedLetter[]] => [
      form,
      letters.filter(({ syntax }) => syntax === form),
    ])
    .filter(([, own]) => own.length > 0);

/**
 * Sends the receipts that an Acknowledgement becomes, one for each letter, in the form the letter came in. Rules: S4;
 * conversion rules 8.3, 8.5, 8.7.
 *
 * @param letters those that get one; all letters of the message by default
 * @param dispatch tells these receipts from those that were sent before for the same Acknowledgement
 * @returns false if it cannot be converted
 */
export const sendReceipts = async (
  step: Step,
  { id, original }: Conversion,
  acknowledgement: ReadAcknowledgement,
  letters: readonly ConvertedLetter[] = original.letters,
  dispatch?: string,
): Promise<boolean> => {
  // All or none: what a letter cannot get, none gets.
  const made: ReceiptsConversion['letters'] = [];
  for (const [legacy, own] of byForm(letters)) {
    const conversion = await withNewIds(step, original.receiver.gln, `receipt ${id}`, (attempt) =>
      step.kit.converter.receipts(
        step.file,
        acknowledgement,
        { ...original, letters: own },
        { legacy, attempt, dispatch },
      ),
    );
    step.diagnostics.push(...conversion.diagnostics);
    if (conversion.letters.length < own.length) return false;
    made.push(...conversion.letters);
  }
  const parties = { sender: original.receiver.gln, receiver: original.sender.gln, conversion: id };
  for (const one of made) dispatchLetter(step, one, parties);
  return true;
};
