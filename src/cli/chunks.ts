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
