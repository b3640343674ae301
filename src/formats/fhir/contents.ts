const NAME = Buffer.from('"data"');
const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
/** Smaller documents and shorter contents are not worth the trouble. */
const WORTH_SEARCHING = 64 * 1024;
const WORTH_CUTTING = 4096;

/**
 * Finds the contents of large attachments in JSON, so that they stay slices of the input bytes until they are written.
 * This looks at bytes only and may be deceived; the parser starts over without cutting if a slice is no value.
 *
 * @returns byte ranges [start, end) in order
 */
export const findContents = (bytes: Buffer): Array<[start: number, end: number]> => {
  const ranges: Array<[number, number]> = [];
  if (bytes.length < WORTH_SEARCHING) return ranges;
  for (let at = bytes.indexOf(NAME); at >= 0; at = bytes.indexOf(NAME, at)) {
    at += NAME.length;
    const open = bytes.indexOf(QUOTE, at);
    if (open < 0) break;
    const between = bytes.subarray(at, Math.min(open, at + 100)).toString('latin1');
    if (between.trim().charCodeAt(0) !== COLON || between.trim().length > 1) continue;
    const end = bytes.indexOf(QUOTE, open + 1);
    if (end < 0) break;
    at = end + 1;
    const content = bytes.subarray(open + 1, end);
    if (content.length >= WORTH_CUTTING && !content.includes(BACKSLASH)) ranges.push([open + 1, end]);
  }
  return ranges;
};
