import type { Loss } from '../../mapping/ledger.js';

/** What one row dropped, or lost in part, in all messages. */
export interface RowLoss {
  /** The row; undefined of what was blank. */
  row: string | undefined;
  /** What the row is called. */
  name: string;
  status: Loss['status'];
  /** Why, the most frequent reason first. */
  reasons: string[];
  /** Number of values. */
  values: number;
  /** Number of messages. */
  messages: number;
}

/** Reasons are told apart of one row; those of EDIFACT may name a segment. */
const REASONS = 5;

interface Sum {
  row: string | undefined;
  status: Loss['status'];
  reasons: Map<string, number>;
  values: number;
  messages: number;
}

/** Counts losses by their rows; as much is kept as there are rows. */
export class Losses {
  private readonly sums = new Map<string, Sum>();

  /** Takes those of one message. */
  take(losses: readonly Loss[]): void {
    const seen = new Set<Sum>();
    for (const { row, status, reason = '' } of losses) {
      const key = `${row ?? ''} ${status}`;
      let sum = this.sums.get(key);
      if (sum === undefined) {
        sum = { row, status, reasons: new Map(), values: 0, messages: 0 };
        this.sums.set(key, sum);
      }
      sum.values++;
      if (!seen.has(sum)) sum.messages++;
      seen.add(sum);
      const before = sum.reasons.get(reason);
      if (before !== undefined || sum.reasons.size < REASONS) sum.reasons.set(reason, (before ?? 0) + 1);
    }
  }

  /**
   * All rows, those that lost in most messages first.
   *
   * @param nameOf what a row is called
   */
  list(nameOf: (row: string) => string): RowLoss[] {
    return [...this.sums.values()]
      .map(({ reasons, ...sum }) => ({
        ...sum,
        name: sum.row === undefined ? '' : nameOf(sum.row),
        reasons: [...reasons]
          .sort(([, a], [, b]) => b - a)
          .map(([reason]) => reason)
          .filter((reason) => reason !== ''),
      }))
      .sort((a, b) => b.messages - a.messages || b.values - a.values);
  }
}
