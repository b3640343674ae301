import { phrase, TableFault } from '../../diagnostics/phrase.js';
import type { RuleRow, TypesTable } from './notation.js';
import { isPrimitive } from './primitives.js';

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
  /** False for data types, and for parts. */
  resource: boolean;
}

const ELEMENT = 'Element';

const WORD = /^(?<name>\w+(?:\[x\])?)(?<array>\*?)(?<min>!?):(?<types>[^<]+)(?:<(?<codes>[\w-]+)>)?$/;
const ONE = /(?<type>[\w.]+)(?:\((?<to>[^)]*)\))?/g;

const elementOf = (word: string): Element => {
  const groups = WORD.exec(word)?.groups;
  if (groups === undefined) throw new TableFault(phrase('fhir-element', { word }));
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
 * Reads FHIR's types out of their table; what is said of primitives stands at Element.
 *
 * @throws TableFault for an element that is not in the notation, or a type that stands on none
 */
export const compileTypes = ({ bases, domainRules, types }: TypesTable): ReadonlyMap<string, Type> => {
  const element = { elements: '', rules: [], is: ELEMENT };
  return new Map(
    Object.entries({ ...types, [ELEMENT]: element }).map(([name, { is, elements, rules }]) => {
      const base = bases[is];
      if (base === undefined) throw new TableFault(phrase('no-base', { name, base: is }));
      return [
        name,
        {
          name,
          elements: [...wordsOf(base), ...wordsOf(elements)].map(elementOf),
          rules: is === 'DomainResource' ? [...domainRules, ...rules] : rules,
          resource: is.endsWith('Resource'),
        },
      ];
    }),
  );
};

/** What is said of values of a type; of primitives, only what may stand beside their value. */
export const typeOf = (types: ReadonlyMap<string, Type>, name: string): Type | undefined =>
  types.get(isPrimitive(name) ? ELEMENT : name);
