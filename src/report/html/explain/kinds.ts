import type { InputEntry, OutputEntry } from '../../../mapping/ledger.js';

/** What became of a value, or where it came from, as the page colours it and filters by it. */
export const KINDS = ['copied', 'derived', 'default', 'looked-up', 'used', 'dropped', 'unmapped'] as const;
export type Kind = (typeof KINDS)[number];

/** A sign of each kind, so that its colour is never the only one. */
export const SIGNS: Readonly<Record<Kind, string>> = {
  copied: '=',
  derived: 'ƒ',
  default: '◆',
  'looked-up': '⌕',
  used: '○',
  dropped: '×',
  unmapped: '!',
};

/** Kinds of what is done with a value; everything else makes another value of it. */
const DONE: Readonly<Record<string, Kind>> = {
  copy: 'copied',
  object: 'copied',
  subject: 'copied',
  constant: 'default',
  fixed: 'default',
  default: 'default',
  message: 'default',
  'look-up': 'looked-up',
};

/** The kind of what is done with a value, by the word of the tables or of the trace. */
const kindOfHow = (how: string | undefined): Kind => DONE[how ?? ''] ?? 'derived';

/** The kind of a leaf of the input. */
export const inputKind = ({ status, how }: InputEntry): Kind =>
  status === 'mapped' ? kindOfHow(how) : status;

/** The kind of a leaf of the output. */
export const outputKind = ({ how }: OutputEntry): Kind => kindOfHow(how);
