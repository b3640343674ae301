import { type Diagnostic, diagnostic, type Place } from '../../diagnostics/diagnostic.js';
import type { RawContent } from '../byte-source.js';
import type { Origin } from '../origin.js';
import { Source } from '../source.js';
import { Element } from '../xml/element.js';
import type { Note } from './note.js';
import { Component, Segment } from './segment.js';

/** An element of OIOXML that was made of a component, or of an object. */
export class LiftedElement extends Element {
  constructor(
    name: string,
    uri: string,
    parent: Element | undefined,
    /** Where its value stood. */
    readonly from: Component | Segment,
  ) {
    super(name, uri, parent, from.offset);
  }
}

/** A stretch of the document that is not in the text: an object, or what cannot be read. */
export interface Cut {
  /** Offset in the text. */
  at: number;
  content: RawContent;
}

/** What is known of the line ends in the stretches, up to each of them. */
interface Lines {
  /** Line ends in those before. */
  before: number[];
  /** The last of those before that has a line end; -1 if there is none. */
  last: number[];
  /** Bytes behind the last line end. */
  behind: number[];
}

const NEWLINE = 10;
const CHUNK = 1 << 20;
const CONTINUATION = /[\x80-\xbf]/g;

const linesOf = (cuts: readonly Cut[]): Lines => {
  const lines: Lines = { before: [0], last: [-1], behind: [] };
  for (const [i, { content }] of cuts.entries()) {
    let count = 0;
    let behind = 0;
    for (const chunk of content.views(CHUNK)) {
      const end = chunk.lastIndexOf(NEWLINE);
      behind = end < 0 ? behind + chunk.length : chunk.length - end - 1;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count++;
    }
    lines.before.push((lines.before[i] as number) + count);
    lines.last.push(count > 0 ? i : (lines.last[i] as number));
    lines.behind.push(behind);
  }
  return lines;
};

/** How many of sorted numbers are less than a value. */
const lessThan = (value: number, length: number, at: (index: number) => number): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The text of a document without its objects. Places tell byte, segment and component, too. */
export class EdifactSource extends Source {
  /** Bytes in the stretches before each. */
  private readonly sizes: number[] = [0];
  /** Found out when somebody first asks for a place after one of them. */
  private lines: Lines | undefined;
  /** Offsets of bytes that are no characters of their own. */
  private readonly continuations: number[] = [];

  /** @param skipped bytes before the text: those of a byte order mark */
  constructor(
    file: string,
    text: string,
    private readonly left: readonly Cut[],
    private readonly skipped: number,
  ) {
    super(file, text, []);
    for (const [i, { content }] of left.entries()) this.sizes.push((this.sizes[i] as number) + content.size);
  }

  /** A stretch of the text, behind those before, is UTF-8: columns count its characters. */
  isUtf8(from: number, to: number): void {
    for (const { index } of this.text.slice(from, to).matchAll(CONTINUATION))
      this.continuations.push(from + index);
  }

  /** Number of stretches before an offset; those at it are not. */
  private cutsBefore(offset: number): number {
    return lessThan(offset, this.left.length, (i) => (this.left[i] as Cut).at);
  }

  /** Number of bytes between two offsets that are no characters of their own. */
  private continued(from: number, to: number): number {
    const all = this.continuations;
    const before = (offset: number): number => lessThan(offset, all.length, (i) => all[i] as number);
    return before(to) - before(from);
  }

  override place(offset: number, path?: string): Place {
    const place = super.place(offset, path);
    const { left, sizes } = this;
    const size = (index: number): number => sizes[index] as number;
    // In the text alone.
    let lineStart = offset + 1 - (place.column ?? 1);
    const cuts = this.cutsBefore(offset + 1);
    if (cuts === 0) {
      place.column = (place.column ?? 1) - this.continued(lineStart, offset);
      place.byte = this.skipped + offset;
      return place;
    }
    this.lines ??= linesOf(left);
    const { lines } = this;
    const last = lines.last[cuts] as number;
    const end = left[last];
    let column = size(cuts);
    if (end !== undefined && end.at >= lineStart) {
      lineStart = end.at;
      column += (lines.behind[last] as number) - size(last + 1);
    } else column -= size(this.cutsBefore(lineStart));
    place.line = (place.line ?? 1) + (lines.before[cuts] as number);
    place.column = column + offset - lineStart + 1 - this.continued(lineStart, offset);
    place.byte = this.skipped + offset + size(cuts);
    return place;
  }

  /** Makes a diagnostic of what the scanner noted. */
  told({ code, params, offset, segment, component }: Note): Diagnostic {
    const place = {
      ...this.place(offset),
      ...(segment === 0 ? {} : { segment }),
      ...(component === '' ? {} : { component }),
    };
    return diagnostic(code, place, params);
  }

  override of(origin: Origin): Place {
    const from = origin instanceof LiftedElement ? origin.from : origin;
    const place = this.place(origin.offset, origin === from ? undefined : origin.path());
    const segment = from instanceof Component ? from.parent : from;
    if (!(segment instanceof Segment)) return place;
    if (segment.number !== 0) place.segment = segment.number;
    place.component = from.path();
    return place;
  }
}
