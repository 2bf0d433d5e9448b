// The probability distributions that the tests and intervals need, from jStat, with types.

import jStatModule from "jstat";

/** The part of jStat used here; the package has no types of its own. */
interface JStat {
  normal: { inv(p: number, mean: number, std: number): number };
  studentt: { inv(p: number, freedom: number): number; cdf(t: number, freedom: number): number };
  combinationln(n: number, k: number): number;
}

const jStat = (jStatModule as unknown as { jStat: JStat }).jStat;

/** The value below which a standard normal number lies with probability `p`: 1.96 for 0.975. */
export function normalQuantile(p: number): number {
  return jStat.normal.inv(p, 0, 1);
}

/** The value below which Student's t lies with probability `p`: 2.78 for 0.975 and 4 degrees. */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  return jStat.studentt.inv(p, degreesOfFreedom);
}

/** The probability that Student's t lies as far from zero as `t`, on either side. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? NaN : 0;
  return Math.min(1, 2 * jStat.studentt.cdf(-Math.abs(t), degreesOfFreedom));
}

/** The probability of exactly `heads` heads in `tosses` of a fair coin. */
export function binomialHalfPmf(heads: number, tosses: number): number {
  // In logarithms, because 2^-tosses is no number any more after a thousand tosses.
  return Math.exp(jStat.combinationln(tosses, heads) - tosses * Math.LN2);
}
