import { resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { foldersBelow } from './folders.js';

/** A name is compared with each way to share it out among the asterisks: of 250 characters among four, that are some millions. */
export const MOST_ASTERISKS = 4;

/** True if a pattern has more of them in one name. */
export const takesForEver = (pattern: string): boolean =>
  pattern.split('/').some((part) => (part.match(/\*+/g) ?? []).length > MOST_ASTERISKS);

/**
 * The files that a pattern stands for, in their order; none if it is no pattern.
 *
 * @param signal ends the search
 * @param without folders that are left out if they lie in the one that is searched
 */
export const matching = async (
  pattern: string,
  signal: AbortSignal | undefined,
  without: readonly string[],
): Promise<string[]> => {
  if (!isDynamicPattern(pattern)) return [];
  const left = foldersBelow(searchedBy(pattern), without).map((folder) => resolve(folder) + sep);
  const paths = await glob(pattern, { onlyFiles: true, ...(signal && { signal }) });
  return paths.filter((path) => !left.some((folder) => resolve(path).startsWith(folder))).sort();
};

/** The folder that a pattern is searched for in: what stands before its first part with a wildcard. */
const searchedBy = (pattern: string): string => {
  const parts = pattern.split('/');
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => isDynamicPattern(part)),
  );
  return fixed.length === 0 ? '.' : `${fixed.join('/')}/`;
};
