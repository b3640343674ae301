import type { Place } from '../diagnostics/diagnostic.js';
import type { Origin } from './origin.js';

/** A stretch of the input that was taken out before parsing, and where it stood in the parsed text. */
export interface Cut {
  /** Offset in the parsed text, in characters. */
  at: number;
  /** The bytes taken out. */
  bytes: Uint8Array;
}

const NEWLINE = 10;

/** Offsets at which lines begin, in order; the first line begins at 0. */
const lineStartsOf = (text: string): number[] => {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
};

/** Number of line ends in bytes. */
const linesIn = (bytes: Uint8Array): number => {
  let lines = 0;
  for (let i = bytes.indexOf(NEWLINE); i >= 0; i = bytes.indexOf(NEWLINE, i + 1)) lines++;
  return lines;
};

/** Index of the last number that is not greater. */
const lastNotAfter = (sorted: readonly number[], value: number): number => {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The text that was parsed, with what is needed to tell line and column in the file it came from. */
export class Source {
  /** Found out when somebody first asks for a place; most letters are converted without. */
  private lineStarts: number[] | undefined;
  private cutLines: number[] | undefined;
  /** What the document was taken out of, if it was; places say so. */
  inside: string | undefined = undefined;

  constructor(
    readonly file: string,
    readonly text: string,
    readonly cuts: readonly Cut[],
    /** True for JSON, where places have a pointer, too. */
    private readonly json = false,
  ) {}

  /** Line and column (from 1) of an offset in the parsed text, in the file as it came. */
  place(offset: number, path?: string): Place {
    this.lineStarts ??= lineStartsOf(this.text);
    this.cutLines ??= this.cuts.map((cut) => linesIn(cut.bytes));
    const index = lastNotAfter(this.lineStarts, offset);
    const lineStart = this.lineStarts[index] as number;
    let line = index + 1;
    let column = offset - lineStart + 1;
    for (const [i, cut] of this.cuts.entries()) {
      if (cut.at > offset) break;
      const lines = this.cutLines[i] as number;
      line += lines;
      if (cut.at < lineStart) continue;
      if (lines === 0) column += cut.bytes.length;
      else column = offset - cut.at + cut.bytes.length - cut.bytes.lastIndexOf(NEWLINE);
    }
    const { file, inside } = this;
    const place: Place = { file, line, column, ...(path === undefined ? {} : { path }) };
    return inside === undefined ? place : { ...place, inside };
  }

  /** The place where an element begins. */
  of(element: Origin): Place {
    const place = this.place(element.offset, element.path());
    const pointer = this.json ? element.pointer?.() : undefined;
    return pointer === undefined ? place : { ...place, pointer };
  }
}
