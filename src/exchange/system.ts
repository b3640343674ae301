import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.js';

/** Words for what people meet. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'no rights',
  EPERM: 'no rights',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EROFS: 'its file system can only be read',
  ENOTDIR: 'it is not a folder',
  EEXIST: 'it is not a folder',
  EFBIG: 'the file is too large for the file system',
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
    const { code: name } = error as NodeJS.ErrnoException;
    if (typeof name !== 'string') throw error;
    throw new DiagnosticError(diagnostic(code, { file }, { reason: REASONS[name] ?? name }));
  }
};
