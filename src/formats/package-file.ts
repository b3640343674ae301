import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filesBelow } from './files-below.js';

/**
 * Where something lies that comes with this package. This file lies two folders below the package, as a source, compiled, and
 * in the bundle of the command (dist/cli): nothing else may ask for its own place. The executable has another file in the place of
 * this one (build/executable), which takes everything out of the executable itself.
 */
const within = (name: string): URL => new URL(`../../${name}`, import.meta.url);

/** A folder that comes with this package, as a path. */
export const packageFolder = (name: string): string => fileURLToPath(within(`${name}/`));

/** The names of all files below a folder that comes with this package, as `code-lists/priority.yaml`. */
export const packageFiles = (folder: string): string[] => filesBelow(packageFolder(folder));

/** The text of a file that comes with this package, as `assets/html/page.css`; undefined if there is none. */
export const packageFile = (name: string): string | undefined => {
  try {
    return readFileSync(within(name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
