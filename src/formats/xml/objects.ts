import type { Cut } from '../source.js';
import type { Family } from './family.js';

/** The elements whose content, or attribute, is an attachment or an enveloped message. */
export const OBJECTS = { OIO: 'Object_Base64Encoded', VAN: 'Data', FHIR: 'data' } as const;
/** Where such content begins, and the byte that ends it. */
const MARKS = {
  OIO: { open: Buffer.from(`${OBJECTS.OIO}>`), close: 0x3c },
  VAN: { open: Buffer.from(`${OBJECTS.VAN}>`), close: 0x3c },
  FHIR: { open: Buffer.from(`${OBJECTS.FHIR} value="`), close: 0x22 },
} as const;
const AMPERSAND = 0x26;
/** Shorter contents are not worth the trouble. */
const WORTH_CUTTING = 4096;

/**
 * Finds the contents of large attachments (`Object_Base64Encoded` in OIOXML, `data` in FHIR) and of the message in an
 * envelope (`Data`), so that the parser need not walk through them: an attachment of 100 MB stays a slice of the input
 * bytes until it is written.
 *
 * This looks at bytes only and may be deceived (by a comment or CDATA that holds such a tag); the parser checks
 * that each slice is the content of such an element and starts over without cutting if one is not.
 *
 * @param family whose attachments
 * @param bytes a document in an encoding that has ASCII in common with UTF-8
 * @returns byte ranges [start, end) in order
 */
export const findObjects = (family: Family, bytes: Buffer): Array<[start: number, end: number]> => {
  const { open, close } = MARKS[family];
  const ranges: Array<[number, number]> = [];
  if (bytes.length < WORTH_CUTTING) return ranges;
  let at = bytes.indexOf(open);
  while (at >= 0) {
    const start = at + open.length;
    const closed = bytes.indexOf(close, start);
    // A document that is cut off in it.
    const end = closed < 0 ? bytes.length : closed;
    // Only within it: looking on for one behind each of many contents would read the document again and again.
    if (end - start >= WORTH_CUTTING && !bytes.subarray(start, end).includes(AMPERSAND))
      ranges.push([start, end]);
    at = bytes.indexOf(open, end);
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
