import { DiagnosticError, type Place } from '../../diagnostics/diagnostic.js';
import { codeOf, defect, type Fault, faultError } from './faults.js';

/** What the codes of SQLite, by their beginnings, and those of the file system mean for a store. */
const FAULTS: readonly [RegExp, Fault][] = [
  [/^SQLITE_(NOTADB|CORRUPT)/, { code: 'REL101' }],
  [/^SQLITE_(BUSY|LOCKED)/, { code: 'REL102' }],
  [/^(ENOENT|ENOTDIR)$/, { code: 'REL103' }],
  [/^(EISDIR)$/, { code: 'REL104', params: { reason: 'it is a folder' } }],
  [/^(EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH)/, { code: 'REL104', params: { reason: 'no rights' } }],
  [/^SQLITE_CANTOPEN/, { code: 'REL104', params: { reason: 'it, or a file beside it, cannot be opened' } }],
  [/^(ENOSPC|EDQUOT|SQLITE_FULL)/, { code: 'REL105' }],
  [/^(EROFS|SQLITE_READONLY)/, { code: 'REL106' }],
];

const WRONG_STATEMENT = /^SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE|TOOBIG|MISUSE|SCHEMA)/;

/** libsql gives no code to what fails while a file is opened. */
const OPENING = /ConnectionFailed/;

/** True if another connection has the lock that was wanted. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));

/** True if a COMMIT that failed so may have reached the disk. */
const isUncertain = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_IOERR');

/** What to throw for an error of SQLite, libsql or the file system; other errors stay what they are. */
export const sqliteError = (error: unknown, place: Place): unknown => {
  if (error instanceof DiagnosticError) return error;
  const code = error instanceof Error && OPENING.test(error.message) ? 'SQLITE_CANTOPEN' : codeOf(error);
  const fault = FAULTS.find(([pattern]) => pattern.test(code))?.[1];
  if (fault !== undefined) return faultError(fault, place, error);
  if (WRONG_STATEMENT.test(code)) return defect(code, error);
  if (/^(SQLITE_|E[A-Z0-9]+$)/.test(code))
    return faultError({ code: 'REL112', params: { reason: code } }, place, error);
  return error;
};

/** What to throw for an error of COMMIT. */
export const sqliteCommitError = (error: unknown, place: Place): unknown =>
  isUncertain(error) ? faultError({ code: 'REL111' }, place, error) : sqliteError(error, place);
