/** A document whose bytes are read where they are needed, so that a large one need not be in memory. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from one offset up to another. */
  bytes(from: number, to: number): Buffer;
  /** The same into room that is at hand, if it can; what comes back lies in it, and holds until it is used again. */
  view?(from: number, to: number, room: Buffer): Buffer;
}

/** A document in memory. */
export const inMemory = (bytes: Uint8Array): ByteSource => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: buffer.length, bytes: (from, to) => buffer.subarray(from, to) };
};

/** A stretch of a document that is passed on as it is. */
export class RawContent {
  constructor(
    private readonly source: ByteSource,
    private readonly from: number,
    private readonly to: number,
  ) {}

  /** The byte after its last. */
  get end(): number {
    return this.to;
  }

  get size(): number {
    return this.to - this.from;
  }

  get bytes(): Buffer {
    return this.first(this.size);
  }

  /** Its first bytes. */
  first(size: number): Buffer {
    return this.source.bytes(this.from, Math.min(this.from + size, this.to));
  }

  /** Its bytes from one up to another. */
  part(from: number, to: number): Buffer {
    return this.source.bytes(this.from + from, Math.min(this.from + to, this.to));
  }

  /** Its bytes in pieces of a size; each holds until the next one is asked for. */
  *views(size: number): Generator<Buffer> {
    const { source } = this;
    const room = Buffer.allocUnsafe(source.view === undefined ? 0 : Math.min(size, this.size));
    for (let at = this.from; at < this.to; at += size) {
      const end = Math.min(at + size, this.to);
      yield source.view?.(at, end, room) ?? source.bytes(at, end);
    }
  }
}

/**
 * Bytes that are made where they are written: a piece holds until the next one is asked for, so that what is larger
 * than memory can pass through.
 */
export interface Passing {
  pieces(): Iterable<Uint8Array>;
}

/** A piece of a result. */
export type Piece = Uint8Array | Passing;

/** The pieces of a result as bytes that last. */
export function* lasting(pieces: Iterable<Piece>): Generator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else for (const bytes of piece.pieces()) yield Buffer.from(bytes);
  }
}

/** The same, when it is known how many they are. */
export interface Counted extends Passing {
  readonly length: number;
}

/** A result whose bytes are counted, and not kept. */
export const counted = (pieces: Iterable<Piece>): Counted => {
  const all = [...pieces];
  let length = 0;
  for (const piece of passing(all)) length += piece.length;
  return { length, pieces: () => passing(all) };
};

/** All of a result. It is counted first, so that a large piece is not in memory twice. */
export const joined = (pieces: Iterable<Piece>): Buffer => filled(counted(pieces));

/** All bytes, one piece after another: as they come, so that nothing is there twice. */
export const filled = (content: Counted): Buffer => {
  const bytes = Buffer.allocUnsafe(content.length);
  let at = 0;
  for (const piece of content.pieces()) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
};

/** Bytes in chunks of a size, whatever pieces they come in; each holds until the next one is asked for. */
export function* chunks(content: Passing, size: number): Generator<Buffer> {
  const room = Buffer.allocUnsafe(size);
  let held = 0;
  for (const piece of content.pieces())
    for (let at = 0; at < piece.length; ) {
      const some = piece.subarray(at, at + size - held);
      room.set(some, held);
      at += some.length;
      held += some.length;
      if (held < size) continue;
      yield room;
      held = 0;
    }
  if (held > 0) yield room.subarray(0, held);
}

/** The pieces of a result as bytes, for whoever writes each before it asks for the next. */
export function* passing(pieces: Iterable<Piece>): Generator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else yield* piece.pieces();
  }
}
