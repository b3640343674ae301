import { type Phrase, type PhraseKey, phrase } from '../../diagnostics/phrase.js';
import { systemReason } from '../../diagnostics/system-reason.js';

/** What is wrong with an archive, found here and not by a library. */
export class ArchiveFault extends Error {
  constructor(readonly reason: PhraseKey) {
    super('an archive cannot be unpacked further');
  }
}

/** What the libraries that unpack say, none of which gives its faults codes. */
const REASONS: ReadonlyArray<[RegExp, PhraseKey]> = [
  [/encrypt/, 'archive-encrypted'],
  [/unsupported compression method/, 'archive-method'],
  [/End of central directory record signature not found|unexpected (EOF|end of file)/i, 'archive-cut-off'],
  [/(too many|not enough) bytes in the stream|size mismatch/, 'archive-sizes'],
];

/** Why an archive cannot be unpacked, of whatever the system, a library or we threw. */
export const archiveReason = (error: unknown): Phrase => {
  if (error instanceof ArchiveFault) return phrase(error.reason);
  const { syscall, message } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) return systemReason(error);
  return phrase(REASONS.find(([said]) => said.test(message))?.[1] ?? 'archive-damaged');
};
