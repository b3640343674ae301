import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';

/** An element that no row knows. */
export interface Unknown {
  path: string;
  /** Number of values there. */
  values: number;
}

/** Names come from the messages: neither how many there are nor how long they are is bounded. */
const MOST = 1000;
const LONGEST = 200;
const UNKNOWN = 'MAP017';

/** A path without the numbers of what is there several times. */
const pathOf = ({ component, path = '' }: Place): string => {
  const whole = (component ?? path).replace(/\[\d+\]/g, '');
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
};

/** Counts elements that no row knows by their paths. */
export class Unknowns {
  private readonly values = new Map<string, number>();
  private named = 0;
  private all = 0;

  /**
   * Takes those of one message.
   *
   * @param count how many there are; of very many not all are told
   */
  take(diagnostics: readonly Diagnostic[], count: number): void {
    this.all += count;
    for (const { code, place } of diagnostics) {
      if (code !== UNKNOWN) continue;
      const path = pathOf(place);
      const before = this.values.get(path);
      if (before === undefined && this.values.size >= MOST) continue;
      this.values.set(path, (before ?? 0) + 1);
      this.named++;
    }
  }

  /** The paths, the most frequent first. */
  list(): Unknown[] {
    return [...this.values]
      .map(([path, values]) => ({ path, values }))
      .sort((a, b) => b.values - a.values || (a.path < b.path ? -1 : 1));
  }

  /** Number of values that stand nowhere in the list. */
  get others(): number {
    return Math.max(0, this.all - this.named);
  }
}
