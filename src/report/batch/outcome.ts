import type { LetterIds } from '../../conversion/letter-ids.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Counts, Loss } from '../../mapping/ledger.js';

/** What a conversion took, and what it lost. */
export interface Measured {
  /** Number of bytes of the file that the message stands in. */
  bytesIn: number;
  /** Number of bytes of its results; 0 of a message whose result is that of another. */
  bytesOut: number;
  /** Since the message before it in its file was done; the first one's time has the reading of the file in it. */
  milliseconds: number;
  losses: readonly Loss[];
}

/** What came of one message, as reports of a batch tell it. */
export interface Outcome {
  file: string;
  /** Missing where the input could not be taken apart into letters. */
  letter?: LetterIds | undefined;
  status: 'converted' | 'failed';
  output?: string | undefined;
  attachments?: number | undefined;
  counts?: Counts | undefined;
  diagnostics: readonly Diagnostic[];
  /** Missing of what was never begun, such as a file that is not there. */
  measured?: Measured | undefined;
}
