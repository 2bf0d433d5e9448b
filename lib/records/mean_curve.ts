// One curve for the trainings of all seeds.

import type { Curve } from "../charts/curve_chart.ts";
import { mean } from "../stats/statistics.ts";

/**
 * The mean of the same curve trained with several seeds, in the band from the lowest to the highest.
 *
 * @param name Its label.
 * @param runs For each seed the values of y at x = 1, 2, 3 and so on; the shortest sets the length.
 * @throws {RangeError} If there is none.
 */
export function meanCurve(name: string, runs: readonly (readonly number[])[]): Curve {
  if (runs.length === 0) {
    throw new RangeError(`Cannot draw the mean of ${name}: found no seed but at least 1 is needed`);
  }
  const length = Math.min(...runs.map((run) => run.length));
  const at = Array.from({ length }, (_, i) => runs.map((run) => run[i]));
  return {
    name,
    points: at.map(mean),
    band: at.map((values, i) => [i + 1, Math.min(...values), Math.max(...values)]),
  };
}
