import { z } from 'zod';
import type { PhraseKey } from '../../diagnostics/phrase.js';

/**
 * The notation of mappings/profiles, as schemas that the tables are checked against when they are loaded. What the words
 * mean is told at the heads of r4.yaml, value-sets.yaml and carecommunication.yaml.
 */

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
export type RuleRow = z.output<typeof rule>;

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
export type ElementRow = z.output<typeof element>;

/** Something with a name that says more than its path. */
const named = z.strictObject({ en: text, da: text, path: text });

const profile = z.strictObject({
  url: text,
  of: text,
  like: text.optional(),
  source: text,
  elements: z.record(text, z.union([card.transform((card): ElementRow => ({ card })), element])).default({}),
  rules: z.array(rule).default([]),
  shows: z.array(z.union([text.transform((path) => ({ en: path, da: path, path })), named])).default([]),
  event: text.optional(),
});
export type ProfileRow = z.output<typeof profile>;

/** A table of profiles, by name. */
export const profilesTable = z.record(text, profile);

/** FHIR's own types. */
export const typesTable = z.strictObject({
  bases: z.record(text, text),
  resources: text.transform((names) => new Set(names.split(/\s+/))),
  domainRules: z.array(rule),
  types: z.record(text, z.strictObject({ is: text, elements: text, rules: z.array(rule).default([]) })),
});
export type TypesTable = z.output<typeof typesTable>;

/** Value sets: the codes of each system, with blanks between them, or the code list that has them as keys. */
export const valueSetsTable = z.record(
  text,
  z.strictObject({ url: text, systems: z.record(text, z.union([text, z.strictObject({ list: text })])) }),
);
export type ValueSetsTable = z.output<typeof valueSetsTable>;
