import type { Element } from '../formats/oioxml/element.js';
import type { Schema } from '../formats/oioxml/schema.js';
import type { Run } from './run.js';

/** Finds the elements that a source path names in a run. */
export interface Source {
  /** The first of them; the one of the reference in hand, where the path stands in a reference or its object. */
  one(run: Run): Element | undefined;
  /** All of them: several for a path in a repeated group, or of several binary letters. */
  all(run: Run): Element[];
  /** True if it depends on the reference in hand. */
  perItem: boolean;
  /** The path in its schema, and whose schema it is. */
  path: string;
  schema: Schema;
}

const XBIN01 = 'XBIN01:';
const present = (elements: Array<Element | undefined>): Element[] => elements.filter((e) => e !== undefined);

/**
 * Compiles a source path of the tables. `XBIN01:` before it means the binary letters, otherwise the XDIS91.
 *
 * @returns undefined for a path that the schema does not have
 */
export const compileSource = (
  path: string,
  schemas: { xdis91: Schema; xbin01: Schema },
): Source | undefined => {
  const binary = path.startsWith(XBIN01);
  const schema = binary ? schemas.xbin01 : schemas.xdis91;
  const location = schema.leaves.get(binary ? path.slice(XBIN01.length) : path);
  if (location === undefined) return undefined;
  const { slot } = location.leaf;
  const { group } = location;
  const named = { path: location.leaf.path, schema };
  if (group === undefined) {
    if (!binary) {
      const one = (run: Run) => run.letter.record.slots[slot];
      return { ...named, perItem: false, one, all: (run) => present([one(run)]) };
    }
    const all = (run: Run) => present(run.attachments.map((letter) => letter.record.slots[slot]));
    return { ...named, perItem: false, one: (run) => all(run)[0], all };
  }
  // Groups of the letter that are not references (ClinicalInformation) are read together, in their order.
  const groupName = schema.groups[group]?.name;
  if (groupName === 'Reference' || groupName === 'BinaryObject') {
    const one = (run: Run) =>
      (groupName === 'Reference' ? run.item?.reference : run.item?.object?.record)?.slots[slot];
    return { ...named, perItem: true, one, all: (run) => present([one(run)]) };
  }
  const all = (run: Run) =>
    present((run.letter.record.groups[group] ?? []).map((record) => record.slots[slot]));
  return { ...named, perItem: false, one: (run) => all(run)[0], all };
};
