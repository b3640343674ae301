import type { Letter } from '../formats/oioxml/letters.js';
import { liftedOf } from './lifted.js';
import { valueAt } from './values.js';

/** A letter or message as the pairs of ids name it that receipts need. */
export interface LetterIds {
  /** The name of the input that it came in. */
  file: string;
  /** Which message it is: `XDIS91`, `BIN01`, `CareCommunication` ... */
  message: string;
  /** The id of its envelope or interchange; of a CareCommunication Bundle.id. */
  envelope: string | undefined;
  /** The id of the letter; of a CareCommunication MessageHeader.id. */
  letter: string | undefined;
  /** The version that it says of itself, as `XD9134L`; empty if it says none. */
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
