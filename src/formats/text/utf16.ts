/** True if bytes begin as XML does in UTF-16: with its byte order mark, or with `<` in two bytes. */
export const isUtf16 = (bytes: Uint8Array): boolean => {
  const [first, second] = bytes;
  return (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0x3c && second === 0) ||
    (first === 0 && second === 0x3c)
  );
};
