import type { Rec } from '../formats/oioxml/check.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Element } from '../formats/xml/element.js';

/** The element at a path of a letter; in a record of a repeated group, the element there. */
export const elementAt = (letter: Letter, path: string, record: Rec = letter.record): Element | undefined => {
  const location = letter.schema.leaves.get(path);
  return location === undefined ? undefined : record.slots[location.leaf.slot];
};

/** The value at a path of a letter, without blanks around it. */
export const valueAt = (letter: Letter, path: string, record?: Rec): string | undefined =>
  elementAt(letter, path, record)?.text.trim();

/** The records of a repeated group of a letter. */
export const groupAt = (letter: Letter, path: string): Rec[] => {
  const index = letter.schema.groups.findIndex((group) => group.path === path);
  return letter.record.groups[index] ?? [];
};
