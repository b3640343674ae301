/** What the bytes 80 to 9F mean in windows-1252; the five that mean nothing stay control characters. */
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/**
 * Decodes windows-1252, of which ISO-8859-1 is the same but for the bytes 80 to 9F, which are control characters
 * there and in practice come from windows-1252 systems. (TextDecoder decodes them wrongly in Node 20.)
 *
 * @param bytes text of one byte a character
 */
export const decodeWindows1252 = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (c) => HIGH[c.charCodeAt(0) - 0x80] as string);
};
