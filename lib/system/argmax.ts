// Which of some numbers is the largest.

/**
 * The index of the largest number, the first of equals.
 *
 * @param values Where the numbers are.
 * @param options `start` and `end` (excluded): the part that is looked at, all of it unless told.
 * @returns The index, counted from `start`; undefined if there is no number there, or one of them is NaN,
 * which is neither larger nor smaller than another: a network that computes it has no answer.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { argmax } from "./argmax.ts";
 *
 * assertEquals(argmax([0.1, 0.7, 0.2]), 1);
 * assertEquals(argmax([0.1, 0.7, 0.2, 0.8, 0.1, 0.1], { start: 3 }), 0);
 * assertEquals(argmax([0.1, NaN, 0.2]), undefined);
 * ```
 */
export function argmax(
  values: ArrayLike<number>,
  { start = 0, end = values.length }: { start?: number; end?: number } = {},
): number | undefined {
  let best: number | undefined;
  for (let i = start; i < end; i++) {
    if (Number.isNaN(values[i])) return undefined;
    if (best === undefined || values[i] > values[best]) best = i;
  }
  return best === undefined ? undefined : best - start;
}
