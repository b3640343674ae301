import type { RuleRow, TypesTable } from './notation.js';

/** An element of a type, as FHIR itself has it. */
export interface Element {
  /** With `[x]` if it is a choice. */
  name: string;
  min: number;
  /** True if it may be repeated; it is an array in JSON then. */
  array: boolean;
  types: string[];
  /** Types of resources that a reference may lead to; empty for any. */
  to: string[];
  codes: string | undefined;
}

/** A resource, a data type, or a part of one. */
export interface Type {
  name: string;
  elements: Element[];
  rules: RuleRow[];
}

const WORD = /^(?<name>\w+(?:\[x\])?)(?<array>\*?)(?<min>!?):(?<types>[^<]+)(?:<(?<codes>[\w-]+)>)?$/;
const ONE = /(?<type>[\w.]+)(?:\((?<to>[^)]*)\))?/g;

const elementOf = (word: string): Element => {
  const groups = WORD.exec(word)?.groups;
  if (groups === undefined) throw new Error(`${word} is no element`);
  const found = [...(groups.types ?? '').matchAll(ONE)];
  return {
    name: groups.name ?? '',
    min: groups.min === '!' ? 1 : 0,
    array: groups.array === '*',
    types: found.map((one) => one.groups?.type ?? ''),
    to: found.flatMap((one) => one.groups?.to?.split('|') ?? []),
    codes: groups.codes,
  };
};

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * Reads FHIR's types out of their table.
 *
 * @throws Error for an element that is not in the notation, or a type that stands on none
 */
export const compileTypes = ({ bases, domainRules, types }: TypesTable): ReadonlyMap<string, Type> =>
  new Map(
    Object.entries(types).map(([name, { is, elements, rules }]) => {
      const base = bases[is];
      if (base === undefined) throw new Error(`${name} is a ${is}, which there is not`);
      return [
        name,
        {
          name,
          elements: [...wordsOf(base), ...wordsOf(elements)].map(elementOf),
          rules: is === 'DomainResource' ? [...domainRules, ...rules] : rules,
        },
      ];
    }),
  );
