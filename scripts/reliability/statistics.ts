/** The interval of a rate from a number of tries, and the percentiles of a list of times. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 97.5 % of a normal distribution lie below it. */
const Z = 1.959_964;

/**
 * Between what bounds the true rate lies, with 95 % confidence: Wilson's score interval, which holds for few tries and
 * for rates near 1 too (E. B. Wilson, 1927; https://doi.org/10.1080/01621459.1927.10502953).
 *
 * @param tries at least 0; of none, nothing is known
 * @returns both from 0 to 1
 */
export function wilson95(successes: number, tries: number): Interval {
  if (tries === 0) return { low: 0, high: 1 };
  const rate = successes / tries;
  const scale = 1 + Z ** 2 / tries;
  const middle = (rate + Z ** 2 / (2 * tries)) / scale;
  const half = (Z / scale) * Math.sqrt((rate * (1 - rate)) / tries + Z ** 2 / (4 * tries ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * The smallest value that at least that share of all values do not exceed (nearest rank); undefined of none.
 *
 * @param share more than 0, at most 1
 */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
