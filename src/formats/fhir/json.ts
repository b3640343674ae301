import { lasting, type Piece } from '../byte-source.js';
import { Base64, type FhirObject } from './model.js';

/** Contents shorter than this are put into the text. */
const WORTH_SPLITTING = 64 * 1024;

/** NUL, as JSON writes it. No message can hold one, and text with these letters has its backslash doubled. */
const MARK = /"\\u0000(\d+)"/g;

const asText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** Writes a resource as `toJson` does; contents of attachments stay what they are until they are written. */
export const jsonPieces = (resource: FhirObject, indent?: number): Piece[] => {
  const contents: Piece[] = [];
  Base64.writer = (content) =>
    content.length < WORTH_SPLITTING ? asText(content.bytes) : `\u0000${contents.push(content.piece) - 1}`;
  const text = JSON.stringify(resource, undefined, indent);
  if (contents.length === 0) return [Buffer.from(text)];
  const chunks: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    chunks.push(Buffer.from(text.slice(from, match.index + 1)), contents[Number(match[1])] as Piece);
    from = match.index + match[0].length - 1;
  }
  chunks.push(Buffer.from(text.slice(from)));
  return chunks;
};

/**
 * Writes a resource as JSON, UTF-8. Large attachments never become strings: each leaves a mark in the text, and its
 * bytes are put between the pieces of the text afterwards.
 *
 * @param indent blanks for each level; without it everything is on one line
 * @returns the document in pieces, to be written one after another
 */
export const toJson = (resource: FhirObject, indent?: number): Uint8Array[] => [
  ...lasting(jsonPieces(resource, indent)),
];
