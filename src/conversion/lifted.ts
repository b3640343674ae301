import type { Letter } from '../formats/oioxml/letters.js';
import type { Counts, Loss } from '../mapping/ledger.js';
import type { Trace } from './trace.js';

/** How a letter was read from EDIFACT. */
export interface Lifted {
  /** What the message is in EDIFACT. */
  message: string;
  version: string;
  /** What became of the components of its message. */
  counts: Counts;
  /** What was lost of it. */
  losses: readonly Loss[];
  /** Where every element came from; made when it is asked for. */
  trace(): Trace;
}

/** A letter that came as EDIFACT. */
export interface LiftedLetter extends Letter {
  lifted: Lifted;
}

/** How a letter was read from EDIFACT; undefined for one that came as OIOXML. */
export const liftedOf = (letter: Letter): Lifted | undefined => (letter as Partial<LiftedLetter>).lifted;
