import { isUtf8 } from 'node:buffer';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import { defaultLimits, type Limits } from '../../limits.js';
import { checkSize, checkText } from '../limits.js';
import { Source } from '../source.js';
import { isUtf16 } from '../text/utf16.js';
import { firstBadByte, withoutMark } from '../xml/decode.js';
import { decodeWithout } from '../xml/objects.js';
import { parse as parseXml } from '../xml/parse.js';
import { findContents } from './contents.js';
import type { Node } from './node.js';
import { NotAValue, parseJsonText } from './parse-json.js';
import { nodesOf } from './parse-xml.js';

/** A parsed document. */
export interface Document {
  root: Node;
  /** What is in no element, and forbidden: empty lists of JSON, and members `_name` that are no objects. */
  strays: readonly Node[];
  source: Source;
  diagnostics: Diagnostic[];
}

/** In each of four bytes at once: below a blank. Exact as far as the lowest such byte of each, which is all that is asked. */
const BLANKS = 0x20202020;
const HIGH_BITS = 0x80808080;
const ONES = 0x01010101;
/** With more than one byte of so many that is not ASCII, pieces are too many. */
const FEW = 32;

/** What bytes of UTF-8 hold. */
interface Held {
  /** True if there is a control character anywhere, be it the line feed of a layout. */
  controls: boolean;
  /** How many bytes are not ASCII. */
  others: number;
}

/** One look at all bytes, four at a time. */
const held = (bytes: Buffer): Held => {
  const before = Math.min((4 - (bytes.byteOffset & 3)) & 3, bytes.length);
  const words = (bytes.length - before) >> 2;
  const wide = new Int32Array(bytes.buffer, words === 0 ? 0 : bytes.byteOffset + before, words);
  let below = 0;
  let others = 0;
  for (let i = 0; i < words; i++) {
    const word = wide[i] as number;
    below |= (word - BLANKS) & ~word;
    const high = word & HIGH_BITS;
    // Four bits, added up in the highest byte.
    if (high !== 0) others += Math.imul((high >>> 7) & ONES, ONES) >>> 24;
  }
  let controls = (below & HIGH_BITS) !== 0;
  const rest = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number;
      if (byte < 0x20) controls = true;
      else if (byte >= 0x80) others++;
    }
  };
  rest(0, before);
  rest(before + words * 4, bytes.length);
  return { controls, others };
};

/** The byte that the letters of Danish, and others from À to ÿ, begin with, and what is between the second and the letter. */
const LEAD = '\xc3';
const BEYOND = 0x40;

/**
 * Text of UTF-8. Where no other letters than Danish ones are in it, it is put together of what is between them, in a fifth of
 * the time.
 *
 * @param others how many bytes are not ASCII
 */
const decoded = (bytes: Buffer, others: number): string => {
  if (others > bytes.length / FEW) return bytes.toString('utf8');
  const raw = bytes.toString('latin1');
  let text = '';
  let from = 0;
  let left = others;
  for (let at = raw.indexOf(LEAD); at >= 0; at = raw.indexOf(LEAD, from)) {
    text += raw.slice(from, at) + String.fromCharCode(raw.charCodeAt(at + 1) + BEYOND);
    from = at + 2;
    left -= 2;
  }
  return left === 0 ? text + raw.slice(from) : bytes.toString('utf8');
};

const parseJson = (bytes: Uint8Array, file: string, limits: Limits): Document => {
  const buffer = withoutMark(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (isUtf16(buffer))
    throw new DiagnosticError(diagnostic('FHIR009', { file, line: 1, column: 1 }, { encoding: 'UTF-16' }));
  if (!isUtf8(buffer)) throw new DiagnosticError(diagnostic('FHIR006', { file, ...firstBadByte(buffer) }));
  const { controls, others } = held(buffer);
  const utf8 = (bytes: Buffer): string =>
    bytes.length === buffer.length ? decoded(bytes, others) : bytes.toString('utf8');
  const read = (ranges: ReturnType<typeof findContents>): Document => {
    checkText(buffer.length, ranges, 'FHIR', file, limits);
    const { text, cuts } = decodeWithout(buffer, ranges, utf8);
    const source = new Source(file, text, cuts, true);
    source.most = limits.diagnostics;
    const { root, strays } = parseJsonText(source, limits, controls);
    return { root, strays, source, diagnostics: [] };
  };
  try {
    return read(findContents(buffer));
  } catch (error) {
    // What looked like a value was none; only the whole document can tell what it is.
    if (!(error instanceof NotAValue)) throw error;
    return read([]);
  }
};

/**
 * Parses a FHIR document, JSON or XML, into nodes with positions. Rules: FHIR messages 12; limits as for XML.
 *
 * @param bytes the document
 * @param file its name, for diagnostics
 * @param format which of the two it is
 * @throws DiagnosticError FHIR001 to FHIR009, LIM001 to LIM003
 */
export const parseFhir = (
  bytes: Uint8Array,
  file: string,
  format: 'json' | 'xml',
  limits: Limits = defaultLimits,
): Document => {
  checkSize(bytes.length, 'FHIR', { file }, limits);
  if (format === 'json') return parseJson(bytes, file, limits);
  const { root, source, diagnostics } = parseXml(bytes, file, 'FHIR', limits);
  return { root: nodesOf(root), strays: [], source, diagnostics };
};
