import { isUtf16 } from './text/utf16.js';

/** What an input looks like from its first bytes; the parser of the format decides whether it is. */
export type Format =
  | 'oioxml'
  | 'fhir-xml'
  | 'fhir-json'
  | 'edifact'
  | 'x12'
  | 'vans-envelope'
  | 'xml'
  | 'empty'
  | 'binary'
  | 'unknown';

const ENOUGH = 4096;
/** The beginning of an interchange, or of a message that has lost it. */
const INTERCHANGE = /^UN[ABH][^A-Za-z0-9]/;
/** The same where no NUL stands in it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const PLAIN_INTERCHANGE = /^UN[ABH][^A-Za-z0-9\x00]/;
/** Blanks and byte order marks. */
const BEFORE = /^(?:\s|ï»¿|þÿ|ÿþ)+/;
const ROOT = /<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)/;

/** Comments are taken out as pieces between marks; a pattern over them could be made slow. */
const withoutComments = (text: string): string =>
  text
    .split('<!--')
    .map((piece, i) => (i === 0 ? piece : piece.slice(piece.indexOf('-->') + 3)))
    .join('');

/**
 * Tells what an input probably is. Looks at the first 4 KB only.
 *
 * A document that begins as XML but is none (cut off in its first tag, say) is `xml`: its parser has more to tell.
 */
export const detect = (bytes: Uint8Array): Format => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, ENOUGH)).toString(
    'latin1',
  );
  if (PLAIN_INTERCHANGE.test(head)) return 'edifact';
  const text = head.replace(BEFORE, '');
  if (text === '') return head.length < ENOUGH ? 'empty' : 'unknown';
  if (text.startsWith('<')) {
    const root = ROOT.exec(text.includes('<!--') ? withoutComments(text) : text)?.[1];
    if (root === 'Emessage') return 'oioxml';
    if (root === 'VANSEnvelope') return 'vans-envelope';
    if (text.includes('http://hl7.org/fhir')) return 'fhir-xml';
    return 'xml';
  }
  // Objects may hold any bytes, NUL, too. In UTF-16 there is one beside each character.
  const narrow = text.replaceAll('\x00', '').replace(BEFORE, '');
  if (INTERCHANGE.test(narrow)) return 'edifact';
  if (isUtf16(bytes)) return narrow.startsWith('{') ? 'fhir-json' : 'xml';
  if (head.includes('\x00')) return 'binary';
  if (/^ISA[^A-Za-z0-9]/.test(text)) return 'x12';
  if (text.startsWith('{')) return 'fhir-json';
  const control = [...head].filter((c) => c < ' ' && !/\s/.test(c)).length;
  return control > head.length / 50 ? 'binary' : 'unknown';
};
