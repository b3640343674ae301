import type { Place } from '../diagnostics/diagnostic.js';
import { defaultLimits } from '../limits.js';
import type { Origin } from './origin.js';
import { lastNotAfter } from './sorted.js';

/** A stretch of the input that was taken out before parsing, and where it stood in the parsed text. */
export interface Cut {
  /** Offset in the parsed text, in characters. */
  at: number;
  /** The bytes taken out. */
  bytes: Uint8Array;
}

const NEWLINE = 10;
const NOTHING = new Uint8Array();

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

/** What is known of the cuts before each, and of all of them. */
interface CutSums {
  /** Line ends in them. */
  lines: number[];
  /** Bytes of them. */
  bytes: number[];
  /** Index of the last of them that has a line end; -1 if none has. */
  broken: number[];
  /** Bytes of each from its last line end on; 0 if it has none. */
  behind: number[];
}

/** Added up once, so that a place costs the same however many cuts there are. */
const sumsOf = (cuts: readonly Cut[]): CutSums => {
  const sums: CutSums = { lines: [0], bytes: [0], broken: [-1], behind: [] };
  for (const [i, cut] of cuts.entries()) {
    const lines = linesIn(cut.bytes);
    sums.lines.push((sums.lines[i] as number) + lines);
    sums.bytes.push((sums.bytes[i] as number) + cut.bytes.length);
    sums.broken.push(lines > 0 ? i : (sums.broken[i] as number));
    sums.behind.push(lines > 0 ? cut.bytes.length - cut.bytes.lastIndexOf(NEWLINE) : 0);
  }
  return sums;
};

/** Number of cuts at or before an offset. */
const cutsUpTo = (cuts: readonly Cut[], offset: number): number => {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as Cut).at <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The text that was parsed, with what is needed to tell line and column in the file it came from. */
export class Source {
  /** Found out when somebody first asks for a place; most letters are converted without. */
  private lineStarts: number[] | undefined;
  private cutSums: CutSums | undefined;
  /** So many diagnostics are told of a letter or message in it; the others are counted. */
  most: number = defaultLimits.diagnostics;
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
    const index = lastNotAfter(this.lineStarts, offset);
    const lineStart = this.lineStarts[index] as number;
    const { line, column } = this.withCuts(index + 1, lineStart, offset);
    const { file, inside } = this;
    // Not spread into each other: V8 would keep a shape of its own for each place.
    const place: Place = path === undefined ? { file, line, column } : { file, line, column, path };
    if (inside !== undefined) place.inside = inside;
    return place;
  }

  /** Lets go of what was taken out; places stay what they are. */
  release(): void {
    this.cutSums ??= sumsOf(this.cuts);
    for (const cut of this.cuts) cut.bytes = NOTHING;
  }

  /** Line and column with what was taken out before an offset. */
  private withCuts(line: number, lineStart: number, offset: number): { line: number; column: number } {
    const { cuts } = this;
    const column = offset - lineStart + 1;
    if (cuts.length === 0) return { line, column };
    this.cutSums ??= sumsOf(cuts);
    const { lines, bytes, broken, behind } = this.cutSums;
    const number = (of: readonly number[], i: number): number => of[i] as number;
    const before = cutsUpTo(cuts, offset);
    const inLine = cutsUpTo(cuts, lineStart - 1);
    const last = number(broken, before);
    const cut = cuts[last];
    if (cut === undefined || last < inLine)
      return {
        line: line + number(lines, before),
        column: column + number(bytes, before) - number(bytes, inLine),
      };
    const after = number(bytes, before) - number(bytes, last + 1);
    return { line: line + number(lines, before), column: offset - cut.at + number(behind, last) + after };
  }

  /** The place where an element begins. */
  of(element: Origin): Place {
    const place = this.place(element.offset, element.path());
    const pointer = this.json ? element.pointer?.() : undefined;
    if (pointer !== undefined) place.pointer = pointer;
    return place;
  }
}
