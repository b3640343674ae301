import type { Rec } from '../../formats/oioxml/check.js';
import type { Letter } from '../../formats/oioxml/letters.js';
import type { Leaf, Schema } from '../../formats/oioxml/schema.js';
import type { Element } from '../../formats/xml/element.js';

/** Calls back for every leaf of a letter with its envelope and its Local_Elements, in document order. */
export const forEachLeaf = (
  letter: Letter,
  visit: (element: Element, leaf: Leaf | undefined) => void,
): void => {
  eachInRecords(letter, visit);
  const local = (element: Element): void => {
    const children = element.children();
    const ownText = element.parts?.some((part) => typeof part === 'string' && part.trim() !== '');
    if (children.length === 0 || ownText) visit(element, undefined);
    for (const child of children) local(child);
  };
  if (letter.local !== undefined) local(letter.local);
};

/** The leaves of a schema: those that stand once, and those of each repeated group. */
interface Leaves {
  once: readonly Leaf[];
  inGroup: ReadonlyArray<readonly Leaf[]>;
}

const known = new WeakMap<Schema, Leaves>();

const leavesOf = (schema: Schema): Leaves => {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const all = [...schema.leaves.values()];
  const of = (index: number | undefined): Leaf[] =>
    all.filter(({ group }) => group === index).map(({ leaf }) => leaf);
  const leaves = { once: of(undefined), inGroup: schema.groups.map((_, i) => of(i)) };
  known.set(schema, leaves);
  return leaves;
};

const eachInRecords = (
  { schema, record }: Letter,
  visit: (element: Element, leaf: Leaf | undefined) => void,
): void => {
  const { once, inGroup } = leavesOf(schema);
  const take = ({ slots }: Rec, leaves: readonly Leaf[]): void => {
    for (const leaf of leaves) {
      const element = slots[leaf.slot];
      if (element !== undefined) visit(element, leaf);
    }
  };
  take(record, once);
  for (let group = 0; group < inGroup.length; group++)
    for (const one of record.groups[group] ?? []) take(one, inGroup[group] as readonly Leaf[]);
};
