/** A document whose bytes are read where they are needed, so that a large one need not be in memory. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from one offset up to another. */
  bytes(from: number, to: number): Buffer;
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

  /** Its bytes in pieces of a size. */
  *chunks(size: number): Generator<Buffer> {
    for (let at = this.from; at < this.to; at += size)
      yield this.source.bytes(at, Math.min(at + size, this.to));
  }
}
