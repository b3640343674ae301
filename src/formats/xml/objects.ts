import type { Cut } from '../source.js';

const OPEN = Buffer.from('Object_Base64Encoded>');
const LESS_THAN = 0x3c;
const AMPERSAND = 0x26;
/** Shorter contents are not worth the trouble. */
const WORTH_CUTTING = 4096;

/**
 * Finds the contents of large `Object_Base64Encoded` elements, so that the parser need not walk through them: an
 * attachment of 100 MB stays a slice of the input bytes until it is written.
 *
 * This looks at bytes only and may be deceived (by a comment or CDATA that holds such a tag); the parser checks
 * that each slice is the content of such an element and starts over without cutting if one is not.
 *
 * @param bytes a document in an encoding that has ASCII in common with UTF-8
 * @returns byte ranges [start, end) in order
 */
export const findObjects = (bytes: Buffer): Array<[start: number, end: number]> => {
  const ranges: Array<[number, number]> = [];
  if (bytes.length < WORTH_CUTTING) return ranges;
  let at = bytes.indexOf(OPEN);
  while (at >= 0) {
    const start = at + OPEN.length;
    const end = bytes.indexOf(LESS_THAN, start);
    if (end < 0) break;
    const ampersand = bytes.indexOf(AMPERSAND, start);
    if (end - start >= WORTH_CUTTING && (ampersand < 0 || ampersand > end)) ranges.push([start, end]);
    at = bytes.indexOf(OPEN, end);
  }
  return ranges;
};

/**
 * Decodes a document without the ranges given.
 *
 * @param decode turns bytes into text, one character for each byte or UTF-8
 * @returns the text that is left, and the cuts in it
 */
export const decodeWithout = (
  bytes: Buffer,
  ranges: ReadonlyArray<readonly [number, number]>,
  decode: (bytes: Buffer) => string,
): { text: string; cuts: Cut[] } => {
  const cuts: Cut[] = [];
  let text = '';
  let from = 0;
  for (const [start, end] of ranges) {
    text += decode(bytes.subarray(from, start));
    cuts.push({ at: text.length, bytes: bytes.subarray(start, end) });
    from = end;
  }
  return { text: text + decode(bytes.subarray(from)), cuts };
};
