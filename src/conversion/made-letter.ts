import type { SegmentOut } from '../formats/edifact/write.js';
import type { Element } from '../formats/xml/element.js';
import type { LetterIds } from './letter-ids.js';

/** A letter that was made. */
export interface MadeLetter {
  ids: LetterIds;
  root: Element;
  /** The interchange that was made of it, if EDIFACT was asked for; see `toEdifact`. */
  segments: SegmentOut[] | undefined;
}
