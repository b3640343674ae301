import { z } from 'zod';
import type { PhraseKey } from '../../diagnostics/phrase.js';
import { notation } from '../../formats/notation.js';
import { once } from '../../formats/once.js';

/**
 * The notation of mappings/profiles, as schemas that the tables are checked against when they are loaded. What the words
 * mean is told at the heads of r4.yaml, value-sets.yaml and carecommunication.yaml.
 */

/** All at once, since they share their parts. */
const schemas = once(() => {
  const text = z.string().min(1);
  /** Sentences are in English and in Danish. */
  const rule = z.strictObject({
    id: text,
    at: text.optional(),
    severity: z.enum(['error', 'warning', 'info']).default('error'),
    holds: text,
    en: text,
    da: text,
    source: text.optional(),
  });
  /** How often an element must be there. */
  const card = z
    .union([z.int().nonnegative(), z.string().regex(/^\d+\.\.(\d+|\*)$/, 'cardinality' satisfies PhraseKey)])
    .transform(String);
  const element = z.strictObject({
    card: card.optional(),
    types: z.array(text).optional(),
    profile: text.optional(),
    fixed: text.optional(),
    codes: text.optional(),
    longest: z.int().positive().optional(),
    to: z.array(text).optional(),
    bundled: z.boolean().optional(),
    where: text.optional(),
    closed: z.boolean().optional(),
  });
  /** Something with a name that says more than its path. */
  const named = z.strictObject({ en: text, da: text, path: text });
  const profile = z.strictObject({
    url: text,
    of: text,
    like: text.optional(),
    source: text,
    elements: z
      .record(text, z.union([card.transform((card): z.output<typeof element> => ({ card })), element]))
      .default({}),
    rules: z.array(rule).default([]),
    shows: z.array(z.union([text.transform((path) => ({ en: path, da: path, path })), named])).default([]),
    event: text.optional(),
  });
  const profilesTable = z.record(text, profile);
  const typesTable = z.strictObject({
    bases: z.record(text, text),
    resources: text.transform((names) => names.split(/\s+/)),
    domainRules: z.array(rule),
    types: z.record(text, z.strictObject({ is: text, elements: text, rules: z.array(rule).default([]) })),
  });
  const valueSetsTable = z.record(
    text,
    z.strictObject({ url: text, systems: z.record(text, z.union([text, z.strictObject({ list: text })])) }),
  );
  return { rule, element, profile, profilesTable, typesTable, valueSetsTable };
});
type Schemas = ReturnType<typeof schemas>;

export type RuleRow = z.output<Schemas['rule']>;
export type ElementRow = z.output<Schemas['element']>;
export type ProfileRow = z.output<Schemas['profile']>;
export type TypesTable = z.output<Schemas['typesTable']>;
export type ValueSetsTable = z.output<Schemas['valueSetsTable']>;

/** A table of profiles, by name. */
export const profilesTable = notation('profilesTable', () => schemas().profilesTable);
/** FHIR's own types. */
export const typesTable = notation('typesTable', () => schemas().typesTable);
/** Value sets: the codes of each system, with blanks between them, or the code list that has them as keys. */
export const valueSetsTable = notation('valueSetsTable', () => schemas().valueSetsTable);
