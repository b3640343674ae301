import type { Origin } from '../formats/origin.js';
import type { Run } from './run.js';

/** Finds the elements that a source path of the tables names in a run. */
export interface Source {
  /** The first of them; the one of the attachment in hand, where the path stands in one. */
  one(run: Run): Origin | undefined;
  /** All of them. */
  all(run: Run): Origin[];
  /** True if it depends on the attachment in hand. */
  perItem: boolean;
  /** The path in its format. */
  path: string;
  /** Of several that are tried in turn, each. */
  parts?: readonly Source[];
}

/** Several sources that are tried in turn; all of them together. */
export const firstOf = (sources: readonly Source[]): Source => ({
  one(run) {
    for (const source of sources) {
      const found = source.one(run);
      if (found !== undefined) return found;
    }
    return undefined;
  },
  all: (run) => sources.flatMap((source) => source.all(run)),
  perItem: sources.some(({ perItem }) => perItem),
  path: sources.map(({ path }) => path).join(' or '),
  parts: sources,
});
