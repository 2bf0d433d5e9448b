// Two ways to train, from the same seeds: by how much do they differ, and is the difference real?

import { holm } from "./holm.ts";
import { pairedTTest, signFlipTest } from "./significance.ts";
import type { Interval } from "./statistics.ts";

/** Two ways to train, the same seeds in both. */
export interface SeedPair {
  /** What the second has that the first has not: "momentum". */
  readonly label: string;
  /** One figure for each seed, 2 to 20 of them. */
  readonly before: readonly number[];
  /** The figures of the same seeds, in the same order. */
  readonly after: readonly number[];
}

/** What {@linkcode compareSeeds} found of a pair. */
export interface SeedComparison {
  /** That of the pair. */
  readonly label: string;
  /** After less before, seed by seed. */
  readonly parts: readonly number[];
  /** The mean of these. */
  readonly difference: number;
  /** Its 95 % interval: Student's t over the seeds, not corrected for other pairs. */
  readonly interval: Interval;
  /** Of the paired t-test, alone. */
  readonly p: number;
  /** The same after Holm's correction for all pairs that were compared. */
  readonly holmP: number;
  /** Of the exact sign-flip test, which assumes no normal distribution, alone. */
  readonly signFlipP: number;
  /** What can be said: `undecided` where `holmP` is 0.05 or more. */
  readonly verdict: "higher" | "lower" | "undecided";
}

/** A difference is called real where the corrected p lies below this. */
const LEVEL = 0.05;

/**
 * Compares ways to train that share their seeds, all pairs as one family.
 *
 * Seed by seed the difference is taken, so that what a seed's start adds to both falls out. The
 * t-test judges, after Holm's correction for as many pairs as are given: whoever asks ten questions must
 * not take the luckiest answer for a discovery. The sign-flip test stands beside it for whoever
 * doubts that so few differences are normally distributed: with n seeds it cannot give less than
 * 2 / 2^n, which is 0.0625 with five and 0.031 with six.
 *
 * @param pairs The questions that belong together.
 * @returns A comparison for each, in their order.
 * @throws {RangeError} If a pair has fewer than 2 or more than 20 seeds, not as many before as after, or
 * a figure that is not finite.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compareSeeds } from "./compare_seeds.ts";
 *
 * const plain = [0.978, 0.979, 0.977, 0.980];
 * const [momentum, dropout] = compareSeeds([
 *   { label: "momentum", before: plain, after: [0.985, 0.985, 0.985, 0.986] },
 *   { label: "dropout", before: plain, after: [0.979, 0.978, 0.978, 0.979] },
 * ]);
 * assertEquals([momentum.verdict, dropout.verdict], ["higher", "undecided"]);
 * ```
 */
export function compareSeeds(pairs: readonly SeedPair[]): SeedComparison[] {
  const tests = pairs.map(({ before, after }) => pairedTTest(before, after));
  const holmPs = holm(tests.map(({ p }) => p));
  return pairs.map(({ label, before, after }, i) => {
    const { difference, interval, p } = tests[i];
    return {
      label,
      parts: after.map((figure, seed) => figure - before[seed]),
      difference,
      interval,
      p,
      holmP: holmPs[i],
      signFlipP: signFlipTest(before, after).p,
      verdict: holmPs[i] >= LEVEL ? "undecided" : difference > 0 ? "higher" : "lower",
    };
  });
}
