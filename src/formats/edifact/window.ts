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
  private stands = 0;
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
    return this.first + this.stands;
  }

  /** The offset where it stands, in the text without what was left out. */
  get offset(): number {
    return this.length + this.stands - this.kept;
  }

  /** Number of characters that can be seen from here. */
  get seen(): number {
    return this.read.length - this.stands;
  }

  private keep(): void {
    if (this.stands > this.kept) this.pieces.push(this.read.slice(this.kept, this.stands));
    this.length += this.stands - this.kept;
    this.kept = this.stands;
  }

  /** Reads on; false at the end of the document. */
  more(): boolean {
    const from = this.first + this.read.length;
    if (from >= this.bytes.size) return false;
    // Twice as much each time that all of it was not enough, so that a long segment is not read over and over.
    this.size = this.stands === 0 ? this.size * 2 : Math.min(this.size * 2, CHUNK);
    const to = Math.min(this.bytes.size, from + this.size);
    this.keep();
    this.read = this.read.slice(this.stands) + this.bytes.bytes(from, to).toString('latin1');
    this.first += this.stands;
    this.stands = 0;
    this.kept = 0;
    return true;
  }

  /** True if there are so many characters from here; reads on for them. */
  has(count: number): boolean {
    while (this.seen < count) if (!this.more()) return false;
    return true;
  }

  /** What can be seen, and what was before it; it stands at `here`. */
  get text(): string {
    return this.read;
  }

  get here(): number {
    return this.stands;
  }

  /** The code of a character. */
  code(index: number): number {
    return this.read.charCodeAt(this.stands + index);
  }

  at(index: number): string {
    return this.read.charAt(this.stands + index);
  }

  slice(from: number, to: number): string {
    return this.read.slice(this.stands + from, this.stands + to);
  }

  /** Index of a text that can be seen, or -1. */
  find(text: string, from: number): number {
    const found = this.read.indexOf(text, this.stands + from);
    return found < 0 ? -1 : found - this.stands;
  }

  go(count: number): void {
    this.stands += count;
  }

  /** Leaves bytes out of the text, and goes on behind them. */
  cut(size: number): RawContent {
    const content = new RawContent(this.bytes, this.byte, this.byte + size);
    this.keep();
    this.cuts.push({ at: this.length, content });
    if (this.seen >= size) {
      this.stands += size;
      this.kept = this.stands;
    } else {
      this.first = content.end;
      this.read = '';
      this.stands = 0;
      this.kept = 0;
      this.size = SMALL;
    }
    return content;
  }

  /** The whole text without what was left out. */
  whole(): string {
    this.stands = this.read.length;
    this.keep();
    const { pieces } = this;
    return pieces.length === 1 ? (pieces[0] as string) : pieces.join('');
  }
}
