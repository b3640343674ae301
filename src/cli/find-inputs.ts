import { relative, resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Limits } from '../limits.js';
import { commonFolder } from './folders.js';
import type { InputFile } from './inputs.js';
import { looksLikeArchive, walk } from './walk.js';

/** What was asked for, file by file, and what of it is not there. */
export interface Inputs {
  files: InputFile[];
  diagnostics: Diagnostic[];
}

export const STDIN = '-';
/** Without that of an envelope, either: results are named by what is in it. */
export const withoutEnding = (path: string): string => path.replace(/(\.vans)?\.[^./\\]*$/i, '');

/** What is on standard input, or as much of it as shows that it is larger than is allowed. */
export const readStdin = async (limits: Limits): Promise<InputFile> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > limits.size) break;
  }
  return { name: 'stdin', path: undefined, bytes: Buffer.concat(chunks), target: 'stdin' };
};

/**
 * Finds the files that the command line names: files, folders (searched for .xml, .edi and .json), patterns, and `-`
 * for standard input. Each file counts once. Results lie as the inputs do, below the folder all have in common. Archives that
 * are named are told: only batches open them.
 */
export const findInputs = async (names: readonly string[], limits: Limits): Promise<Inputs> => {
  const diagnostics: Diagnostic[] = [];
  const paths = new Map<string, string>();
  let base: string | undefined;
  for (const name of names.filter((one) => one !== STDIN)) {
    for await (const found of walk(name, false)) {
      if (found.kind === 'missing') {
        diagnostics.push(found.diagnostic);
        continue;
      }
      if (looksLikeArchive(found.path)) {
        diagnostics.push(diagnostic('IN020', { file: found.path }));
        continue;
      }
      base = base === undefined ? resolve(found.root) : commonFolder(base, found.root);
      const key = resolve(found.path);
      if (!paths.has(key)) paths.set(key, found.path);
    }
  }
  const files: InputFile[] = [...paths].map(([key, path]) => ({
    name: path,
    path,
    target: withoutEnding(relative(base ?? '', key)),
  }));
  if (names.includes(STDIN)) files.push(await readStdin(limits));
  return { files, diagnostics };
};
