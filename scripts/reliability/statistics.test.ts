import { expect, test } from 'vitest';
import { quantile, wilson95 } from './statistics.ts';

// Figures of the interval as tables and other programs have them.
test.each([
  [0, 0, 0, 1], [1, 1, 0.2065, 1], [5, 5, 0.5655, 1], [95, 100, 0.8882, 0.9785], [0, 10, 0, 0.2775], [50, 100, 0.4038, 0.5962], [1000, 1000, 0.9962, 1],
])('of %i successes in %i tries the rate is between %f and %f', (successes, tries, low, high) => {
  const interval = wilson95(successes, tries);
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 3);
});

test('more tries make it narrower, and never shut', () => {
  const width = (tries: number): number => {
    const { low, high } = wilson95(tries, tries);
    return high - low;
  };
  expect(width(20)).toBeLessThan(width(10));
  expect(width(100_000)).toBeGreaterThan(0);
});

test.each([
  [[], 0.5, undefined], [[7], 0.95, 7], [[3, 1, 2], 0.5, 2], [[4, 1, 3, 2], 0.5, 2], [[...Array(100).keys()], 0.95, 94], [[1, 2, 3], 1, 3],
])('of %j the quantile %f is %s', (values, share, expected) => {
  expect(quantile(values, share)).toBe(expected);
});
