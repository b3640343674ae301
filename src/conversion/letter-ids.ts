import type { Letter } from '../formats/oioxml/letters.js';
import { liftedOf } from './lifted.js';
import { valueAt } from './values.js';

/** A letter or message as the pairs of ids name it that receipts need. */
export interface LetterIds {
  file: string;
  message: string;
  envelope: string | undefined;
  letter: string | undefined;
  version: string;
}

/** The ids of a letter and its envelope. */
export const letterIds = (letter: Letter): LetterIds => {
  const { table } = letter.schema;
  const { message, version } = liftedOf(letter) ?? table;
  return {
    file: letter.source.file,
    message,
    envelope: valueAt(letter, 'Envelope/Identifier'),
    letter: valueAt(letter, `${table.letter}/Letter/Identifier`),
    version,
  };
};
