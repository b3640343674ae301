import { resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { foldersBelow } from './folders.js';

/** A name is compared with each way to share it out among the asterisks: of 250 characters among four, that are some millions. */
export const MOST_ASTERISKS = 4;
/** The same with each way to choose from several braces; one by itself may list any number of names. */
export const MOST_CHOICES = 1000;

/** True if a pattern has more of them in one name. */
export const takesForEver = (pattern: string): boolean =>
  pattern.split('/').some((part) => {
    const braces = countOf(part, /\{/g);
    return (
      countOf(part, /\*+/g) > MOST_ASTERISKS ||
      (braces > 1 && Math.max(2, countOf(part, /,/g)) ** braces > MOST_CHOICES)
    );
  });

const countOf = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/**
 * Round brackets and plus signs as themselves, as they stand in many names. For the library they would be those of a regular expression,
 * which can be one that takes for ever.
 */
const plain = (pattern: string): string =>
  pattern.replace(/\\.|[()+|]/g, (one) => (one.length === 1 ? `\\${one}` : one));

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
  const wanted = plain(pattern);
  if (!isDynamicPattern(wanted)) return [];
  const left = foldersBelow(searchedBy(pattern), without).map((folder) => resolve(folder) + sep);
  const paths = await glob(wanted, { onlyFiles: true, extglob: false, ...(signal && { signal }) });
  return paths.filter((path) => !left.some((folder) => resolve(path).startsWith(folder))).sort();
};

/** The folder that a pattern is searched for in: what stands before its first part with a wildcard. */
const searchedBy = (pattern: string): string => {
  const parts = pattern.split('/');
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => isDynamicPattern(plain(part))),
  );
  return fixed.length === 0 ? '.' : `${fixed.join('/')}/`;
};
