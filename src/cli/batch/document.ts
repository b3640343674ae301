import type { Read } from '../../conversion/read.js';
import type { Piece } from '../../formats/byte-source.js';

/** A document that is written. */
export interface Document {
  ending: string;
  chunks: Iterable<Piece>;
  /** True if a line feed belongs at its end. */
  text: boolean;
}

/** One that was made of a message. */
export interface MadeDocument extends Document {
  /** What is read of it. */
  read(): Read;
}

/** All pieces of a document, to be written one after another. */
export function* whole({ chunks, text }: Document): Generator<Piece> {
  yield* chunks;
  if (text) yield Buffer.from('\n');
}
