import { decodedContent } from '../base64.js';
import { lasting, type Piece } from '../byte-source.js';
import type { Origin } from '../origin.js';
import { defaultService } from './segment.js';

/** What is written after each segment. */
export type Newlines = 'none' | 'lf' | 'crlf';

const NEWLINES: Readonly<Record<Newlines, string>> = { none: '', lf: '\n', crlf: '\r\n' };
const SERVICE = "UNA:+.? '";
const { component, element, release, terminator } = defaultService;
const RESERVED = /[:+?']/;
const EACH_RESERVED = /[:+?']/g;

const released = (text: string): string =>
  RESERVED.test(text) ? text.replace(EACH_RESERVED, `${release}$&`) : text;

/** A segment that is written: its components by element, and the object that follows it. */
export class SegmentOut {
  private readonly elements: string[][] = [];
  /** The element whose base64 content follows. */
  object: Origin | undefined = undefined;

  constructor(readonly tag: string) {}

  /** Sets a component, both counted from 1. */
  set(elementNumber: number, componentNumber: number, text: string): void {
    while (this.elements.length < elementNumber) this.elements.push([]);
    const components = this.elements[elementNumber - 1] as string[];
    while (components.length < componentNumber) components.push('');
    components[componentNumber - 1] = text;
  }

  /** The segment with its separators; what is empty at an end is left out. Rules: legacy formats 7.3, 7.4. */
  toString(): string {
    let text = this.tag;
    // Separators wait for something to separate.
    let elements = '';
    for (const components of this.elements) {
      elements += element;
      let separators = '';
      for (const one of components) {
        if (one !== '') {
          text += elements + separators + released(one);
          elements = '';
          separators = '';
        }
        separators += component;
      }
    }
    return text + terminator;
  }
}

/** What the tables could not make fit must not become another character without a word. */
const latin1 = (text: string): Buffer => {
  if (/[^\0-\xff]/.test(text)) throw new Error('a character that ISO-8859-1 lacks');
  return Buffer.from(text, 'latin1');
};

/** Texts are written out when they are so long. */
const WORTH_WRITING = 1 << 16;

/**
 * Writes an interchange in ISO-8859-1. Nothing stands between a UNO, its object and its UNP. Rules: legacy formats 7, 11.2.
 *
 * @returns the document in pieces, to be written one after another
 */
export const toEdifact = (
  segments: readonly SegmentOut[],
  newlines: Newlines = 'none',
): Iterable<Uint8Array> => lasting(edifactPieces(segments, newlines));

/** Writes an interchange as `toEdifact` does; objects are decoded while they are written. */
export function* edifactPieces(segments: readonly SegmentOut[], newlines: Newlines): Generator<Piece> {
  const newline = NEWLINES[newlines];
  let text = SERVICE + newline;
  for (const segment of segments) {
    text += segment.toString();
    if (segment.object !== undefined) {
      yield latin1(text);
      yield decodedContent(segment.object);
      text = '';
    } else text += newline;
    if (text.length < WORTH_WRITING) continue;
    yield latin1(text);
    text = '';
  }
  if (text !== '') yield latin1(text);
}
