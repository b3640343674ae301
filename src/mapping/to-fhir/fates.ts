import type { Letter } from '../../formats/oioxml/letters.js';
import { isPersonal } from '../../formats/oioxml/schema.js';
import type { Origin } from '../../formats/origin.js';
import { ownFate, placeholderFate } from '../fates.js';
import type { Account, Fate, LeafKind } from '../ledger.js';
import type { Rule } from '../rule.js';
import type { Run } from '../run.js';
import type { Source } from '../source.js';
import { forEachLeaf } from './letter-leaves.js';
import { lettersOf } from './sources.js';

type FateOf = (origin: Origin, run: Run) => Fate | undefined;

const NOTHING: readonly FateOf[] = [];

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
 * @param lettersIn the letters that a run works on
 * @returns a function that gives the account of a run
 */
export const letterAccounts = <R extends Run>(
  rules: readonly Rule[],
  lettersIn: (run: R) => readonly Letter[],
): ((run: R) => Account) => {
  /** By message and path. */
  const fates = new Map<string, Map<string, FateOf[]>>();
  const add = (source: Source | undefined, ...says: FateOf[]): void => {
    for (const { schema, path } of source === undefined ? [] : lettersOf(source)) {
      const { message } = schema.table;
      const own = fates.get(message) ?? new Map<string, FateOf[]>();
      fates.set(message, own.set(path, [...(own.get(path) ?? []), ...says]));
    }
  };
  for (const rule of rules) {
    const { row, source, beside } = rule;
    add(source, () => ownFate(row), placeholderFate(row));
    add(beside, besideFate(rule));
  }
  return (run) => {
    let own: ReadonlyMap<string, readonly FateOf[]> | undefined;
    let path: string | undefined;
    // One for all leaves: it is that of the leaf in hand. Of most, a value was made, and nobody asks.
    const kind: LeafKind = {
      personal: true,
      fate(origin) {
        const says = (path === undefined ? undefined : own?.get(path)) ?? NOTHING;
        for (const fateOf of says) {
          const fate = fateOf(origin, run);
          if (fate !== undefined) return fate;
        }
        return undefined;
      },
    };
    return {
      each(visit) {
        for (const letter of lettersIn(run)) {
          own = fates.get(letter.schema.table.message);
          forEachLeaf(letter, (element, leaf) => {
            kind.personal = isPersonal(leaf);
            path = leaf?.path;
            visit(element, kind);
          });
        }
      },
      placeOf: (origin) => run.placeOf(origin),
    };
  };
};
