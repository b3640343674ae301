/** How documents begin that are read here: XML, EDIFACT and JSON. */
const BEGINNINGS = ['<', 'U', '{'].map((c) => c.charCodeAt(0));

/** True if bytes begin as UTF-16 does: with its byte order mark, or with the first character of a document in two bytes. */
export const isUtf16 = (bytes: Uint8Array): boolean => {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return (first === 0 && BEGINNINGS.includes(second)) || (second === 0 && BEGINNINGS.includes(first));
};
