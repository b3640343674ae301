import { base64Content, decodedPart } from '../base64.js';
import type { ByteSource } from '../byte-source.js';
import type { Origin } from '../origin.js';
import { edifactPieces, type SegmentOut } from './write.js';

/** A stretch of an interchange: where it begins, and how to get bytes of it. */
interface Stretch {
  from: number;
  size: number;
  bytes(from: number, to: number): Buffer;
}

/**
 * An interchange as it will be written, to be read again before it is: its objects are decoded where somebody reads them, and
 * nobody reads more of them than where they end.
 */
export const writtenSource = (segments: readonly SegmentOut[]): ByteSource => {
  const objects = segments.flatMap(({ object }) => object ?? []);
  const stretches: Stretch[] = [];
  let size = 0;
  for (const piece of edifactPieces(segments, 'none')) {
    let own: Pick<Stretch, 'size' | 'bytes'>;
    if (piece instanceof Uint8Array) {
      const text = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      own = { size: text.length, bytes: (from, to) => text.subarray(from, to) };
    } else {
      const object = objects.shift() as Origin;
      own = { size: base64Content(object).size, bytes: (from, to) => decodedPart(object, from, to) };
    }
    stretches.push({ from: size, ...own });
    size += own.size;
  }
  return {
    size,
    bytes(from, to) {
      const found = stretches
        .filter((one) => one.from < to && one.from + one.size > from)
        .map((one) => one.bytes(Math.max(0, from - one.from), Math.min(one.size, to - one.from)));
      return found.length === 1 ? (found[0] as Buffer) : Buffer.concat(found);
    },
  };
};
