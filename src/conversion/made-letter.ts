import type { SegmentOut } from '../formats/edifact/write.js';
import type { Element } from '../formats/xml/element.js';
import type { LetterIds } from './letter-ids.js';

/** A letter that was made. */
export interface MadeLetter {
  ids: LetterIds;
  /** The Emessage; see `toOioxml`. */
  root: Element;
  /** The interchange that was made of it, if EDIFACT was asked for; see `toEdifact`. */
  segments: SegmentOut[] | undefined;
}

/** A letter that was built, with the ids it was given. */
export const madeLetter = (file: string, message: string, root: Element): MadeLetter => {
  const [envelope, letter] = root.children();
  const valueIn = (element: Element | undefined, name: string): string | undefined =>
    element?.children().find((child) => child.name === name)?.text;
  const head = letter?.children()[0];
  const ids = {
    file,
    message,
    envelope: valueIn(envelope, 'Identifier'),
    letter: valueIn(head, 'Identifier'),
    version: valueIn(head, 'VersionCode') ?? '',
  };
  return { ids, root, segments: undefined };
};
