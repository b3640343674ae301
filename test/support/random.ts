/** Numbers from 0 to 1, but for 1. */
export type Random = () => number;

/** Numbers from 0 to 1, the same for the same seed. */
export const random = (seed: number): Random => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** One of several, by the next number. */
export const pick = <T>(from: readonly T[], next: Random): T => from[Math.floor(next() * from.length)] as T;
