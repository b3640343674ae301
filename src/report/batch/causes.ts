import type { Diagnostic } from '../../diagnostics/diagnostic.js';

/** What went wrong alike in several messages: one code, by one rule. */
export interface Cause {
  /** The first that was told of it. */
  first: Diagnostic;
  /** Number of messages. */
  messages: number;
  /** How often it was told. */
  times: number;
  /** One of each of the first files. */
  examples: Diagnostic[];
}

/** Files are named of those with the same cause. */
const EXAMPLES = 5;

/** Groups diagnostics by code and rule, and keeps few of each. */
export class Causes {
  private readonly causes = new Map<string, Cause>();

  /** Takes those of one message. */
  take(diagnostics: readonly Diagnostic[]): void {
    const seen = new Set<Cause>();
    for (const one of diagnostics) {
      const key = `${one.code} ${one.rule ?? ''}`;
      let cause = this.causes.get(key);
      if (cause === undefined) {
        cause = { first: one, messages: 0, times: 0, examples: [] };
        this.causes.set(key, cause);
      }
      cause.times++;
      if (seen.has(cause)) continue;
      seen.add(cause);
      cause.messages++;
      const { examples } = cause;
      if (examples.length < EXAMPLES && !examples.some(({ place }) => place.file === one.place.file))
        examples.push(one);
    }
  }

  /** All causes, the most frequent first. */
  list(): Cause[] {
    return [...this.causes.values()].sort((a, b) => b.messages - a.messages || b.times - a.times);
  }
}
