import { asGiven, type Phrase, phrase } from './phrase.js';

/** Words for what people meet. */
const REASONS: Readonly<Record<string, Phrase>> = {
  EACCES: phrase('no-rights'),
  EPERM: phrase('no-rights'),
  ENOENT: phrase('not-found'),
  EISDIR: phrase('is-folder'),
  ENOTDIR: phrase('path-no-folder'),
  EEXIST: phrase('path-no-folder'),
  ENOSPC: phrase('disk-full'),
  EDQUOT: phrase('quota'),
  EROFS: phrase('read-only'),
  EFBIG: phrase('too-large'),
  ERR_FS_FILE_TOO_LARGE: phrase('over-2-gb'),
};

/**
 * What the system refused, in a few words and without the path of the machine.
 *
 * @throws the error itself, if it is none of the system
 */
export const systemReason = (error: unknown): Phrase => {
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') throw error;
  return REASONS[code] ?? asGiven(code);
};
