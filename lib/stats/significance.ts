// Is one model better than another, or was it luck? Three tests, each for another kind of evidence.

import { binomialHalfPmf, studentTwoSided } from "./distributions.ts";
import { type Interval, mean, meanInterval, standardDeviation } from "./statistics.ts";

/** What {@linkcode pairedTTest} found. */
export interface PairedTTest {
  /** The mean of second - first. */
  readonly difference: number;
  /** The 95 % interval of that difference. */
  readonly interval: Interval;
  /** The difference in standard errors of it. */
  readonly t: number;
  /** One less than there are pairs. */
  readonly degreesOfFreedom: number;
  /** The probability of a difference as large as this, either way, if there were none. */
  readonly p: number;
}

/**
 * Student's t test for the same seeds trained in two ways.
 *
 * Seed by seed the second figure less the first: what a seed's start adds to both falls out, and
 * what is left is compared with its own scatter. It assumes that the differences are normally
 * distributed, which five of them cannot show; {@linkcode signFlipTest} does without.
 *
 * @param first One figure for each seed, at least two.
 * @param second The figures of the same seeds in the same order.
 * @throws {RangeError} If there are fewer than two pairs, not as many of one as of the other, or a figure
 * is not finite.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { pairedTTest } from "./significance.ts";
 *
 * const { difference, p } = pairedTTest([0.978, 0.979, 0.977], [0.979, 0.981, 0.980]);
 * assertAlmostEquals(difference, 0.002);
 * assertAlmostEquals(p, 0.0742, 1e-4);
 * ```
 */
export function pairedTTest(first: readonly number[], second: readonly number[]): PairedTTest {
  const differences = pairDifferences(first, second);
  const interval = meanInterval(differences);
  const difference = mean(differences);
  const error = standardDeviation(differences) / Math.sqrt(differences.length);
  const degreesOfFreedom = differences.length - 1;
  // No scatter at all: any difference is then certain, and none is none.
  const t = difference === 0 ? 0 : difference / error;
  return { difference, interval, t, degreesOfFreedom, p: studentTwoSided(t, degreesOfFreedom) };
}

/** What {@linkcode signFlipTest} found. */
export interface SignFlipTest {
  /** The mean of second - first. */
  readonly difference: number;
  /** The share of all 2^n ways to set the signs whose mean is at least as far from zero. */
  readonly p: number;
  /** The smallest `p` that this many pairs can give: 2 / 2^n. */
  readonly smallestP: number;
}

/**
 * The exact permutation test for the same seeds trained in two ways (Fisher, 1935).
 *
 * If the two ways were equally good, each difference could as well have had the other sign. So all
 * 2^n ways to set the signs are tried, and counted how many give a mean as far from zero as the one
 * found. Nothing is assumed about the distribution.
 *
 * The price: n pairs cannot give less than 2 / 2^n. **Five seeds that all agree give p = 0.0625**, so
 * with five seeds this test alone never reaches the usual 0.05; six give 0.031.
 *
 * @param first One figure for each seed, 1 to 20 of them.
 * @param second The figures of the same seeds in the same order.
 * @throws {RangeError} If there are more than 20 pairs, none, not as many of one as of the other, or a
 * figure is not finite.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { signFlipTest } from "./significance.ts";
 *
 * const { p, smallestP } = signFlipTest([1, 2, 3, 4, 5], [2, 4, 4, 6, 6]);
 * assertEquals(p, 1 / 16);
 * assertEquals(smallestP, 1 / 16);
 * ```
 */
export function signFlipTest(first: readonly number[], second: readonly number[]): SignFlipTest {
  const differences = pairDifferences(first, second);
  const count = differences.length;
  if (count > 20) {
    throw new RangeError(
      `Cannot try all signs: found ${count} pairs but 2^${count} are too many, at most 20 pairs are tried`,
    );
  }
  const difference = mean(differences);
  // Sums that are equal on paper differ by the roundings of the figures, however small the sums are.
  const rounding = [...first, ...second].reduce((sum, figure) => sum + Math.abs(figure), 0) * 1e-12;
  const threshold = Math.abs(difference) * count - rounding;
  let asFar = 0;
  for (let signs = 0; signs < 2 ** count; signs++) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += signs & (1 << i) ? -differences[i] : differences[i];
    if (Math.abs(sum) >= threshold) asFar++;
  }
  return { difference, p: asFar / 2 ** count, smallestP: Math.min(1, 2 / 2 ** count) };
}

/** What {@linkcode mcnemarTest} found. */
export interface McnemarTest {
  /** Images that only the first model recognized. */
  readonly onlyFirst: number;
  /** Images that only the second model recognized. */
  readonly onlySecond: number;
  /** The mid-p value: the one to report. */
  readonly p: number;
  /** The exact value, which errs on the careful side. */
  readonly exactP: number;
}

/**
 * McNemar's test for two trained models on the same images.
 *
 * Images that both recognize or both miss tell nothing. Of the others, if the models were equally
 * good, each would be a fair coin's toss between them. The exact test asks how likely a split as
 * uneven is; it is too careful, because a count moves in steps of one, so the mid-p value counts the
 * split found by half (Fagerland, Lydersen and Laake, 2013).
 *
 * It speaks about these two networks, and not about the way they were trained: for that compare
 * seeds, with {@linkcode pairedTTest}.
 *
 * @param first The first model's answer for each image.
 * @param second The second model's answers for the same images.
 * @param options `labels`: the right answers.
 * @throws {RangeError} If the three do not have the same length.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mcnemarTest } from "./significance.ts";
 *
 * const { onlyFirst, onlySecond } = mcnemarTest([7, 2, 1], [7, 2, 0], { labels: [7, 3, 0] });
 * assertEquals([onlyFirst, onlySecond], [0, 1]);
 * ```
 */
export function mcnemarTest(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { labels }: { labels: ArrayLike<number> },
): McnemarTest {
  if (first.length !== labels.length || second.length !== labels.length) {
    throw new RangeError(
      `Cannot compare two models: found ${first.length} and ${second.length} answers ` +
        `but ${labels.length} labels, and all three must be for the same images`,
    );
  }
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let i = 0; i < labels.length; i++) {
    const firstRight = first[i] === labels[i];
    const secondRight = second[i] === labels[i];
    if (firstRight && !secondRight) onlyFirst++;
    if (secondRight && !firstRight) onlySecond++;
  }
  const tosses = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  let tail = 0;
  for (let heads = 0; heads <= fewer; heads++) tail += binomialHalfPmf(heads, tosses);
  return {
    onlyFirst,
    onlySecond,
    p: Math.min(1, 2 * tail - binomialHalfPmf(fewer, tosses)),
    exactP: Math.min(1, 2 * tail),
  };
}

/** Second less first, pair by pair. */
function pairDifferences(first: readonly number[], second: readonly number[]): number[] {
  if (first.length !== second.length) {
    throw new RangeError(
      `Cannot compare pairs: found ${first.length} first and ${second.length} second figures, ` +
        `but each seed needs one of each`,
    );
  }
  return second.map((value, i) => {
    const difference = value - first[i];
    if (Number.isFinite(difference)) return difference;
    throw new RangeError(
      `Cannot compare pairs: found ${first[i]} and ${value} in pair ${i} but both must be finite`,
    );
  });
}
