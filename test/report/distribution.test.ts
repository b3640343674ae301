import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Distribution } from '../../src/report/batch/distribution.js';

const of = (values: readonly number[]) => {
  const distribution = new Distribution();
  for (const value of values) distribution.add(value);
  return distribution.spread();
};

const numbers = fc.array(fc.double({ min: 0.01, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 200 });

/** The value that so many others do not exceed, exactly. */
const exact = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] as number;

describe('a distribution', () => {
  test('is none without values', () => expect(of([])).toBeUndefined());

  test('tells half, 95 % and the most, never below what they are and at most 5 % above', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { median, percentile95, most, count } = of(values) ?? expect.unreachable();
        expect(count).toBe(values.length);
        expect(most).toBe(Math.max(...values));
        for (const [told, share] of [
          [median, 0.5],
          [percentile95, 0.95],
        ] as const) {
          const truth = exact(values, share);
          expect(told).toBeGreaterThanOrEqual(truth * (1 - 1e-9));
          expect(told).toBeLessThanOrEqual(truth * 1.0501);
        }
      }),
    );
  });

  test('has every value in the interval it belongs to, and none between is left out', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { buckets } = of(values) ?? expect.unreachable();
        for (const { from, to, count } of buckets) {
          // A value at a bound may fall to either side of it, by the last bit.
          const inside = values.filter(
            (value) => value >= from * (1 + 1e-9) && value < to * (1 - 1e-9),
          ).length;
          const around = values.filter(
            (value) => value >= from * (1 - 1e-9) && value < to * (1 + 1e-9),
          ).length;
          expect(count).toBeGreaterThanOrEqual(inside);
          expect(count).toBeLessThanOrEqual(around);
        }
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(buckets.slice(1).map(({ from }) => from)).toEqual(buckets.slice(0, -1).map(({ to }) => to));
      }),
    );
  });

  test('has bounds that people count in', () => {
    const { buckets } = of([1, 10, 100, 1000]) ?? expect.unreachable();
    expect(buckets.map(({ from, count }) => [from, count])).toEqual([
      [1, 1],
      [2, 0],
      [5, 0],
      [10, 1],
      [20, 0],
      [50, 0],
      [100, 1],
      [200, 0],
      [500, 0],
      [1000, 1],
    ]);
  });
});
