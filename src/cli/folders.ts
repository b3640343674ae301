import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The folder that two folders have in common. */
export const commonFolder = (one: string, other: string): string => {
  const [a, b] = [resolve(one).split(sep), resolve(other).split(sep)];
  const end = a.findIndex((part, i) => part !== b[i]);
  return (end < 0 ? a : a.slice(0, end)).join(sep) || sep;
};

/** Those of some folders that lie below another one, by the name that a search from there would give them. */
export const foldersBelow = (folder: string, others: readonly string[]): string[] => {
  const from = realPath(folder);
  return others.flatMap((other) => {
    const path = relative(from, realPath(other));
    return path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
      ? []
      : [join(folder, path)];
  });
};

/** Where a folder is, whatever links lead to it. One that is not there has no other name. */
const realPath = (folder: string): string => {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
};
