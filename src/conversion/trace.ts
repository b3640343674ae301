import type { Place } from '../diagnostics/diagnostic.js';
import type { Account, Counts, InputEntry, Ledger, OutputEntry } from '../mapping/ledger.js';

/** Where every value came from and what became of every element. */
export interface Trace {
  input: InputEntry[];
  output: OutputEntry[];
  /** Parts of elements that got lost while the element itself was mapped. */
  losses: Array<{ source: Place; row: string; reason: string }>;
  /** Every row that had a part in it. */
  rows: ReadonlySet<string>;
}

export const NO_COUNTS: Counts = { mapped: 0, used: 0, dropped: 0, unmapped: 0 };

/** The trace that a ledger has kept; after it was settled. */
export const traceOf = (ledger: Ledger, account: Account): Trace => ({
  input: ledger.input(account),
  output: ledger.output((origin) => account.placeOf(origin)),
  losses: ledger.losses((origin) => account.placeOf(origin)),
  rows: ledger.rows(),
});
