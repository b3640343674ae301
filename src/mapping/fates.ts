import type { Element } from '../formats/oioxml/element.js';
import type { Letter } from '../formats/oioxml/letters.js';
import type { Leaf } from '../formats/oioxml/schema.js';
import type { Fate } from './ledger.js';
import type { Row } from './notation.js';
import type { Rule } from './rule.js';
import type { Run } from './run.js';

type FateOf = (element: Element, run: Run) => Fate | undefined;

/** What a row says of its source when it made no value of it. */
const ownFate = (row: Row): Fate | undefined => {
  if (row.how === 'drop') return { status: 'dropped', row: row.id, reason: row.reason };
  if (row.how === 'use') return { status: 'used', row: row.id, reason: row.reason };
  return row.lost === undefined ? undefined : { status: 'dropped', row: row.id, reason: row.lost };
};

/** What a row says of the same value in the other letter. */
const besideFate = ({ row, source }: Rule): FateOf => {
  const { id, reason } = row;
  if (row.besideIs === 'use') return () => ({ status: 'used', row: id, reason });
  if (row.how === 'drop' || row.how === 'use') return () => ownFate(row);
  const same: Fate = { status: 'used', row: id, reason: 'the same in both letters' };
  const other: Fate = { status: 'dropped', row: id, reason: 'the value of the other letter counts' };
  return (element, run) => (source?.one(run)?.text.trim() === element.text.trim() ? same : other);
};

/** What a row says of a placeholder. */
const placeholderFate = ({ id, except = [] }: Row): FateOf => {
  const placeholder: Fate = { status: 'dropped', row: id, reason: 'a placeholder that says nothing' };
  return (element) => (except.includes(element.text.trim()) ? placeholder : undefined);
};

/**
 * What rows say of leaves that no value was made of: dropped, used, lost, or compared with the other letter.
 *
 * @returns a function that gives the fate of a leaf, undefined if no row knows it
 */
export const defaultFates = (
  rules: readonly Rule[],
): ((element: Element, leaf: Leaf, letter: Letter, run: Run) => Fate | undefined) => {
  const fates = new Map<string, FateOf[]>();
  const add = (message: string, path: string, fate: FateOf): void => {
    const key = `${message} ${path}`;
    fates.set(key, [...(fates.get(key) ?? []), fate]);
  };
  for (const rule of rules) {
    const { row, source, beside } = rule;
    if (source !== undefined) {
      const { message } = source.schema.table;
      add(message, source.path, () => ownFate(row));
      add(message, source.path, placeholderFate(row));
    }
    if (beside !== undefined) add(beside.schema.table.message, beside.path, besideFate(rule));
  }
  return (element, leaf, letter, run) => {
    for (const fateOf of fates.get(`${letter.schema.table.message} ${leaf.path}`) ?? []) {
      const fate = fateOf(element, run);
      if (fate !== undefined) return fate;
    }
    return undefined;
  };
};
