import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { ByteSource } from '../formats/byte-source.js';

/** A document to read. */
export interface InputFile {
  /** As messages name it. */
  name: string;
  /** Where it is; undefined for standard input. */
  path: string | undefined;
  /** Content of standard input, which can be read only once. */
  bytes?: Buffer;
  /** Where its result belongs below the folder of results, without an ending. */
  target: string;
}

/** What was asked for, file by file, and what of it is not there. */
export interface Inputs {
  files: InputFile[];
  diagnostics: Diagnostic[];
}

const STDIN = '-';
/** Without that of an envelope, either: results are named by what is in it. */
const withoutEnding = (path: string): string => path.replace(/(\.vans)?\.[^./\\]*$/i, '');

/** Kind of what a path names; undefined if there is nothing. */
const kindOf = (path: string): 'file' | 'folder' | undefined => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? undefined : stats.isDirectory() ? 'folder' : 'file';
};

/** The files that one name stands for, and the folder they were looked for in. */
const filesOf = (name: string): { paths: string[]; root: string } => {
  const kind = kindOf(name);
  if (kind === 'file') return { paths: [name], root: dirname(name) };
  if (kind === 'folder') {
    const found = globSync('**/*.{xml,XML,edi,EDI,json,JSON}', {
      cwd: name,
      onlyFiles: true,
      followSymbolicLinks: false,
    });
    return { paths: found.sort().map((path) => join(name, path)), root: name };
  }
  const found = isDynamicPattern(name) ? globSync(name, { onlyFiles: true }).sort() : [];
  return { paths: found, root: commonFolder(found.map((path) => dirname(path))) };
};

/** The folder that all folders given are in, or the only one. */
const commonFolder = (folders: readonly string[]): string => {
  const [first = [], ...rest] = folders.map((folder) => resolve(folder).split(sep));
  const common = rest.reduce<string[]>((prefix, parts) => {
    const end = prefix.findIndex((part, i) => part !== parts[i]);
    return end < 0 ? prefix : prefix.slice(0, end);
  }, first);
  return common.join(sep) || sep;
};

const readStdin = async (): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/**
 * Finds the files that the command line names: files, folders (searched for .xml, .edi and .json), patterns, and `-`
 * for standard input. Each file counts once. Results lie as the inputs do, below the folder all have in common.
 */
export const findInputs = async (names: readonly string[]): Promise<Inputs> => {
  const diagnostics: Diagnostic[] = [];
  const paths = new Map<string, string>();
  const roots: string[] = [];
  for (const name of names.filter((one) => one !== STDIN)) {
    const found = filesOf(name);
    if (found.paths.length === 0)
      diagnostics.push(diagnostic(kindOf(name) === 'folder' ? 'IN009' : 'IN006', { file: name }));
    else roots.push(found.root);
    for (const path of found.paths) paths.set(resolve(path), path);
  }
  const base = commonFolder(roots);
  const files: InputFile[] = [...paths].map(([key, path]) => ({
    name: path,
    path,
    target: withoutEnding(relative(base, key)),
  }));
  if (names.includes(STDIN)) {
    files.push({ name: 'stdin', path: undefined, bytes: await readStdin(), target: 'stdin' });
  }
  return { files, diagnostics };
};

/** What was read whole of a large file, as long as anybody has it or there is room. */
interface Kept {
  bytes: WeakRef<Buffer>;
  size: number;
  changed: number;
}

const kept = new WeakMap<InputFile, Kept>();
const WORTH_KEEPING = 1 << 20;

/** Reads a file whole. A binary letter is read once to know it and once to convert it; it need not be there twice. */
const readWhole = (file: InputFile, path: string, { size, mtimeMs }: Stats): Buffer => {
  const before = kept.get(file);
  if (before?.size === size && before.changed === mtimeMs) {
    const bytes = before.bytes.deref();
    if (bytes !== undefined) return bytes;
  }
  const bytes = readFileSync(path);
  if (size >= WORTH_KEEPING) kept.set(file, { bytes: new WeakRef(bytes), size, changed: mtimeMs });
  return bytes;
};

/** A file whose bytes are read where they are needed. Throws what the system throws. */
const fileSource = (file: InputFile, path: string, stats: Stats): ByteSource => {
  const { size } = stats;
  const view = (from: number, to: number, room: Buffer): Buffer => {
    const handle = openSync(path, 'r');
    try {
      const bytes = room.subarray(0, to - from);
      for (let read = 0; read < bytes.length; ) {
        const more = readSync(handle, bytes, read, bytes.length - read, from + read);
        if (more === 0) return bytes.subarray(0, read);
        read += more;
      }
      return bytes;
    } finally {
      closeSync(handle);
    }
  };
  const bytes = (from: number, to: number): Buffer =>
    from === 0 && to === size ? readWhole(file, path, stats) : view(from, to, Buffer.alloc(to - from));
  return { size, bytes, view };
};

/** Opens a document. What is no file on a disk is read whole. Throws what the system throws. */
export const openInput = (file: InputFile): Buffer | ByteSource => {
  const { path, bytes } = file;
  if (bytes !== undefined) return bytes;
  const name = path as string;
  const stats = statSync(name);
  if (!stats.isFile()) return readFileSync(name);
  accessSync(name, constants.R_OK);
  return fileSource(file, name, stats);
};

/** Reads the beginning of a document, enough to tell its format. Throws what the system throws. */
export const readHead = ({ path, bytes }: InputFile, length: number): Buffer => {
  if (bytes !== undefined) return bytes.subarray(0, length);
  const handle = openSync(path as string, 'r');
  try {
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(handle, head, 0, length, 0));
  } finally {
    closeSync(handle);
  }
};
