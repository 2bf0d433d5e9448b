// All systems in one picture: what each of ours reached, beside the figure of its document.

import type { Chart } from "../charts/chart.ts";
import { percent } from "../charts/format.ts";
import { type Estimate, intervalChart, type IntervalOptions } from "../charts/interval_chart.ts";
import { mean, meanInterval, wilsonInterval } from "../stats/statistics.ts";
import type { TrainingRecord } from "./record.ts";

/**
 * Each record's mean accuracy on all test images with its interval over the seeds, which stand as
 * small dots, above the figure of the document with the interval that its few images leave.
 *
 * The two intervals answer different questions: would other seeds have given another figure, and
 * would other images? See {@linkcode meanInterval} and {@linkcode wilsonInterval}.
 *
 * @param records In the order in which they are to stand.
 * @param options `scale`: "error" unless told, see {@linkcode IntervalOptions}.
 */
export function accuracyChart(
  records: readonly TrainingRecord[],
  { scale = "error", ...options }: Partial<IntervalOptions> = {},
): Chart {
  const rows = records.map((record) => ({
    label: record.title,
    estimate: ourEstimate(record),
    reference: referenceEstimate(record),
  }));
  return intervalChart(rows, { x: "test accuracy, with 95 % intervals", scale, ...options });
}

function ourEstimate({ runs }: TrainingRecord): Estimate {
  const parts = runs.map((run) => run.testAccuracy);
  const value = mean(parts);
  if (parts.length < 2) return { value, note: `ours ${percent(value)}` };
  const interval = meanInterval(parts);
  const reach = (100 * (interval.high - value)).toFixed(2);
  return { value, parts, interval, note: `ours ${percent(value)} ± ${reach}` };
}

function referenceEstimate(
  { reference: { accuracy, images } }: TrainingRecord,
): Estimate | undefined {
  if (accuracy === null) return undefined;
  const interval = images === undefined
    ? undefined
    : wilsonInterval(Math.round(accuracy * images), images);
  return { value: accuracy, interval, note: `document ${percent(accuracy)}` };
}
