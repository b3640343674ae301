import { OBJECTS } from '../xml/objects.js';

const MARK = Buffer.from(`${OBJECTS.VAN}>`);

/**
 * The beginning of the document in an envelope, enough to tell what it is.
 *
 * @param head the beginning of the envelope
 * @returns undefined if the document begins behind it
 */
export const documentHead = (head: Uint8Array): Buffer | undefined => {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const at = bytes.indexOf(MARK);
  if (at < 0) return undefined;
  const [base64 = ''] = bytes.toString('latin1', at + MARK.length).split('<');
  return Buffer.from(base64, 'base64');
};
