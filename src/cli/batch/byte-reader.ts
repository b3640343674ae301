import { ArchiveFault } from './archive-reason.js';

/** Takes bytes that come in pieces, as many at a time as are wanted. */
export class ByteReader {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private piece: Uint8Array = new Uint8Array(0);

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.pieces = bytes[Symbol.asyncIterator]();
  }

  /** So many bytes. Throws ArchiveFault if there are fewer, and what the pieces throw. */
  async take(size: number): Promise<Buffer> {
    if (this.piece.length >= size) return asBuffer(this.leave(size));
    const taken: Uint8Array[] = [];
    for await (const piece of this.stretch(size)) taken.push(piece);
    return Buffer.concat(taken);
  }

  /** Leaves out so many bytes; throws the same. */
  async skip(size: number): Promise<void> {
    if (this.piece.length >= size) {
      this.leave(size);
      return;
    }
    const pieces = this.stretch(size);
    while ((await pieces.next()).done !== true);
  }

  /** So many bytes, in pieces; throws the same. */
  async *stretch(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0; ) {
      if (!(await this.hasMore())) throw new ArchiveFault('archive-cut-off');
      const part = this.leave(left);
      left -= part.length;
      yield part;
    }
  }

  /** All that is left, in pieces. */
  async *rest(): AsyncGenerator<Uint8Array> {
    while (await this.hasMore()) {
      yield this.leave(this.piece.length);
    }
  }

  /** Wants no more. */
  async end(): Promise<void> {
    await this.pieces.return?.();
  }

  /** The beginning of the piece at hand, which is left behind. */
  private leave(size: number): Uint8Array {
    const part = this.piece.subarray(0, size);
    this.piece = this.piece.subarray(part.length);
    return part;
  }

  private async hasMore(): Promise<boolean> {
    while (this.piece.length === 0) {
      const { done, value } = await this.pieces.next();
      if (done) return false;
      this.piece = value;
    }
    return true;
  }
}

/** The same bytes. */
const asBuffer = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length);
