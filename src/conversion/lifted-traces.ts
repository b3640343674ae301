import type { Letter } from '../formats/oioxml/letters.js';
import type { Counts, Loss } from '../mapping/ledger.js';
import { byPlace, chain, joined } from './chain.js';
import { liftedOf } from './lifted.js';
import type { Trace } from './trace.js';

/** What never came so far as to be an element is counted, too. */
export const addLifted = (counts: Counts, letters: readonly Letter[]): Counts => {
  const sum = { ...counts };
  for (const letter of letters) {
    const { used = 0, dropped = 0, unmapped = 0 } = liftedOf(letter)?.counts ?? {};
    sum.used += used;
    sum.dropped += dropped;
    sum.unmapped += unmapped;
  }
  return sum;
};

/** What was lost of letters, with what was lost when they were read. */
export const lossesWithLifted = (losses: readonly Loss[], letters: readonly Letter[]): Loss[] => [
  ...letters.flatMap((letter) => liftedOf(letter)?.losses ?? []),
  ...losses,
];

/** The trace of letters with that of how they were read, of those that came as EDIFACT. */
export const traceWithLifted = (trace: Trace, letters: readonly Letter[]): Trace => {
  const lifts = letters.flatMap((letter) => liftedOf(letter) ?? []);
  if (lifts.length === 0) return trace;
  const chained = chain(joined(lifts.map((lifted) => lifted.trace())), trace, byPlace);
  // Letters that came as OIOXML stand beside those that did not.
  const others = trace.input.filter(({ source }) => source.component === undefined);
  return { ...chained, input: [...chained.input, ...others] };
};
