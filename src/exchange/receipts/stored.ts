import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ReadAcknowledgement } from '../../conversion/acknowledgement.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import { identityOf } from '../identity.js';
import type { ReceiptRecord } from '../records/receipts.js';
import type { Kit } from '../step.js';

/** A receipt that was kept: a receipt letter, or an Acknowledgement. */
export interface Stored {
  letter: Letter | undefined;
  acknowledgement: ReadAcknowledgement | undefined;
}

/** A receipt as it is kept: packed, as there are as many as messages. */
export const packed = (document: Uint8Array): Uint8Array => deflateRawSync(document);

/** A receipt that was kept, read again: alone, or, as it was kept before, in the document that it came in. */
export const readStored = (kit: Kit, { content, number }: ReceiptRecord, file: string): Stored => {
  const { letters, acknowledgement } = kit.converter.read({ name: file, bytes: inflateRawSync(content) });
  return { letter: letters.length > 1 ? letters[number - 1] : letters[0], acknowledgement };
};

/** A receipt for several letters is kept once for each. */
export const distinct = (letters: readonly Letter[]): Letter[] => {
  const seen = new Set<string>();
  return letters.filter((letter) => {
    const { envelope, letter: id, sender } = identityOf(letter);
    const key = `${sender}\n${envelope}\n${id}`;
    return !seen.has(key) && seen.add(key);
  });
};
