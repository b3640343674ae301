import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { asGiven, type Phrase, phrase } from '../diagnostics/phrase.js';

/** Words for what people meet. */
const REASONS: Readonly<Record<string, Phrase>> = {
  ENOENT: phrase('not-there'),
  EACCES: phrase('no-rights'),
  EPERM: phrase('no-rights'),
  ENOSPC: phrase('disk-full'),
  EDQUOT: phrase('quota'),
  EROFS: phrase('read-only'),
  ENOTDIR: phrase('no-folder'),
  EEXIST: phrase('no-folder'),
  EFBIG: phrase('too-large'),
};

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** True if something is not there, or no more. */
export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** What the system refused, in words. @throws what is no error of the system */
export const reasonOf = (error: unknown): Phrase => {
  const code = codeOf(error);
  if (typeof code !== 'string') throw error;
  return REASONS[code] ?? asGiven(code);
};

/**
 * Does something with files, and tells of what the system refuses.
 *
 * @throws DiagnosticError of the code given, with the reason
 */
export const systemError = <T>(code: 'REL001' | 'REL002', file: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw new DiagnosticError(diagnostic(code, { file }, { reason: reasonOf(error) }));
  }
};

/** Makes durable which files a folder holds. */
export const makeDurable = (folder: string): void => {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Makes a folder, if it is not there, in one that must be: a disk that is away is not replaced by a folder. */
export const ensureFolder = (folder: string): void => {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
};
