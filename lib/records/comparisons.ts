// Comparisons of accuracies seed by seed, as a notebook shows them: a table, a chart, a sentence.

import type { Chart } from "../charts/chart.ts";
import { percent, percentagePoints, pValue } from "../charts/format.ts";
import { intervalChart, type IntervalOptions } from "../charts/interval_chart.ts";
import type { Output } from "../charts/output.ts";
import { table } from "../charts/table.ts";
import { compareSeeds, type SeedComparison } from "../stats/compare_seeds.ts";
import { mean, meanInterval } from "../stats/statistics.ts";
import type { TrainingRecord } from "./record.ts";

/**
 * Compares records by the test accuracies of the seeds that both of a pair have, all pairs as one family:
 * see `compareSeeds`.
 *
 * @param pairs By what is asked, which becomes the label: the record that is compared with, and the one
 * that is judged.
 */
export function compareRecords(
  pairs: {
    readonly [label: string]: readonly [
      before: Pick<TrainingRecord, "runs">,
      after: Pick<TrainingRecord, "runs">,
    ];
  },
): SeedComparison[] {
  return compareSeeds(
    Object.entries(pairs).map(([label, [before, after]]) => {
      const first = new Map(before.runs.map(({ seed, testAccuracy }) => [seed, testAccuracy]));
      const shared = after.runs.filter(({ seed }) => first.has(seed));
      return {
        label,
        before: shared.map(({ seed }) => first.get(seed)!),
        after: shared.map(({ testAccuracy }) => testAccuracy),
      };
    }),
  );
}

/** How comparisons are written. */
export interface ComparisonOptions {
  /** The heading over the labels: "comparison" unless told. */
  readonly heading?: string;
  /** Digits after the point of a percentage point, 2 unless told. */
  readonly digits?: number;
}

/**
 * A line for each comparison: difference, interval, the p-values, and what can be said; and a note where
 * there are too few seeds for the sign-flip test.
 *
 * @param comparisons All that belong to one family: see `compareSeeds`.
 */
export function comparisonTable(
  comparisons: readonly SeedComparison[],
  { heading = "comparison", digits = 2 }: ComparisonOptions = {},
): Output {
  return table(
    comparisons.map((found) => ({
      [heading]: found.label,
      seeds: found.parts.length,
      ...comparisonCells(found, { digits }),
    })),
    { note: signFlipNote(comparisons) },
  );
}

/**
 * A line for each of several ways to train: the accuracy that its seeds reach, and what a comparison says of
 * it. The first line has none, as there is nothing before it.
 *
 * @param lines What stands first in each line, and the accuracies seed by seed.
 * @param comparisons Those of the second line and of all after it.
 * @param options `digits`: after the point of a percentage, 2 unless told.
 */
export function accuracyTable(
  lines: readonly {
    readonly cells: { readonly [heading: string]: string | number };
    readonly accuracies: readonly number[];
  }[],
  comparisons: readonly SeedComparison[],
  { digits = 2 }: Pick<ComparisonOptions, "digits"> = {},
): Output {
  return table(
    lines.map(({ cells, accuracies }, i) => ({
      ...cells,
      "test accuracy": meanAccuracy(accuracies, digits),
      ...comparisonCells(comparisons[i - 1], { digits }),
    })),
    { note: signFlipNote(comparisons) },
  );
}

/**
 * What stands under a table where seeds are so few that the sign-flip test cannot call anything real: of
 * n differences there are 2^n choices of signs, and at least two are as far from 0 as these.
 */
export function signFlipNote(comparisons: readonly SeedComparison[]): string | undefined {
  const seeds = Math.min(...comparisons.map(({ parts }) => parts.length));
  const least = 2 / 2 ** seeds;
  if (least < 0.05) return undefined;
  return `With ${seeds} seeds the p of the sign-flip test cannot be less than ${
    least.toFixed(3)
  }, however clear a difference is.`;
}

/**
 * The same cells, for a table that has others beside them.
 *
 * @param found Undefined where a line has nothing to be compared with: its cells are empty.
 */
export function comparisonCells(
  found: SeedComparison | undefined,
  { digits = 2 }: Pick<ComparisonOptions, "digits"> = {},
): { [heading: string]: string } {
  return {
    difference: found === undefined ? "" : percentagePoints(found.difference, digits),
    "95 % interval": found === undefined ? "" : intervalText(found, digits),
    "p, t-test": found === undefined ? "" : shortP(found.p),
    "p, Holm": found === undefined ? "" : shortP(found.holmP),
    "p, sign flips": found === undefined ? "" : shortP(found.signFlipP),
    verdict: found === undefined ? "" : found.verdict,
  };
}

/**
 * A dot and an interval for each comparison, and a small dot for each seed.
 *
 * @param options Those of `intervalChart`; `x` says what was gained over what.
 */
export function comparisonChart(
  comparisons: readonly SeedComparison[],
  options: IntervalOptions,
): Chart {
  const rows = comparisons.map(({ label, difference, interval, parts }) => ({
    label,
    estimate: { value: difference, interval, parts },
  }));
  return intervalChart(rows, { scale: "difference", ...options });
}

/**
 * What a comparison says, in words that follow its verdict: "+0.23 points (95 % interval +0.15 to
 * +0.32, p = 0.007)", or that the two "cannot be told apart", with the same figures.
 */
export function inWords(
  found: SeedComparison,
  { digits = 2 }: Pick<ComparisonOptions, "digits"> = {},
): string {
  const evidence = `95 % interval ${intervalText(found, digits)}, ${pValue(found.holmP)}`;
  const size = percentagePoints(found.difference, digits);
  return found.verdict === "undecided"
    ? `cannot be told apart (${size}, ${evidence})`
    : `${size} (${evidence})`;
}

/**
 * The mean accuracy of some seeds with the reach of its 95 % interval: "97.90 % ± 0.06"; of a single
 * seed the accuracy alone.
 */
export function meanAccuracy(accuracies: readonly number[], digits = 2): string {
  const centre = mean(accuracies);
  if (accuracies.length < 2) return percent(centre, digits);
  const reach = meanInterval(accuracies).high - centre;
  return `${percent(centre, digits)} ± ${(100 * reach).toFixed(digits)}`;
}

/** Without the word "points" twice: "+0.15 to +0.32". */
function intervalText({ interval: { low, high } }: SeedComparison, digits: number): string {
  const write = (end: number) => percentagePoints(end, digits).replace(" points", "");
  return `${write(low)} to ${write(high)}`;
}

/** Under a heading that says p already. */
function shortP(p: number): string {
  return pValue(p).replace("p = ", "").replace("p < ", "< ");
}
