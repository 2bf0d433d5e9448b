// How trainings went: the mean of all seeds in the band of all, on the images learned from and on images held out.

import { beside, captioned, type Chart } from "../charts/chart.ts";
import { type Curve, curveChart } from "../charts/curve_chart.ts";
import { CHART_WIDTH } from "../charts/theme.ts";
import { mean } from "../stats/statistics.ts";
import type { EpochReport } from "../train/mod.ts";

/** The epochs of one training; see `EpochReport` for what its figures are means of. */
export type Epochs = readonly Pick<
  EpochReport,
  "loss" | "accuracy" | "validationLoss" | "validationAccuracy"
>[];

/** How {@linkcode trainingChart} draws. */
export interface TrainingChartOptions {
  /** Where the x axis ends: at the last epoch there is unless told. */
  readonly epochs?: number;
}

/**
 * Draws loss and mistakes over the epochs, both on logarithmic axes: for several trainings their mean, in
 * the band from the lowest to the highest. A line below says what the curves are means of.
 *
 * @param runs The epochs of each training, from the first; some may be further than others.
 */
export function trainingChart(
  runs: readonly Epochs[],
  { epochs = Math.max(1, ...runs.map((run) => run.length)) }: TrainingChartOptions = {},
): Chart {
  const heldOut = runs.some((run) => run[0]?.validationLoss !== undefined);
  const panel = (
    y: string,
    { of, percent }: { of: (epoch: Epochs[number]) => (number | undefined)[]; percent?: boolean },
  ) => {
    const curves = (heldOut ? ["training", "held out"] : ["training"]).map((name, i) =>
      bandOf(name, runs.map((run) => run.map((epoch) => of(epoch)[i] ?? NaN)))
    );
    return curveChart(curves, {
      y,
      percent,
      xDomain: [1, Math.max(2, epochs)],
      yScale: "log",
      width: CHART_WIDTH / 2,
      height: 240,
    });
  };
  const chart = beside(
    panel("loss", { of: ({ loss, validationLoss }) => [loss, validationLoss] }),
    panel("wrong answers", {
      of: ({ accuracy, validationAccuracy }) => [1 - accuracy, 1 - (validationAccuracy ?? NaN)],
      percent: true,
    }),
  );
  const training = "Training: mean during the epoch, while the weights still change.";
  const rest = [
    heldOut ? "Held out: after the epoch." : "",
    runs.length < 2 ? "" : `Mean and range of ${runs.length} seeds.`,
  ].filter((line) => line !== "").join(" ");
  return rest === "" ? captioned(chart, training) : captioned(captioned(chart, training), rest);
}

/** A curve through the means of those trainings that have come so far, in the band of them. */
function bandOf(name: string, runs: readonly (readonly number[])[]): Curve {
  const length = Math.max(0, ...runs.map((run) => run.length));
  const at = Array.from(
    { length },
    (_, i) => runs.filter((run) => i < run.length).map((run) => run[i]),
  );
  const band = at.map((values, i) => [i + 1, Math.min(...values), Math.max(...values)] as const);
  return { name, points: at.map(mean), band: runs.length < 2 ? undefined : band };
}
