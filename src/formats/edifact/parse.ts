import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { ByteSource } from '../byte-source.js';
import { isUtf16 } from '../text/utf16.js';
import { defaultLimits, type Limits } from '../xml/parse.js';
import { distribute } from './belongs.js';
import { decodeComponents } from './charset.js';
import { type Interchange, interchangesOf } from './interchange.js';
import { scan } from './scan.js';

/** What a document in EDIFACT holds. */
export interface EdifactDocument {
  interchanges: Interchange[];
  /** What is told of the document, not of an interchange. */
  diagnostics: Diagnostic[];
}

/**
 * Parses a document in EDIFACT: one or several interchanges, each with one or several messages. Objects stay where they are.
 * Rules: legacy formats 7 and 11.2.
 *
 * @param bytes the document
 * @param file its name, for diagnostics
 * @returns the interchanges, each with what is told of it; never throws for bad input
 */
export const parseEdifact = (
  bytes: ByteSource,
  file: string,
  limits: Limits = defaultLimits,
): EdifactDocument => {
  const top = { file, line: 1, column: 1 };
  if (bytes.size > limits.bytes)
    return {
      interchanges: [],
      diagnostics: [diagnostic('EDI005', top, { what: 'bytes', limit: limits.bytes })],
    };
  if (isUtf16(bytes.bytes(0, Math.min(4, bytes.size))))
    return { interchanges: [], diagnostics: [diagnostic('EDI009', top)] };
  const scanned = scan(file, bytes, limits);
  const warnings = [...scanned.warnings, ...decodeComponents(scanned)];
  const { interchanges, diagnostics } = interchangesOf(scanned);
  if (scanned.segments[0] !== undefined && scanned.segments[0].name !== 'UNA')
    warnings.push(diagnostic('EDI004', top));
  return { interchanges, diagnostics: [...distribute(warnings, interchanges), ...diagnostics] };
};
