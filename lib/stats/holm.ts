// Several tests at once: one in twenty finds something where there is nothing, so each must pay for the others.

/**
 * Holm's correction for a family of tests (1979): p-values that may be judged together.
 *
 * The smallest is multiplied by the number of tests, the next by one less, and so on; none becomes
 * smaller than one before it, or larger than 1. Whoever then calls a difference real where the result
 * lies below 0.05 is wrong about any of the family in at most one case of twenty, however the tests hang
 * together.
 *
 * @param ps The p-values of the family, in any order.
 * @returns The corrected ones, in the same order.
 * @throws {RangeError} If one is not from 0 to 1.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { holm } from "./holm.ts";
 *
 * assertEquals(holm([0.25, 0.0625]), [0.25, 0.125]);
 * ```
 */
export function holm(ps: readonly number[]): number[] {
  for (const [i, p] of ps.entries()) {
    if (!(p >= 0 && p <= 1)) {
      throw new RangeError(
        `Cannot correct p-values: found ${p} at ${i} but each must be from 0 to 1`,
      );
    }
  }
  const corrected = new Array<number>(ps.length);
  let largest = 0;
  const ascending = ps.map((_, i) => i).sort((a, b) => ps[a] - ps[b]);
  for (const [rank, i] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * ps[i]));
    corrected[i] = largest;
  }
  return corrected;
}
