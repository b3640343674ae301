import { DiagnosticError, type Place } from '../../diagnostics/diagnostic.js';
import { asGiven, phrase } from '../../diagnostics/phrase.js';
import { codeOf, defect, type Fault, faultError } from './faults.js';

/** Result codes of SQLite, their lowest byte. libsql does not know the names of all whole ones. */
const BUSY = 5;
const LOCKED = 6;
const IOERR = 10;
const CANTOPEN = 14;

/** The whole code of a file beside the store that cannot grow. */
const SHARED_MEMORY_SIZE = 4874;
/** The whole code of a folder in which the files beside the store cannot be made. */
const READONLY_DIRECTORY = 1544;

const NO_RIGHTS: Fault = { code: 'REL104', params: { reason: phrase('no-rights') } };

/** What result codes mean for a store. */
const FAULTS: Readonly<Record<number, Fault>> = {
  3: NO_RIGHTS,
  [BUSY]: { code: 'REL102' },
  [LOCKED]: { code: 'REL102' },
  8: { code: 'REL106' },
  11: { code: 'REL101' },
  13: { code: 'REL105' },
  [SHARED_MEMORY_SIZE]: { code: 'REL105' },
  [CANTOPEN]: { code: 'REL104', params: { reason: phrase('cannot-open') } },
  26: { code: 'REL101' },
  [READONLY_DIRECTORY]: { code: 'REL104', params: { reason: phrase('no-rights-in-folder') } },
};

/** Result codes of wrong statements: ERROR, SCHEMA, TOOBIG, CONSTRAINT, MISMATCH, MISUSE, RANGE. */
const WRONG_STATEMENT: ReadonlySet<number> = new Set([1, 17, 18, 19, 20, 21, 25]);

/** What the errors of the file system mean for a store. */
const FILE_FAULTS: Readonly<Record<string, Fault>> = {
  ENOENT: { code: 'REL103' },
  ENOTDIR: { code: 'REL103' },
  EISDIR: { code: 'REL104', params: { reason: phrase('is-folder') } },
  EACCES: NO_RIGHTS,
  EPERM: NO_RIGHTS,
  ENOSPC: { code: 'REL105' },
  EDQUOT: { code: 'REL105' },
  EROFS: { code: 'REL106' },
};

/** The whole result code of an error of SQLite. libsql gives none to what fails while a file is opened. */
const resultOf = (error: unknown): number | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('rawCode' in error && typeof error.rawCode === 'number') return error.rawCode;
  return error.message.startsWith('ConnectionFailed') ? CANTOPEN : undefined;
};

const primary = (result: number): number => result & 0xff;

/** True if another connection has the lock that was wanted. */
export const isBusy = (error: unknown): boolean => {
  const result = primary(resultOf(error) ?? 0);
  return result === BUSY || result === LOCKED;
};

/** What to throw for an error of SQLite or the file system; other errors stay what they are. */
export const sqliteError = (error: unknown, place: Place): unknown => {
  if (error instanceof DiagnosticError) return error;
  const result = resultOf(error);
  if (result === undefined) {
    const fault = FILE_FAULTS[codeOf(error)];
    return fault === undefined ? error : faultError(fault, place, error);
  }
  if (WRONG_STATEMENT.has(primary(result))) return defect(codeOf(error), error);
  const unnamed: Fault = { code: 'REL112', params: { reason: asGiven(codeOf(error)) } };
  return faultError(FAULTS[result] ?? FAULTS[primary(result)] ?? unnamed, place, error);
};

/** What to throw for an error of COMMIT: one of input or output may have come after it was on the disk. */
export const sqliteCommitError = (error: unknown, place: Place): unknown =>
  primary(resultOf(error) ?? 0) === IOERR
    ? faultError({ code: 'REL111' }, place, error)
    : sqliteError(error, place);
