// All systems in one picture: what each of ours reached, beside the figure of its document.

import type { Chart } from "../charts/chart.ts";
import { percent } from "../charts/format.ts";
import { type Estimate, intervalChart, type IntervalOptions } from "../charts/interval_chart.ts";
import { mean, meanInterval, wilsonInterval } from "../stats/statistics.ts";
import { meanAccuracy } from "./comparisons.ts";
import { type LikeForLike, likeForLike } from "./like_for_like.ts";
import type { TrainingRecord } from "./record.ts";

/**
 * The mean accuracy of each record with its interval over the seeds, which stand as small dots, above the
 * figure of the document with the interval that its images leave; both on the same kind of images: see
 * {@linkcode likeForLike}. An aim that a document sets is a line across.
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
  const rows = records.map((record) => {
    const alike = likeForLike(record);
    return {
      label: labelOf(record, alike),
      estimate: ourEstimate(alike),
      reference: referenceEstimate(alike),
    };
  });
  const marks = records.flatMap(({ reference: { accuracy, mark, readOn } }) =>
    mark === true && accuracy !== null ? [{ value: accuracy, label: readOn }] : []
  );
  return intervalChart(rows, { x: "accuracy, with 95 % intervals", scale, marks, ...options });
}

/** The title, and which images where they are not all test images. */
function labelOf({ title, dataset }: TrainingRecord, { readOn, document }: LikeForLike): string {
  if (document === undefined || document.images === dataset.testImages) return title;
  return `${title} (${readOn.replace(/^[\d,]+ images | test images$/, "")})`;
}

function ourEstimate({ ours: parts }: LikeForLike): Estimate {
  const value = mean(parts);
  const note = `ours ${meanAccuracy(parts)}`;
  return parts.length < 2 ? { value, note } : { value, parts, interval: meanInterval(parts), note };
}

function referenceEstimate({ document }: LikeForLike): Estimate | undefined {
  if (document === undefined) return undefined;
  const { accuracy, images } = document;
  const interval = images === undefined
    ? undefined
    : wilsonInterval(Math.round(accuracy * images), images);
  return { value: accuracy, interval, note: `document ${percent(accuracy)}` };
}
