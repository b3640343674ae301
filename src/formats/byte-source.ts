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

/** All of a result. It is counted first, so that a large piece is not in memory twice. */
export const joined = (pieces: Iterable<Piece>): Buffer => {
  const all = [...pieces];
  let size = 0;
  for (const { length } of passing(all)) size += length;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const piece of passing(all)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
};

/** The pieces of a result as bytes, for whoever writes each before it asks for the next. */
export function* passing(pieces: Iterable<Piece>): Generator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else yield* piece.pieces();
  }
}
