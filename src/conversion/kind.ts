import type { Letter } from '../formats/oioxml/letters.js';

/** What a letter is for: a text to be converted, files that belong to one, or word of what became of a message. */
export type LetterKind = 'correspondence' | 'binary' | 'receipt';

/** The kind of a letter. Rules: legacy formats 1. */
export const kindOf = (letter: Letter): LetterKind => {
  const { message } = letter.schema.table;
  if (message === 'XBIN01') return 'binary';
  return message.startsWith('XCTL') ? 'receipt' : 'correspondence';
};
