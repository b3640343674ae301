/** How many values there are from one bound, inclusive, to the next, exclusive. */
export interface Bucket {
  from: number;
  to: number;
  count: number;
}

/** What values are like: how many, half of them at most, 19 of 20 at most, the most, and how they are spread. */
export interface Spread {
  count: number;
  median: number;
  percentile95: number;
  most: number;
  buckets: Bucket[];
}

/** Bounds within a power of ten. */
const BOUNDS = [1, 2, 5, 10] as const;
const INTERVALS = BOUNDS.length - 1;
/** Each interval is counted in so many parts: what is told of the middle is at most 5 % above the true value. */
const PARTS = 30;
/** Smaller values count as this. */
const LEAST = 0.01;

const lower = (interval: number): number =>
  (BOUNDS[((interval % INTERVALS) + INTERVALS) % INTERVALS] as number) *
  10 ** Math.floor(interval / INTERVALS);

const indexOf = (value: number): number => {
  let power = Math.floor(Math.log10(value));
  // Logarithms of powers of ten may be a bit too small.
  if (value >= 10 ** (power + 1)) power++;
  const inside = BOUNDS.findLastIndex((bound) => value >= bound * 10 ** power);
  const interval = power * INTERVALS + Math.max(0, inside);
  const [from, to] = [lower(interval), lower(interval + 1)];
  return interval * PARTS + Math.min(PARTS - 1, Math.floor(((value - from) / (to - from)) * PARTS));
};

const upper = (index: number): number => {
  const interval = Math.floor(index / PARTS);
  const [from, to] = [lower(interval), lower(interval + 1)];
  return from + ((to - from) * (index - interval * PARTS + 1)) / PARTS;
};

/** Counts values by their size, in as much memory for a million as for a hundred. */
export class Distribution {
  private readonly counts = new Map<number, number>();
  private count = 0;
  private most = 0;

  /** @param value not negative */
  add(value: number): void {
    const index = indexOf(Math.max(LEAST, value));
    this.counts.set(index, (this.counts.get(index) ?? 0) + 1);
    this.count++;
    this.most = Math.max(this.most, value);
  }

  /** What the values are like; undefined if there are none. */
  spread(): Spread | undefined {
    if (this.count === 0) return undefined;
    const sorted = [...this.counts].sort(([a], [b]) => a - b);
    const at = (share: number): number => {
      let passed = 0;
      for (const [index, count] of sorted) {
        passed += count;
        if (passed >= share * this.count) return Math.min(this.most, upper(index));
      }
      return this.most;
    };
    return {
      count: this.count,
      median: at(0.5),
      percentile95: at(0.95),
      most: this.most,
      buckets: bucketsOf(sorted),
    };
  }
}

/** Intervals from the least to the most, also those in between that are empty. */
const bucketsOf = (sorted: ReadonlyArray<readonly [number, number]>): Bucket[] => {
  const counts = new Map<number, number>();
  for (const [index, count] of sorted) {
    const interval = Math.floor(index / PARTS);
    counts.set(interval, (counts.get(interval) ?? 0) + count);
  }
  const [first = 0, last = first] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    from: lower(first + i),
    to: lower(first + i + 1),
    count: counts.get(first + i) ?? 0,
  }));
};
