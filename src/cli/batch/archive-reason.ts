import { type Phrase, type PhraseKey, phrase } from '../../diagnostics/phrase.js';
import { systemReason } from '../../diagnostics/system-reason.js';

/** What is wrong with an archive, found here and not by a library. */
export class ArchiveFault extends Error {
  constructor(readonly reason: PhraseKey) {
    super('an archive cannot be unpacked further');
  }
}

/** What is wrong with one file in an archive, of which the others can be unpacked. */
export class EntryFault extends Error {
  /** @param cause what the system, the library or we threw */
  constructor(override readonly cause: unknown) {
    super('a file in an archive cannot be unpacked');
  }
}

/** What the libraries that unpack say, none of which gives its faults codes. */
const REASONS: ReadonlyArray<[RegExp, PhraseKey]> = [
  [/encrypt/, 'archive-encrypted'],
  [/unsupported compression method/, 'archive-method'],
  [/End of central directory record signature not found|unexpected (EOF|end of file)/i, 'archive-cut-off'],
  [/(too many|not enough) bytes in the stream|size mismatch/, 'archive-sizes'],
];

/** Why an archive, or a file in it, cannot be unpacked, of whatever the system, a library or we threw. */
export const archiveReason = (error: unknown): Phrase => {
  if (error instanceof EntryFault) return reasonOf(error.cause, 'entry-damaged');
  return reasonOf(error, 'archive-damaged');
};

const reasonOf = (error: unknown, otherwise: PhraseKey): Phrase => {
  if (error instanceof ArchiveFault) return phrase(error.reason);
  const { syscall, message } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) return systemReason(error);
  return phrase(REASONS.find(([said]) => said.test(message))?.[1] ?? otherwise);
};
