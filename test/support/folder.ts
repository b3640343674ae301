import { type Dirent, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The folder of the test at hand: a fresh one for each, gone after it. */
export let folder = '';

/** Gives the test that begins its folder. */
export const makeFolder = (): void => {
  folder = mkdtempSync(join(tmpdir(), 'medcom-test-'));
};

/** Takes the folder of the test that has ended away. */
export const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });

/** Writes a file into it. */
export const put = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};

/** Where results go. */
export const out = (): string => join(folder, 'out');

/** What is in a folder; nothing if it is not there, or no longer: a batch that still runs takes folders away. */
const entriesOf = (of: string): Dirent[] => {
  try {
    return readdirSync(of, { withFileTypes: true });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fault;
  }
};

const filesIn = (of: string): string[] =>
  entriesOf(of).flatMap((entry) => {
    const path = join(of, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
  });

/** The files below a folder, in order; none if it is not there. */
export const files = (of: string): string[] =>
  filesIn(of)
    .map((path) => path.slice(of.length + 1))
    .sort();
