import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The names of all files below a folder, as `code-lists/priority.yaml`, in order. Throws what the system says. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
