import { phrase, TableFault } from '../../diagnostics/phrase.js';
import type { CodeList } from '../../mapping/code-list.js';
import type { ValueSetsTable } from './notation.js';

/** Asks whether a value set has a code. */
export type HasCode = (set: string, code: string, system?: string) => boolean;

/** More codes than this are not told. */
const FEW = 20;

/** What people are told of a value set: where it is published, and its codes if they are few. */
export interface AboutSet {
  url: string;
  codes: string;
}

/** The value sets, by name. */
export interface ValueSets {
  has: HasCode;
  about(set: string): AboutSet;
}

/**
 * Makes the codes of all value sets ready to be asked for.
 *
 * @throws TableFault for a code list that there is not
 */
export const compileValueSets = (
  table: ValueSetsTable,
  codeLists: ReadonlyMap<string, CodeList>,
): ValueSets => {
  const codesOf = (codes: ValueSetsTable[string]['systems'][string]): string[] => {
    if (typeof codes === 'string') return codes.trim().split(/\s+/);
    const list = codeLists.get(codes.list);
    if (list === undefined) throw new TableFault(phrase('no-code-list', { id: codes.list }));
    return list.table.codes.flatMap((code) => code[list.table.key] ?? []);
  };
  const sets = new Map<string, { url: string; alone: Set<string>; ofSystem: Map<string, Set<string>> }>();
  for (const [name, { url, systems }] of Object.entries(table)) {
    const ofSystem = new Map(
      Object.entries(systems).map(([system, codes]) => [system, new Set(codesOf(codes))]),
    );
    const alone = new Set([...ofSystem.values()].flatMap((codes) => [...codes]));
    sets.set(name, { url, alone, ofSystem });
  }
  const named = (name: string) => {
    const set = sets.get(name);
    if (set === undefined) throw new TableFault(phrase('no-value-set', { name }));
    return set;
  };
  return {
    has(name, code, system) {
      const set = named(name);
      return system === undefined ? set.alone.has(code) : (set.ofSystem.get(system)?.has(code) ?? false);
    },
    about(name) {
      const { url, alone } = named(name);
      const codes = [...alone];
      return { url, codes: codes.slice(0, FEW).join(', ') + (codes.length > FEW ? ' …' : '') };
    },
  };
};
