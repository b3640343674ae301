/**
 * Stands for src/formats/package-file.ts in the executable: what comes with the package lies in the executable itself, under the
 * names that it has below the package.
 */
import { getAsset } from 'node:sea';

let names;
const all = () => {
  names ??= JSON.parse(getAsset('names', 'utf8'));
  return names;
};

/** A path that leads nowhere, and names what is meant. */
export const packageFolder = (name) => `${process.execPath}/${name}/`;

export const packageFiles = (folder) =>
  all().flatMap((name) => (name.startsWith(`${folder}/`) ? [name.slice(folder.length + 1)] : []));

export const packageFile = (name) => (all().includes(name) ? getAsset(name, 'utf8') : undefined);
