import type { Rec } from '../../formats/oioxml/check.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import type { Leaf } from '../../formats/oioxml/schema.js';
import type { Element } from '../../formats/xml/element.js';

/** Calls back for every leaf of a letter with its envelope and its Local_Elements, in document order. */
export const forEachLeaf = (
  letter: Letter,
  visit: (element: Element, leaf: Leaf | undefined) => void,
): void => {
  for (const [leaf, element] of leavesOf(letter)) visit(element, leaf);
  const local = (element: Element): void => {
    const children = element.children();
    const ownText = element.parts?.some((part) => typeof part === 'string' && part.trim() !== '');
    if (children.length === 0 || ownText) visit(element, undefined);
    for (const child of children) local(child);
  };
  if (letter.local !== undefined) local(letter.local);
};

const leavesOf = (letter: Letter): Array<[Leaf, Element]> => {
  const found: Array<[Leaf, Element]> = [];
  const take = (record: Rec, leaf: Leaf): void => {
    const element = record.slots[leaf.slot];
    if (element !== undefined) found.push([leaf, element]);
  };
  const inGroup: Leaf[][] = letter.schema.groups.map(() => []);
  for (const { leaf, group } of letter.schema.leaves.values()) {
    if (group === undefined) take(letter.record, leaf);
    else inGroup[group]?.push(leaf);
  }
  for (const [group, leaves] of inGroup.entries()) {
    for (const record of letter.record.groups[group] ?? []) for (const leaf of leaves) take(record, leaf);
  }
  return found;
};
