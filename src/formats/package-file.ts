import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Where something lies that comes with this package. This file lies two folders below the package, as a source, compiled, and
 * in the bundle of the command (dist/cli): nothing else may ask for its own place.
 */
const within = (name: string): URL => new URL(`../../${name}`, import.meta.url);

/** A folder that comes with this package, as a path. */
export const packageFolder = (name: string): string => fileURLToPath(within(`${name}/`));

/** The text of a file that comes with this package, as `assets/html/page.css`; undefined if there is none. */
export const packageFile = (name: string): string | undefined => {
  try {
    return readFileSync(within(name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
