// How sure a figure is: mean, median, standard deviation, and the two intervals that accuracies need.

import { normalQuantile, studentQuantile } from "./distributions.ts";

/** A range that a figure lies in, with the confidence that was asked for. */
export interface Interval {
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/**
 * The arithmetic mean.
 *
 * @param values At least one number.
 * @throws {RangeError} If there is no value.
 */
export function mean(values: readonly number[]): number {
  requireValues(values, { min: 1, to: "take the mean" });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The value in the middle, or the mean of the two there.
 *
 * @param values At least one number.
 * @throws {RangeError} If there is no value.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { median } from "./statistics.ts";
 *
 * assertEquals(median([5, 1, 900]), 5);
 * assertEquals(median([1, 2]), 1.5);
 * ```
 */
export function median(values: readonly number[]): number {
  requireValues(values, { min: 1, to: "take the median" });
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/**
 * The standard deviation of the population that the values are a sample of: the squares of the
 * distances from the mean are divided by n - 1.
 *
 * @param values At least two numbers.
 * @throws {RangeError} If there are fewer than two values: one value says nothing about spread.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { standardDeviation } from "./statistics.ts";
 *
 * assertEquals(standardDeviation([1, 3]), Math.SQRT2);
 * ```
 */
export function standardDeviation(values: readonly number[]): number {
  requireValues(values, { min: 2, to: "take the standard deviation" });
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/**
 * The range in which the mean over all possible seeds lies, judged from a few of them: mean ± t·s/√n
 * with Student's t for n - 1 degrees of freedom.
 *
 * It answers "would other seeds have given another figure?", and not "would other test images?":
 * for that see {@linkcode wilsonInterval}.
 *
 * @param values One figure for each seed, at least two.
 * @param options `confidence`, 0.95 by default.
 * @returns The interval, with the mean in its middle.
 * @throws {RangeError} If there are fewer than two values.
 */
export function meanInterval(
  values: readonly number[],
  { confidence = 0.95 }: { confidence?: number } = {},
): Interval {
  requireValues(values, { min: 2, to: "give an interval for a mean" });
  const t = studentQuantile((1 + confidence) / 2, values.length - 1);
  const reach = t * standardDeviation(values) / Math.sqrt(values.length);
  const centre = mean(values);
  return { low: centre - reach, high: centre + reach };
}

/**
 * The range in which the accuracy on all digits of this kind lies, judged from some test images:
 * Wilson's score interval (1927), which stays between 0 and 1 and holds its confidence near them.
 *
 * @param correct How many images were recognized.
 * @param count How many images there were, at least one.
 * @param options `confidence`, 0.95 by default.
 * @throws {RangeError} If the numbers cannot be a part and its whole.
 *
 * @example On 1,000 images, 97.9 % is known to about 0.9 points either way.
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { wilsonInterval } from "./statistics.ts";
 *
 * const { low, high } = wilsonInterval(979, 1000);
 * assertAlmostEquals(low, 0.9681, 1e-4);
 * assertAlmostEquals(high, 0.9862, 1e-4);
 * ```
 */
export function wilsonInterval(
  correct: number,
  count: number,
  { confidence = 0.95 }: { confidence?: number } = {},
): Interval {
  if (!(count >= 1 && correct >= 0 && correct <= count)) {
    throw new RangeError(
      `Cannot give an interval for an accuracy: found ${correct} correct of ${count}, ` +
        `but the first must lie between 0 and the second, and the second be at least 1`,
    );
  }
  const z = normalQuantile((1 + confidence) / 2);
  const share = correct / count;
  const centre = (share + z * z / (2 * count)) / (1 + z * z / count);
  const reach = z / (1 + z * z / count) *
    Math.sqrt(share * (1 - share) / count + z * z / (4 * count * count));
  // At 0 and at all correct the formula gives 0 and 1, up to rounding.
  return {
    low: correct === 0 ? 0 : centre - reach,
    high: correct === count ? 1 : centre + reach,
  };
}

/** Checks that there are values enough for what is about to be done with them. */
export function requireValues(
  values: ArrayLike<number>,
  { min, to }: { min: number; to: string },
): void {
  if (values.length < min) {
    throw new RangeError(
      `Cannot ${to}: found ${values.length} values but at least ${min} are needed`,
    );
  }
}
