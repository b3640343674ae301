import type { MessageConversion } from '../../conversion/convert-message.js';
import type { MadeLetter } from '../../conversion/made-letter.js';
import type { Frame, ReadMessage } from '../../conversion/message.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Original } from '../../mapping/receipts/original.js';
import { takes } from '../abilities.js';
import { dispatchLetter, withNewIds } from '../dispatch.js';
import type { Identity } from '../identity.js';
import { conversionId, record } from '../records/conversions.js';
import { decided } from '../records/letters.js';
import type { Step } from '../step.js';

type Form = 'oioxml' | 'edifact';

/** A message of which it is known whose it is. */
export interface Known {
  read: ReadMessage & { frame: Frame };
  identity: Identity;
  original: Original;
  syntax: 'json' | 'xml';
}

/** The form in which a receiver takes a letter, and its attachments. Rules: R1.A1; conversion rules 3.5. */
const formsOf = (
  step: Step,
  types: readonly string[],
): { letter: Form; binary: Form; takesBinaries: boolean } => {
  const can = (message: string): boolean => takes(step.kit.settings, types, message);
  const letter: Form = can('XDIS91') ? 'oioxml' : 'edifact';
  if (can('XBIN01')) return { letter, binary: 'oioxml', takesBinaries: true };
  if (can('BIN01')) return { letter, binary: 'edifact', takesBinaries: true };
  return { letter, binary: letter, takesBinaries: false };
};

/** The letters of a message, each in its form. */
const lettersOf = (
  step: Step,
  read: ReadMessage,
  forms: { letter: Form; binary: Form },
  attempt: number,
): MessageConversion & { forms: Form[] } => {
  const { converter } = step.kit;
  const conversion = converter.convertMessage(step.file, read, { legacy: forms.letter, attempt });
  const all = conversion.letters.map((): Form => forms.letter);
  if (conversion.letters.length < 2 || forms.binary === forms.letter) return { ...conversion, forms: all };
  const other = converter.convertMessage(step.file, read, { legacy: forms.binary, attempt });
  const [letter] = conversion.letters as [MadeLetter, ...MadeLetter[]];
  return {
    ...conversion,
    diagnostics: [...conversion.diagnostics, ...other.diagnostics],
    letters: other.letters.length < 2 ? [] : [letter, ...other.letters.slice(1)],
    forms: [forms.letter, ...other.letters.slice(1).map((): Form => forms.binary)],
  };
};

const MESSAGES = ['XDIS91', 'XBIN01'];

/**
 * Converts a message and sends its letters, the XDIS91 first. Rules: S2, S2.A1, S2.A2.
 *
 * @param types what the receiver is registered for
 * @returns why it cannot be converted; undefined if it was
 */
export const convertMessage = async (
  step: Step,
  { read, identity, original, syntax }: Known,
  types: readonly string[],
): Promise<readonly Diagnostic[] | undefined> => {
  const forms = formsOf(step, types);
  const id = conversionId('to-legacy', identity.sender, identity.letter);
  const made = await withNewIds(step, identity.sender, id, (attempt) =>
    lettersOf(step, read, forms, attempt),
  );
  if (made.letters.length === 0) return made.diagnostics;
  step.diagnostics.push(...made.diagnostics);
  if (made.letters.length > 1 && !forms.takesBinaries) step.tell('REL022');
  await record(step.sql, {
    id,
    direction: 'to-legacy',
    syntax,
    bundle: identity.envelope,
    original: {
      ...original,
      letters: made.letters.map(({ ids }, i) => ({
        message: MESSAGES[i] ?? '',
        envelope: ids.envelope ?? '',
        letter: ids.letter ?? '',
        version: ids.version,
        syntax: made.forms[i] ?? 'oioxml',
      })),
    },
    state: 'awaiting',
    converted: step.now,
  });
  const { sender, receiver } = identity;
  for (const one of made.letters) dispatchLetter(step, one, { sender, receiver, conversion: id });
  await decided(step.sql, identity, 'converted', id);
  return undefined;
};
