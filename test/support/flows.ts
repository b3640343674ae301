import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '../../src/index.js';
import { reference } from './reference.js';

/** A file of MedCom's conversion examples. */
export const flowFile = (name: string): Input & { bytes: Buffer } => ({
  name,
  bytes: readFileSync(join(reference, 'examples/flows', name)),
});

/** A difference between what MedCom made and what we make, with the reason. */
export interface Difference {
  theirs: unknown;
  ours: unknown;
  why: string;
}

/** The differences of a list without their reasons, to be compared with those that were found. */
export const withoutReasons = (listed: Readonly<Record<string, Difference>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(listed).map(([path, { theirs, ours }]) => [path, { theirs, ours }]));

/** The values that differ, by path. */
export const differencesOf = (
  theirs: ReadonlyMap<string, unknown>,
  ours: ReadonlyMap<string, unknown>,
): Record<string, unknown> => {
  const found: Record<string, unknown> = {};
  for (const path of new Set([...theirs.keys(), ...ours.keys()]))
    if (theirs.get(path) !== ours.get(path)) found[path] = { theirs: theirs.get(path), ours: ours.get(path) };
  return found;
};
