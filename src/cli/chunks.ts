/** Characters that are written at once. */
const CHUNK = 1 << 16;

/** Small pieces of a text put together, so that not each of them is written by itself. */
export function* chunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** The same in UTF-8. */
export function* encodedChunks(pieces: Iterable<string>): Generator<Uint8Array> {
  for (const chunk of chunks(pieces)) yield Buffer.from(chunk);
}
