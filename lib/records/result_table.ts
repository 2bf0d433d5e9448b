// The result of a record beside the document's figure, with how sure each of them is.

import { percent } from "../charts/format.ts";
import type { Output } from "../charts/output.ts";
import type { TrainingRecord } from "./record.ts";
import { type Interval, mean, standardDeviation, wilsonInterval } from "../stats/statistics.ts";
import { table } from "../charts/table.ts";

/**
 * A line for each way of reading the accuracy: on the first 1,000 test images, to compare with a
 * document that read it there, and on all 10,000, to trust.
 *
 * The interval is that of a single network: where its accuracy on all digits of this kind lies, as far
 * as so many test images can tell.
 */
export function resultTable(record: Pick<TrainingRecord, "reference" | "runs">): Output {
  const { reference, runs } = record;
  return table([
    row("first 1,000 test images", {
      accuracies: runs.map((run) => run.firstThousandAccuracy),
      images: 1000,
      reference: reference.images === 1000 ? reference.accuracy : null,
    }),
    row("all 10,000 test images", {
      accuracies: runs.map((run) => run.testAccuracy),
      images: 10_000,
      reference: reference.publishedWeightsAccuracy ??
        (reference.images === 10_000 ? reference.accuracy : null),
    }),
  ]);
}

function row(
  label: string,
  { accuracies, images, reference }: {
    accuracies: readonly number[];
    images: number;
    reference: number | null;
  },
) {
  const centre = mean(accuracies);
  return {
    "read on": label,
    document: reference === null ? "–" : percent(reference),
    "document, 95 % interval": reference === null
      ? "–"
      : range(wilsonInterval(Math.round(reference * images), images)),
    [`ours, mean of ${accuracies.length}`]: percent(centre),
    "standard deviation": accuracies.length < 2
      ? "–"
      : `${(100 * standardDeviation(accuracies)).toFixed(2)} points`,
    "one of ours, 95 % interval": range(wilsonInterval(Math.round(centre * images), images)),
  };
}

function range({ low, high }: Interval): string {
  return `${percent(low)} to ${percent(high)}`;
}
