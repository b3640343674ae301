import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';

/**
 * What is written into a named pipe, or that of `<(...)`, until it ends; or as much of it as shows that it is larger than is allowed.
 * Neither opening nor reading it holds up the process where nobody writes, so that signals are heard meanwhile.
 *
 * @param most how many bytes are allowed
 * @param abort ends it
 * @throws what the system throws, the reason of `abort`
 */
export async function* piecesOfPipe(
  path: string,
  most: number,
  abort: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const pipe = new Socket({ fd, readable: true, writable: false });
  const end = (): void => void pipe.destroy();
  abort.addEventListener('abort', end);
  try {
    let size = 0;
    for await (const piece of pipe as AsyncIterable<Buffer>) {
      yield piece;
      size += piece.length;
      if (size > most) return;
    }
  } finally {
    abort.removeEventListener('abort', end);
    pipe.destroy();
    // It ends early, too, when it is asked to.
    abort.throwIfAborted();
  }
}
