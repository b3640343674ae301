import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { systemReason } from '../diagnostics/system-reason.js';
import { commonFolder, foldersBelow } from './folders.js';
import { MOST_ASTERISKS, MOST_CHOICES, matching, takesForEver } from './pattern.js';

/** A file that was found, and the folder it was looked for in; or what was not found. A pipe can be read only once, and may never end. */
export type Found =
  | { kind: 'file' | 'pipe' | 'archive'; path: string; root: string }
  | { kind: 'missing'; diagnostic: Diagnostic };

/** No system takes a path of so many characters. */
export const LONGEST_PATH = 1 << 15;

const MESSAGE = /\.(xml|edi|json)$/i;
const ARCHIVE = /\.(zip|tar|tgz|tar\.gz)$/i;

/** True if a file in a folder or an archive counts as a message, by its name. */
export const looksLikeMessage = (name: string): boolean => MESSAGE.test(name);

/** True if a file is an archive, by its name. */
export const looksLikeArchive = (name: string): boolean => ARCHIVE.test(name);

/** The name of an archive without its ending. */
export const withoutArchiveEnding = (name: string): string => name.replace(ARCHIVE, '');

/**
 * Finds what a name of the command line stands for, one by one: a file, a folder, which is searched for .xml, .edi and
 * .json, or a pattern. Folders are searched in the order of their paths. Hidden files are left alone, and so are links to
 * folders.
 *
 * @param archives whether archives are looked for, too; if not, they count as files
 * @param how what ends the search for a pattern, which may take long, before all is found; folders that are left out where
 * others are searched that they lie in
 */
export async function* walk(
  name: string,
  archives: boolean,
  { abort, without = [] }: { abort?: AbortSignal; without?: readonly string[] } = {},
): AsyncGenerator<Found> {
  let stats: Stats | undefined;
  try {
    stats = statsOf(name);
  } catch (error) {
    yield unreadable(name, error);
    return;
  }
  if (stats?.isDirectory()) {
    let any = false;
    for (const found of walkFolder(name, archives, new Set(foldersBelow(name, without)))) {
      any = true;
      yield found.kind === 'missing' ? found : { ...found, root: name };
    }
    if (!any) yield { kind: 'missing', diagnostic: diagnostic('IN009', { file: name }) };
    return;
  }
  if (stats === undefined && takesForEver(name)) {
    yield {
      kind: 'missing',
      diagnostic: diagnostic('IN023', { file: name }, { limit: MOST_ASTERISKS, choices: MOST_CHOICES }),
    };
    return;
  }
  const paths = stats === undefined ? await filesOf(name, abort, without) : [name];
  if (paths.length === 0) yield { kind: 'missing', diagnostic: diagnostic('IN006', { file: name }) };
  const root = paths.map((path) => dirname(path)).reduce(commonFolder, dirname(paths[0] ?? ''));
  for (const path of paths) {
    const archive = kindOf(path, archives) === 'archive';
    const kind = archive ? 'archive' : stats?.isFIFO() ? 'pipe' : 'file';
    // An archive that is named is like a folder.
    yield { kind, path, root: kind === 'archive' && stats !== undefined ? withoutArchiveEnding(path) : root };
  }
}

/** The files that a pattern stands for. What is longer than a path is none that the library takes; links to pipes and devices are no files. */
const filesOf = async (
  pattern: string,
  abort: AbortSignal | undefined,
  without: readonly string[],
): Promise<string[]> => {
  if (pattern.length >= LONGEST_PATH) return [];
  return (await matching(pattern, abort, without)).filter(leadsToFile);
};

/** What a name has that no file can have, so that it may still be a pattern: bytes of zero, or too many characters. */
const NO_NAME = new Set(['ERR_INVALID_ARG_VALUE', 'ENAMETOOLONG']);

/** What there is by a name, if anything is. Throws what the system throws of what cannot be looked at, as links that lead in a circle. */
const statsOf = (name: string): Stats | undefined => {
  try {
    return statSync(name, { throwIfNoEntry: false });
  } catch (error) {
    if (NO_NAME.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
};

const unreadable = (file: string, error: unknown): Found => ({
  kind: 'missing',
  diagnostic: diagnostic('IN001', { file }, { reason: systemReason(error) }),
});

const kindOf = (path: string, archives: boolean): 'file' | 'archive' =>
  archives && looksLikeArchive(path) ? 'archive' : 'file';

function* walkFolder(folder: string, archives: boolean, without: ReadonlySet<string>): Generator<Found> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    yield unreadable(folder, error);
    return;
  }
  const named = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .map((entry) => ({ entry, key: entry.isDirectory() ? `${entry.name}${sep}` : entry.name }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { entry } of named) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!without.has(path)) yield* walkFolder(path, archives, without);
    } else if ((looksLikeMessage(path) || (archives && looksLikeArchive(path))) && isFile(entry, path))
      yield { kind: kindOf(path, archives), path, root: folder };
  }
}

/** True of a file and of a link to one; a link that leads nowhere, or in a circle, is one that cannot be read. */
const isFile = (entry: Dirent, path: string): boolean =>
  entry.isSymbolicLink() ? leadsToFile(path) : entry.isFile();

const leadsToFile = (path: string): boolean => {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
};
