import { phrase, TableFault } from '../../diagnostics/phrase.js';
import { type ElementDefinition, elementsOf } from '../../formats/fhir/elements.js';
import type { BundleTable } from '../notation.js';

/** One step on the way to a target: an element of a type, and which of its slices. */
export interface Segment {
  definition: ElementDefinition;
  /** Name of the slice, `ext(date)` for an extension; empty where there is one only. */
  slice: string;
}

/** A target path of the tables, taken apart. */
export interface Target {
  /** The resource as bundle.yaml names it: `Organization[sender]`. */
  entry: string;
  segments: Segment[];
}

/** Splits at the dots that are not within brackets: `identifier[GLN].value`. */
const split = (path: string): string[] => path.match(/(?:[^.[(]|\[[^\]]*\]|\([^)]*\))+/g) ?? [];

const VALUE_LEAF: Readonly<Record<string, string>> = { valueReference: 'reference' };

/**
 * Takes a target path apart: `Communication.payload[text].ext(date)`. An extension's value element need not be
 * written; for a reference, neither need the `reference` in it.
 *
 * @throws Error that says what the path names and FHIR does not have
 */
export const parseTarget = (path: string, bundle: BundleTable): Target => {
  const [entry = '', ...words] = split(path);
  const resource = /^\w+/.exec(entry)?.[0] ?? '';
  if (resource !== 'Bundle' && !bundle.entries.some((e) => e.resource === entry)) {
    throw new TableFault(phrase('no-entry', { name: entry }));
  }
  let type = resource;
  const segments: Segment[] = [];
  const step = (name: string, slice = ''): ElementDefinition => {
    const definition = elementsOf(type)?.get(name);
    if (definition === undefined) throw new TableFault(phrase('type-no-element', { type, name }));
    segments.push({ definition, slice });
    type = definition.type;
    return definition;
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const extension = /^ext\((\w+)\)$/.exec(word)?.[1];
    if (extension === undefined) {
      const [, name = '', slice] = /^(\w+)(?:\[([^\]]+)\])?$/.exec(word) ?? [];
      step(name, slice);
      continue;
    }
    const known = bundle.extensions[extension];
    if (known === undefined) throw new TableFault(phrase('no-extension', { name: extension }));
    step('extension', word);
    if (words[i + 1] === known.value) continue;
    const value = step(known.value);
    const leaf = VALUE_LEAF[known.value];
    if (i === words.length - 1 && leaf !== undefined && !value.primitive) step(leaf);
  }
  if (segments.length === 0) throw new TableFault(phrase('no-target-element'));
  return { entry, segments };
};
