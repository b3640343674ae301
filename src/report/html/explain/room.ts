import { type Diagnostic, diagnostic } from '../../../diagnostics/diagnostic.js';
import type { Explained } from './model.js';
import { placeKey } from './paths.js';

/**
 * The room of a page: what browsers can show of very many values, and what they ask for, has an end. Of conversions that come when
 * it is full, no values are kept.
 */
export class Room {
  private readonly explained: Explained[] = [];
  private left: number;
  private unlisted = 0;

  /** @param limit how many values all conversions together may have on the page */
  constructor(private readonly limit: number) {
    this.left = limit;
  }

  /** Keeps of a conversion what the page shows; of its values those that there is room for, the first of each side. */
  add(one: Explained): void {
    const { letter, binaries = [], counts, diagnostics, trace } = one.conversion;
    const conversion = { letter, binaries, counts, losses: [], diagnostics, trace };
    const values = (trace?.input.length ?? 0) + (trace?.output.length ?? 0);
    if (trace === undefined || values <= this.left) {
      this.left -= values;
      this.explained.push({ ...one, conversion });
      return;
    }
    const inputs = Math.floor((this.left * trace.input.length) / values);
    const input = trace.input.slice(0, inputs);
    const output = trace.output.slice(0, this.left - inputs);
    const listed = new Set(input.map(({ source }) => placeKey(source)));
    const losses = trace.losses.filter(({ source }) => listed.has(placeKey(source)));
    this.unlisted += values - this.left;
    this.left = 0;
    this.explained.push({
      ...one,
      conversion: { ...conversion, trace: { ...trace, input, output, losses } },
      unlisted: { input: trace.input.length - input.length, output: trace.output.length - output.length },
    });
  }

  /** All that was added, in its order. */
  get all(): readonly Explained[] {
    return this.explained;
  }

  /**
   * Tells of values that are not on the page, if there are any.
   *
   * @param file the page
   */
  told(file: string): Diagnostic[] {
    const { limit, unlisted: count } = this;
    return count === 0 ? [] : [diagnostic('LIM014', { file }, { limit, count })];
  }
}
