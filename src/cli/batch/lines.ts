import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const ROOM = 1 << 16;
const LINE_FEED = 10;

const writeAll = (handle: number, bytes: Uint8Array): void => {
  for (let from = 0; from < bytes.length; ) from += writeSync(handle, bytes, from);
};

/** A file of values, each a line of JSON. Throws what the system throws. */
export class LineWriter {
  private readonly handle: number;
  private text = '';

  /** @param flag `w` for a new file, `a` to go on with one */
  constructor(path: string, flag: 'w' | 'a') {
    this.handle = openSync(path, flag, 0o600);
  }

  /** Adds a value; it is in the file after `flush`, or earlier. */
  add(value: unknown): void {
    this.addLine(JSON.stringify(value));
  }

  /** The same of JSON that is there already. */
  addLine(json: string): void {
    this.text += `${json}\n`;
    if (this.text.length >= ROOM) this.flush();
  }

  flush(): void {
    writeAll(this.handle, Buffer.from(this.text));
    this.text = '';
  }

  close(): void {
    this.flush();
    closeSync(this.handle);
  }
}

/** Where a line of a file begins, and where the next one does. */
interface Stretch {
  from: number;
  end: number;
}

/** The same with its text. */
export interface Line extends Stretch {
  text: string;
}

/**
 * The lines of a file, one by one, from an offset. What is not ended by a line feed was not written to its end, and is left out.
 * Throws what the system throws.
 *
 * @param size how many bytes are read at a time
 */
export function* linesOf(path: string, offset = 0, size = ROOM): Generator<Line> {
  for (const { from, end, bytes } of stretchesOf(path, offset, size))
    yield { from, end, text: bytes.toString('utf8') };
}

/** Where lines begin and end, without their texts. Throws what the system throws. */
export function* lineEndsOf(path: string): Generator<Stretch> {
  yield* stretchesOf(path, 0, ROOM);
}

function* stretchesOf(path: string, offset: number, size: number): Generator<Stretch & { bytes: Buffer }> {
  // A line may be much longer than what is read at a time: each piece of it is searched and copied once.
  let begun: Buffer[] = [];
  let from = offset;
  for (const { at, bytes } of bytesOf(path, offset, size)) {
    let begin = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, begin)) {
      const last = bytes.subarray(begin, end);
      const line = begun.length === 0 ? last : Buffer.concat([...begun, last]);
      begun = [];
      yield { from, end: at + end + 1, bytes: line };
      begin = end + 1;
      from = at + begin;
    }
    if (begin < bytes.length) begun.push(Buffer.from(bytes.subarray(begin)));
  }
}

/** The bytes of a file, piece by piece, each of which holds until the next one is asked for. Throws what the system throws. */
export function* bytesOf(path: string, offset = 0, size = ROOM): Generator<{ at: number; bytes: Buffer }> {
  const handle = openSync(path, 'r');
  try {
    const room = Buffer.allocUnsafe(size);
    for (let at = offset; ; ) {
      const read = readSync(handle, room, 0, size, at);
      if (read === 0) return;
      yield { at, bytes: room.subarray(0, read) };
      at += read;
    }
  } finally {
    closeSync(handle);
  }
}
