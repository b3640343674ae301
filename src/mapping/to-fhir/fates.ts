import type { Letter } from '../../formats/oioxml/letters.js';
import { isPersonal, type Leaf } from '../../formats/oioxml/schema.js';
import type { Origin } from '../../formats/origin.js';
import { ownFate, placeholderFate } from '../fates.js';
import type { Account, Fate, LeafKind } from '../ledger.js';
import type { Rule } from '../rule.js';
import { forEachLeaf } from './letter-leaves.js';
import type { LetterRun } from './letter-run.js';
import { schemaOf } from './sources.js';

type FateOf = (origin: Origin, run: LetterRun) => Fate | undefined;

/** What a row says of the same value in the other letter. */
const besideFate = ({ row, source }: Rule): FateOf => {
  const { id, reason } = row;
  if (row.besideIs === 'use') return () => ({ status: 'used', row: id, reason });
  if (row.how === 'drop' || row.how === 'use') return () => ownFate(row);
  const same: Fate = { status: 'used', row: id, reason: 'the same in both letters' };
  const other: Fate = { status: 'dropped', row: id, reason: 'the value of the other letter counts' };
  return (origin, run) => (source?.one(run)?.text.trim() === origin.text.trim() ? same : other);
};

/**
 * What rows say of the leaves of letters that no value was made of: dropped, used, lost, or compared with the other
 * letter.
 *
 * @returns a function that gives the account of a run
 */
export const letterAccounts = (rules: readonly Rule[]): ((run: LetterRun) => Account) => {
  const fates = new Map<string, FateOf[]>();
  const add = (message: string, path: string, fate: FateOf): void => {
    const key = `${message} ${path}`;
    fates.set(key, [...(fates.get(key) ?? []), fate]);
  };
  for (const rule of rules) {
    const { row, source, beside } = rule;
    if (source !== undefined) {
      const message = schemaOf(source).table.message;
      add(message, source.path, () => ownFate(row));
      add(message, source.path, placeholderFate(row));
    }
    if (beside !== undefined) add(schemaOf(beside).table.message, beside.path, besideFate(rule));
  }
  return (run) => {
    const kindOf = (letter: Letter, leaf: Leaf | undefined): LeafKind => ({
      personal: isPersonal(leaf),
      fate(origin) {
        if (leaf === undefined) return undefined;
        for (const fateOf of fates.get(`${letter.schema.table.message} ${leaf.path}`) ?? []) {
          const fate = fateOf(origin, run);
          if (fate !== undefined) return fate;
        }
        return undefined;
      },
    });
    return {
      each(visit) {
        for (const letter of [run.letter, ...run.attachments])
          forEachLeaf(letter, (element, leaf) => visit(element, kindOf(letter, leaf)));
      },
      placeOf: (origin) => run.placeOf(origin),
    };
  };
};
