import type { Loss } from '../../mapping/ledger.js';
import type { Measured } from '../../report/batch/outcome.js';

/** Measures what the message in hand takes. */
export class Meter {
  /** Number of bytes of the file in hand. */
  bytesIn = 0;
  private bytesOut = 0;
  private since = 0;

  /** A file begins. */
  begin(): void {
    this.bytesIn = 0;
    this.bytesOut = 0;
    this.since = performance.now();
  }

  /** Pieces of a result, counted while they are written; each holds until the next one is asked for. */
  *counted(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
    for (const chunk of chunks) {
      this.bytesOut += chunk.length;
      yield chunk;
    }
  }

  /**
   * What the message in hand took; the next one of the file begins.
   *
   * @param written whether its result is there
   */
  take(losses: readonly Loss[] = [], written = false): Measured {
    const now = performance.now();
    const { bytesIn, since } = this;
    const measured = { bytesIn, bytesOut: written ? this.bytesOut : 0, milliseconds: now - since, losses };
    this.since = now;
    this.bytesOut = 0;
    return measured;
  }
}
