/** The places of two things that belong together; undefined on the side that has none. */
export type Pair = readonly [before: number | undefined, after: number | undefined];

/** Beyond so many comparisons, items are paired as they come. */
const MOST = 4_000_000;

/** Indices of a longest common subsequence. */
const common = (before: readonly string[], after: readonly string[]): Array<[number, number]> => {
  const [n, m] = [before.length, after.length];
  if (n * m > MOST) return [];
  const width = m + 1;
  const lengths = new Uint32Array((n + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] as number;
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      lengths[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: Array<[number, number]> = [];
  for (let i = 0, j = 0; i < n && j < m; )
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  return pairs;
};

/** What is equal at both ends, which is nearly all of it nearly always, and what lies between. */
const anchorsOf = (before: readonly string[], after: readonly string[]): Array<[number, number]> => {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const middle = common(before.slice(start, before.length - end), after.slice(start, after.length - end)).map(
    ([i, j]): [number, number] => [i + start, j + start],
  );
  const [n, m] = [before.length, after.length];
  return [
    ...Array.from({ length: start }, (_, i): [number, number] => [i, i]),
    ...middle,
    ...Array.from({ length: end }, (_, i): [number, number] => [n - end + i, m - end + i]),
  ];
};

/**
 * Tells which items of two lists belong together: first those of the same key, in order; between them those of the next
 * kind of key; what is left as it comes.
 *
 * @param keys kinds of keys of both lists, the strictest first
 */
export const align = (
  size: readonly [number, number],
  keys: ReadonlyArray<readonly [before: readonly string[], after: readonly string[]]>,
): Pair[] => {
  const pairs: Pair[] = [];
  const between = (from: readonly [number, number], to: readonly [number, number], kind: number): void => {
    const own = keys[kind];
    if (own === undefined) {
      for (let [b, a] = from; b < to[0] || a < to[1]; b++, a++)
        pairs.push([b < to[0] ? b : undefined, a < to[1] ? a : undefined]);
      return;
    }
    const anchors = anchorsOf(own[0].slice(from[0], to[0]), own[1].slice(from[1], to[1]));
    let [b, a] = from;
    for (const [i, j] of anchors) {
      const [x, y] = [i + from[0], j + from[1]];
      if (x > b || y > a) between([b, a], [x, y], kind + 1);
      pairs.push([x, y]);
      [b, a] = [x + 1, y + 1];
    }
    if (to[0] > b || to[1] > a) between([b, a], to, kind + 1);
  };
  between([0, 0], size, 0);
  return pairs;
};
