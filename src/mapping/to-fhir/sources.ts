import type { Schema } from '../../formats/oioxml/schema.js';
import type { Element } from '../../formats/xml/element.js';
import type { Item, Run } from '../run.js';
import type { Source } from '../source.js';
import { type LetterItem, letterRun } from './letter-run.js';

/** A source in a letter or a binary letter. */
export interface LetterSource extends Source {
  schema: Schema;
}

/** The sources of this direction that a source consists of. */
export const lettersOf = (source: Source): LetterSource[] =>
  source.parts === undefined ? [source as LetterSource] : source.parts.flatMap(lettersOf);

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
): LetterSource | undefined => {
  const binary = path.startsWith(XBIN01);
  const schema = binary ? schemas.xbin01 : schemas.xdis91;
  const location = schema.leaves.get(binary ? path.slice(XBIN01.length) : path);
  if (location === undefined) return undefined;
  const { slot } = location.leaf;
  const { group } = location;
  const { path: own } = location.leaf;
  if (group === undefined) {
    if (!binary) {
      const one = (run: Run) => letterRun(run).letter.record.slots[slot];
      return { path: own, schema, perItem: false, one, all: (run) => present([one(run)]) };
    }
    const all = (run: Run) => present(letterRun(run).attachments.map((letter) => letter.record.slots[slot]));
    return { path: own, schema, perItem: false, one: (run) => all(run)[0], all };
  }
  // Groups of the letter that are not references (ClinicalInformation) are read together, in their order.
  const groupName = schema.groups[group]?.name;
  if (groupName === 'Reference' || groupName === 'BinaryObject') {
    const recordOf = (item: LetterItem | undefined) =>
      groupName === 'Reference' ? item?.reference : item?.object?.record;
    const one = (run: Run) => recordOf(run.item as (Item & LetterItem) | undefined)?.slots[slot];
    return { path: own, schema, perItem: true, one, all: (run) => present([one(run)]) };
  }
  const all = (run: Run) =>
    present((letterRun(run).letter.record.groups[group] ?? []).map((record) => record.slots[slot]));
  return { path: own, schema, perItem: false, one: (run) => all(run)[0], all };
};
