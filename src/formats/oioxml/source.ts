import type { Place } from '../../diagnostics/diagnostic.js';
import type { Element } from './element.js';

/** A stretch of the input that was taken out before parsing, and where it stood in the parsed text. */
export interface Cut {
  /** Offset in the parsed text, in characters. */
  at: number;
  /** The bytes taken out. */
  bytes: Uint8Array;
}

const NEWLINE = 10;

/** The text that was parsed, with what is needed to tell line and column in the file it came from. */
export class Source {
  constructor(
    readonly file: string,
    readonly text: string,
    readonly cuts: readonly Cut[],
  ) {}

  /** Line and column (from 1) of an offset in the parsed text; worked out only when somebody asks. */
  place(offset: number, path?: string): Place {
    let line = 1;
    let lineStart = 0;
    const end = Math.min(offset, this.text.length);
    for (let i = this.text.indexOf('\n'); i >= 0 && i < end; i = this.text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    let column = end - lineStart + 1;
    for (const cut of this.cuts) {
      if (cut.at > end) break;
      for (let i = cut.bytes.indexOf(NEWLINE); i >= 0; i = cut.bytes.indexOf(NEWLINE, i + 1)) {
        line++;
        if (cut.at >= lineStart) column = end - cut.at + cut.bytes.length - i;
      }
      if (cut.at >= lineStart && cut.bytes.indexOf(NEWLINE) < 0) column += cut.bytes.length;
    }
    return { file: this.file, line, column, ...(path === undefined ? {} : { path }) };
  }

  /** The place of an element's start tag. */
  of(element: Element): Place {
    return this.place(element.offset, element.path());
  }
}
