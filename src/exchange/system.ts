import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';
import { systemReason } from '../diagnostics/system-reason.js';

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** True if something is not there, or no more. */
export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/**
 * Does something with files, and tells of what the system refuses.
 *
 * @throws DiagnosticError of the code given, with the reason
 */
export const systemError = <T>(code: 'REL001' | 'REL002', file: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw new DiagnosticError(diagnostic(code, { file }, { reason: systemReason(error) }));
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
