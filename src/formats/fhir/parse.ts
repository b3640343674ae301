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

/** In each of four bytes at once: below a blank. Exact as far as the lowest such byte, which is all that is asked. */
const BLANKS = 0x20202020;
const HIGH_BITS = 0x80808080;

/** True if there is a control character anywhere, be it the line feed of a layout. */
const hasControls = (bytes: Buffer): boolean => {
  const before = (4 - (bytes.byteOffset & 3)) & 3;
  const words = bytes.length < 8 ? 0 : (bytes.length - before) >> 2;
  const wide = new Int32Array(bytes.buffer, words === 0 ? 0 : bytes.byteOffset + before, words);
  for (let i = 0; i < words; i++) {
    const word = wide[i] as number;
    if (((word - BLANKS) & ~word & HIGH_BITS) !== 0) return true;
  }
  const isControl = (byte: number): boolean => byte < 0x20;
  return words === 0
    ? bytes.some(isControl)
    : bytes.subarray(0, before).some(isControl) || bytes.subarray(before + words * 4).some(isControl);
};

const utf8 = (bytes: Buffer): string => bytes.toString('utf8');

const parseJson = (bytes: Uint8Array, file: string, limits: Limits): Document => {
  const buffer = withoutMark(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (isUtf16(buffer))
    throw new DiagnosticError(diagnostic('FHIR009', { file, line: 1, column: 1 }, { encoding: 'UTF-16' }));
  if (!isUtf8(buffer)) throw new DiagnosticError(diagnostic('FHIR006', { file, ...firstBadByte(buffer) }));
  const controls = hasControls(buffer);
  const read = (ranges: ReturnType<typeof findContents>): Document => {
    checkText(buffer.length, ranges, 'FHIR', file, limits);
    const { text, cuts } = decodeWithout(buffer, ranges, utf8);
    const source = new Source(file, text, cuts, true);
    source.most = limits.diagnostics;
    return { ...parseJsonText(source, limits, controls), source, diagnostics: [] };
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
