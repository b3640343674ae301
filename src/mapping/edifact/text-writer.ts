import type { StyledRun } from '../../formats/oioxml/formatted-text.js';
import { closed, continued, PIECES, takePieces } from './text-pieces.js';

/** What one FTX says: pieces of text in one style. */
export interface TextSegment {
  style: string;
  pieces: string[];
}

const EMPTY_LINE = '.';

/** How many segments of a text the groups take that it stands in: the first, and each of the others. */
export interface Room {
  first: number;
  most: number;
}

const ANY: Room = { first: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };

/**
 * Cuts the lines of a text into segments; a change of style begins a new one. Rules: legacy formats 9.3 to 9.5.
 *
 * @returns at least one segment
 */
export const textSegments = (
  lines: ReadonlyArray<readonly StyledRun[]>,
  { first, most }: Room = ANY,
): TextSegment[] => {
  const segments: TextSegment[] = [];
  const add = (style: string, piece: string): void => {
    const last = segments.at(-1);
    if (last !== undefined && last.style === style && last.pieces.length < PIECES) last.pieces.push(piece);
    else segments.push({ style, pieces: [piece] });
  };
  /** An empty line is in the style before it. A group is read as a text of its own: nothing stands before its first line. */
  const styleBefore = (): string => {
    const { length } = segments;
    const last = segments.at(-1);
    const isFull = length >= first && (length - first) % most === 0;
    return last === undefined || (isFull && last.pieces.length === PIECES) ? '' : last.style;
  };
  for (const line of lines) {
    if (line.length === 0) add(styleBefore(), EMPTY_LINE);
    let left = line.length;
    for (const { style, text } of line) {
      const last = takePieces(text, (piece) => add(style, piece));
      add(style, --left > 0 ? continued(last) : closed(last));
    }
  }
  return segments;
};
