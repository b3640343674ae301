import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Unmappable } from '../mapping/characters.js';
import type { Counts, Loss } from '../mapping/ledger.js';
import type { LetterIds } from './letter-ids.js';
import type { Trace } from './trace.js';

/** How messages are converted. */
export interface Options {
  /** Convert a letter whose attachments did not come, with payloads without content (S1.A2). Default: refuse it. */
  incomplete?: boolean | undefined;
  /** Ids derived from the message, the same in every run (default), or fresh ones. */
  ids?: 'derived' | 'random' | undefined;
  /**
   * Tells a dispatch from others of the same message: ids of envelopes that are derived depend on it. Of receipts that are
   * sent again.
   */
  dispatch?: string | undefined;
  /** Makes other derived ids than before, because those were taken: from 1. */
  attempt?: number | undefined;
  /** Whether a missing SOR id refuses the letter (default) or leaves the value out. To FHIR only. */
  sorMissing?: 'error' | 'warn' | undefined;
  /** To the legacy formats: whether a CareCommunication becomes OIOXML (default) or EDIFACT. */
  legacy?: 'oioxml' | 'edifact' | undefined;
  /**
   * What is done with characters that a letter's encoding lacks. Default: they are written as references, in EDIFACT, which
   * has none, with others that are like them.
   */
  unmappable?: Unmappable | undefined;
  /** Whether input that no row knows refuses the message. Default: a warning. */
  strict?: boolean | undefined;
  /** Whether to keep the trace and the loss ledger. */
  trace?: boolean | undefined;
}

/** What is done with characters that a letter's encoding lacks; EDIFACT has no references. */
export const unmappableOf = ({ unmappable, legacy }: Options): Unmappable =>
  unmappable ?? (legacy === 'edifact' ? 'transliterate' : 'reference');

/** What reports show of a conversion, whichever its direction. */
export interface Traced {
  /** Ids of the message that was converted. */
  letter: LetterIds;
  /** The binary letters that went into it. */
  binaries?: LetterIds[];
  /** How many leaves of the input were mapped, used, dropped by a row, or known to no row. */
  counts: Counts;
  /** What was dropped or lost in part, by which row. */
  losses: readonly Loss[];
  /** What is told of it; with an error there is no result. */
  diagnostics: Diagnostic[];
  /** Where each value came from and went to; only with the option `trace`. */
  trace: Trace | undefined;
}

/** What makes derived ids others than before. */
export const again = ({ attempt = 0 }: Options): string[] => (attempt === 0 ? [] : [`attempt ${attempt}`]);
