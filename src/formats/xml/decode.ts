import { isAscii, isUtf8 } from 'node:buffer';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Limits } from '../../limits.js';
import { checkText } from '../limits.js';
import { Source } from '../source.js';
import { isUtf16 } from '../text/utf16.js';
import { decodeWindows1252 } from '../text/windows-1252.js';
import type { Family } from './family.js';
import { decodeWithout, findObjects } from './objects.js';

const DECLARATION = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']/;
const SINGLE_BYTE = new Set([
  'iso-8859-1',
  'iso8859-1',
  'latin1',
  'iso_8859-1',
  'windows-1252',
  'cp1252',
  'us-ascii',
]);

/** The bytes without a byte order mark. */
export const withoutMark = (bytes: Buffer): Buffer =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;

/** Line and column of the first byte that is not UTF-8. */
export const firstBadByte = (bytes: Buffer): { line: number; column: number } => {
  let good = 0;
  for (let step = bytes.length; step >= 1; step = Math.floor(step / 2)) {
    // A character cut in two at the end is not the fault looked for: try up to three bytes further.
    while (
      good + step <= bytes.length &&
      [0, 1, 2, 3].some((n) => isUtf8(bytes.subarray(0, good + step + n)))
    ) {
      good += step;
    }
  }
  const before = bytes.subarray(0, good).toString('utf8');
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - lineStart + 1 };
};

/**
 * Decodes an XML document by its declaration: UTF-8 (the default, with or without byte order mark),
 * ISO-8859-1 and windows-1252. Rules: legacy formats 2.2 and 7.2.
 *
 * A document that declares a single-byte encoding but is UTF-8 (valid, with at least one character of several
 * bytes) is read as UTF-8, with a warning. The bytes 80 to 9F are read as windows-1252 in both single-byte encodings.
 *
 * @param cutObjects whether large attachment contents are left out of the text, as slices
 * @throws DiagnosticError 005 for more text than is allowed, 006 for bytes that are not what the encoding says, 009 for another encoding
 */
export const decode = (
  bytes: Uint8Array,
  file: string,
  family: Family,
  cutObjects: boolean,
  limits: Limits,
): { source: Source; diagnostics: Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const buffer = withoutMark(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const top = { file, line: 1, column: 1 };
  if (isUtf16(buffer)) throw new DiagnosticError(diagnostic(`${family}009`, top, { encoding: 'UTF-16' }));
  const declared = DECLARATION.exec(buffer.subarray(0, 256).toString('latin1'))?.[1]?.toLowerCase();
  const singleByte = declared !== undefined && SINGLE_BYTE.has(declared);
  if (declared !== undefined && !singleByte && declared !== 'utf-8' && declared !== 'utf8') {
    throw new DiagnosticError(diagnostic(`${family}009`, top, { encoding: declared }));
  }

  const ranges = cutObjects ? findObjects(family, buffer) : [];
  checkText(buffer.length, ranges, family, file, limits);
  const decodeAll = (toText: (b: Buffer) => string): { source: Source; diagnostics: Diagnostic[] } => {
    const { text, cuts } = decodeWithout(buffer, ranges, toText);
    const source = new Source(file, text, cuts);
    source.most = limits.diagnostics;
    return { source, diagnostics };
  };

  if (singleByte && !isAscii(buffer)) {
    if (!isUtf8(buffer)) return decodeAll(decodeWindows1252);
    diagnostics.push(diagnostic(`${family}007`, top, { encoding: declared }));
  } else if (!isUtf8(buffer)) {
    throw new DiagnosticError(diagnostic(`${family}006`, { file, ...firstBadByte(buffer) }));
  }
  return decodeAll((b) => b.toString(isAscii(b) ? 'latin1' : 'utf8'));
};
