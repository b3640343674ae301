import { type Phrase, type PhraseKey, phrase } from '../../diagnostics/phrase.js';
import { systemReason } from '../../diagnostics/system-reason.js';

/** What the libraries that unpack say, none of which gives its faults codes. */
const REASONS: ReadonlyArray<[RegExp, PhraseKey]> = [
  [/encrypt/, 'archive-encrypted'],
  [/unsupported compression method/, 'archive-method'],
  [
    /End of central directory record signature not found|truncated|unexpected (EOF|end of file)/i,
    'archive-cut-off',
  ],
  [/(too many|not enough) bytes in the stream|size mismatch/, 'archive-sizes'],
];

/** Why an archive cannot be unpacked, of whatever the system or a library threw. */
export const archiveReason = (error: unknown): Phrase => {
  const { syscall, message } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) return systemReason(error);
  return phrase(REASONS.find(([said]) => said.test(message))?.[1] ?? 'archive-damaged');
};
