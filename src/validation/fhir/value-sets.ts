import { phrase, TableFault } from '../../diagnostics/phrase.js';
import type { CodeList } from '../../mapping/code-list.js';
import type { ValueSetsTable } from './notation.js';

/** Asks whether a value set has a code. */
export type HasCode = (set: string, code: string, system?: string) => boolean;

/**
 * Makes the codes of all value sets ready to be asked for.
 *
 * @throws TableFault for a code list that there is not
 */
export const compileValueSets = (
  table: ValueSetsTable,
  codeLists: ReadonlyMap<string, CodeList>,
): HasCode => {
  const codesOf = (codes: ValueSetsTable[string]['systems'][string]): string[] => {
    if (typeof codes === 'string') return codes.trim().split(/\s+/);
    const list = codeLists.get(codes.list);
    if (list === undefined) throw new TableFault(phrase('no-code-list', { id: codes.list }));
    return list.table.codes.flatMap((code) => code[list.table.key] ?? []);
  };
  const sets = new Map<string, { alone: Set<string>; withSystem: Set<string> }>();
  for (const [name, { systems }] of Object.entries(table)) {
    const pairs = Object.entries(systems).flatMap(([system, codes]) =>
      codesOf(codes).map((code) => [system, code] as const),
    );
    sets.set(name, {
      alone: new Set(pairs.map(([, code]) => code)),
      withSystem: new Set(pairs.map((pair) => pair.join('|'))),
    });
  }
  return (name, code, system) => {
    const set = sets.get(name);
    if (set === undefined) throw new TableFault(phrase('no-value-set', { name }));
    return system === undefined ? set.alone.has(code) : set.withSystem.has(`${system}|${code}`);
  };
};
