// Several comparisons of networks on the same images, each by McNemar's test, corrected as one family.

import { holm } from "./holm.ts";
import { type McnemarTest, mcnemarTest } from "./significance.ts";

/** What {@linkcode compareMistakes} found of one pair. */
export interface MistakeComparison extends McnemarTest {
  /** `exactP`, corrected for all comparisons of the family (Holm, 1979). */
  readonly holmP: number;
}

/**
 * Whether the second of each pair of networks reads the same images better or worse than the first,
 * beyond chance.
 *
 * @param pairs The class that each of the two answered, image by image.
 * @param options `labels`: the right classes.
 * @throws {RangeError} If there are not as many answers as labels.
 *
 * @example Ten images that only the second reads are more than chance, one is not.
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compareMistakes } from "./compare_mistakes.ts";
 *
 * const labels = new Array(10).fill(3);
 * const [clear, unclear] = compareMistakes([
 *   { first: new Array(10).fill(8), second: labels },
 *   { first: [8, ...labels.slice(1)], second: labels },
 * ], { labels });
 * assertEquals(clear.holmP < 0.01, true);
 * assertEquals(unclear.holmP, 1);
 * ```
 */
export function compareMistakes(
  pairs: readonly { first: ArrayLike<number>; second: ArrayLike<number> }[],
  { labels }: { labels: ArrayLike<number> },
): MistakeComparison[] {
  const tests = pairs.map(({ first, second }) => mcnemarTest(first, second, { labels }));
  const corrected = holm(tests.map(({ exactP }) => exactP));
  return tests.map((test, i) => ({ ...test, holmP: corrected[i] }));
}
