import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';

/** A document to read. */
export interface InputFile {
  /** As messages name it. */
  name: string;
  /** Where it is; undefined for standard input. */
  path: string | undefined;
  /** Where its result belongs below the folder of results, without an ending. */
  target: string;
}

/** What was asked for, file by file, and what of it is not there. */
export interface Inputs {
  files: InputFile[];
  diagnostics: Diagnostic[];
}

const STDIN = '-';
const withoutEnding = (path: string): string => path.replace(/\.[^./\\]*$/, '');

const file = (path: string, base: string | undefined): InputFile => ({
  name: path,
  path,
  target: withoutEnding(base === undefined ? basename(path) : relative(base, path)),
});

const inFolder = (folder: string): InputFile[] =>
  globSync('**/*.{xml,XML,edi,EDI,json,JSON}', { cwd: folder, onlyFiles: true })
    .sort()
    .map((name) => file(`${folder.replace(/[/\\]+$/, '')}${sep}${name.split('/').join(sep)}`, folder));

/** Kind of what a path names; undefined if there is nothing. */
const kindOf = (path: string): 'file' | 'folder' | undefined => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? undefined : stats.isDirectory() ? 'folder' : 'file';
};

/**
 * Finds the files that the command line names: files, folders (searched for .xml, .edi and .json), patterns, and `-`
 * for standard input. Each file counts once.
 */
export const findInputs = (names: readonly string[]): Inputs => {
  const files = new Map<string, InputFile>();
  const diagnostics: Diagnostic[] = [];
  const add = (found: InputFile): void => {
    const key = found.path === undefined ? STDIN : resolve(found.path);
    if (!files.has(key)) files.set(key, found);
  };
  for (const name of names) {
    if (name === STDIN) {
      add({ name: 'stdin', path: undefined, target: 'stdin' });
      continue;
    }
    const kind = kindOf(name);
    if (kind === 'file') add(file(name, undefined));
    else {
      const found = kind === 'folder' ? inFolder(name) : isDynamicPattern(name) ? globSync(name).sort().map((path) => file(path, undefined)) : [];
      if (found.length === 0) diagnostics.push(diagnostic('IN006', { file: name }));
      for (const one of found) add(one);
    }
  }
  return { files: [...files.values()], diagnostics };
};

/** Tells in a few words why reading or writing failed, without the path of the machine. */
export const systemReason = (error: unknown): string => {
  const { code } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'no right to it',
    EPERM: 'no right to it',
    ENOENT: 'there is no such file or folder',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    ENOSPC: 'no space is left',
    ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB',
  };
  if (code === undefined) throw error;
  return reasons[code] ?? code;
};

/** Reads a document whole. Throws what the system throws. */
export const readWhole = ({ path }: InputFile): Buffer => readFileSync(path ?? 0);

/** Reads the beginning of a file, enough to tell its format; standard input cannot be read twice. */
export const readHead = ({ path }: InputFile, bytes: number): Buffer => {
  if (path === undefined) return Buffer.alloc(0);
  const handle = openSync(path, 'r');
  try {
    const head = Buffer.alloc(bytes);
    return head.subarray(0, readSync(handle, head, 0, bytes, 0));
  } finally {
    closeSync(handle);
  }
};
