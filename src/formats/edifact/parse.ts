import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { fewer } from '../../diagnostics/few.js';
import { phrase } from '../../diagnostics/phrase.js';
import { defaultLimits, type Limits } from '../../limits.js';
import type { ByteSource } from '../byte-source.js';
import { isUtf16 } from '../text/utf16.js';
import { distribute } from './belongs.js';
import { decodeComponents } from './charset.js';
import { type Interchange, interchangesOf } from './interchange.js';
import { scan } from './scan.js';

const HEAD = 4096;
/** The first letters of a document in UTF-16 that begins with line ends. */
const UTF_16 = /^[\s\0]*U\0N\0/;

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
  if (bytes.size > limits.size)
    return {
      interchanges: [],
      diagnostics: [diagnostic('EDI005', top, { what: phrase('bytes'), limit: limits.size, name: 'size' })],
    };
  const head = bytes.bytes(0, Math.min(HEAD, bytes.size));
  if (isUtf16(head) || UTF_16.test(head.toString('latin1')))
    return { interchanges: [], diagnostics: [diagnostic('EDI009', top)] };
  const scanned = scan(file, bytes, limits);
  const { segments, source } = scanned;
  const charsets = decodeComponents(scanned);
  const warnings = scanned.warnings.map((note) => source.told(note));
  const { interchanges, diagnostics } = interchangesOf(scanned, limits.letters);
  const told = warnings.concat(charsets);
  if (segments[0] !== undefined && segments[0].name !== 'UNA') told.push(diagnostic('EDI004', top));
  const others = distribute(told, interchanges).concat(diagnostics);
  for (const interchange of interchanges)
    for (const one of [interchange, ...interchange.messages])
      one.diagnostics = fewer(one.diagnostics, limits.diagnostics);
  const { moreWarnings: count } = scanned;
  if (count > 0) others.push(diagnostic('LIM006', top, { count, limit: scanned.warnings.length }));
  if (interchanges.length === 0 && diagnostics.length === 0)
    others.push(diagnostic('EDI003', top, { what: phrase('the-document') }));
  return { interchanges, diagnostics: others };
};
