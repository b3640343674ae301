import type { StyledRun } from '../../formats/oioxml/formatted-text.js';
import { closed, continued, cutLine, PIECES } from './text-pieces.js';

/** What one FTX says: pieces of text in one style. */
export interface TextSegment {
  style: string;
  pieces: string[];
}

const EMPTY_LINE = '.';

/**
 * Cuts the lines of a text into segments; a change of style begins a new one. Rules: legacy formats 9.3 to 9.5.
 *
 * @returns at least one segment
 */
export const textSegments = (lines: ReadonlyArray<readonly StyledRun[]>): TextSegment[] => {
  const segments: TextSegment[] = [];
  const add = (style: string, piece: string): void => {
    const last = segments.at(-1);
    if (last !== undefined && last.style === style && last.pieces.length < PIECES) last.pieces.push(piece);
    else segments.push({ style, pieces: [piece] });
  };
  for (const line of lines) {
    if (line.length === 0) add(segments.at(-1)?.style ?? line[0]?.style ?? '', EMPTY_LINE);
    for (const [i, { style, text }] of line.entries()) {
      const pieces = cutLine(text);
      const last = pieces.pop() as string;
      for (const piece of pieces) add(style, piece);
      add(style, i < line.length - 1 ? continued(last) : closed(last));
    }
  }
  return segments;
};
