import { type Piece, passing } from '../../formats/byte-source.js';

/** A document that is written. */
export interface Document {
  ending: string;
  chunks: Iterable<Piece>;
  /** True if a line feed belongs at its end. */
  text: boolean;
}

/** Its pieces, to be written one after another: each holds until the next one is asked for. */
export function* whole({ chunks, text }: Document): Generator<Uint8Array> {
  yield* passing(chunks);
  if (text) yield Buffer.from('\n');
}
