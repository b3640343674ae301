import { type ByteSource, RawContent } from '../byte-source.js';
import type { Cut } from './source.js';

/** As much is read at once; less where an object may follow soon. */
const CHUNK = 1 << 16;
const SMALL = 1 << 12;

/**
 * The text of a document, one character a byte. It is read a piece at a time, and stretches of it can be left out. Indices
 * count from where it stands.
 */
export class Window {
  readonly cuts: Cut[] = [];
  /** What was read, from a place before the one where it stands. */
  private read = '';
  /** Where it stands, in what was read. */
  private here = 0;
  /** Up to here, what was read is among the pieces. */
  private kept = 0;
  private readonly pieces: string[] = [];
  private length = 0;
  /** Byte of the first character of what was read. */
  private first: number;
  private size = CHUNK;

  constructor(
    private readonly bytes: ByteSource,
    from: number,
  ) {
    this.first = from;
  }

  /** The byte where it stands. */
  get byte(): number {
    return this.first + this.here;
  }

  /** The offset where it stands, in the text without what was left out. */
  get offset(): number {
    return this.length + this.here - this.kept;
  }

  /** Number of characters that can be seen from here. */
  get seen(): number {
    return this.read.length - this.here;
  }

  private keep(): void {
    if (this.here > this.kept) this.pieces.push(this.read.slice(this.kept, this.here));
    this.length += this.here - this.kept;
    this.kept = this.here;
  }

  /** Reads on; false at the end of the document. */
  more(): boolean {
    const from = this.first + this.read.length;
    if (from >= this.bytes.size) return false;
    // Twice as much each time that all of it was not enough, so that a long segment is not read over and over.
    this.size = this.here === 0 ? this.size * 2 : Math.min(this.size * 2, CHUNK);
    const to = Math.min(this.bytes.size, from + this.size);
    this.keep();
    this.read = this.read.slice(this.here) + this.bytes.bytes(from, to).toString('latin1');
    this.first += this.here;
    this.here = 0;
    this.kept = 0;
    return true;
  }

  /** True if there are so many characters from here; reads on for them. */
  has(count: number): boolean {
    while (this.seen < count) if (!this.more()) return false;
    return true;
  }

  at(index: number): string {
    return this.read.charAt(this.here + index);
  }

  slice(from: number, to: number): string {
    return this.read.slice(this.here + from, this.here + to);
  }

  /** Index of a text that can be seen, or -1. */
  find(text: string, from: number): number {
    const found = this.read.indexOf(text, this.here + from);
    return found < 0 ? -1 : found - this.here;
  }

  go(count: number): void {
    this.here += count;
  }

  /** Leaves bytes out of the text, and goes on behind them. */
  cut(size: number): RawContent {
    const content = new RawContent(this.bytes, this.byte, this.byte + size);
    this.keep();
    this.cuts.push({ at: this.length, content });
    if (this.seen >= size) {
      this.here += size;
      this.kept = this.here;
    } else {
      this.first = content.end;
      this.read = '';
      this.here = 0;
      this.kept = 0;
      this.size = SMALL;
    }
    return content;
  }

  /** The whole text without what was left out. */
  text(): string {
    this.here = this.read.length;
    this.keep();
    return this.pieces.join('');
  }
}
