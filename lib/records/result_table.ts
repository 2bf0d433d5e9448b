// The result of a record beside the document's figure, with how sure each of them is.

import { escapeMarkdown, escapeXml } from "../charts/escape.ts";
import { percent, thousands } from "../charts/format.ts";
import { Output } from "../charts/output.ts";
import { table } from "../charts/table.ts";
import { type Interval, mean, standardDeviation, wilsonInterval } from "../stats/statistics.ts";
import type { ReferenceFigure, TrainingRecord } from "./record.ts";
import { isPublished } from "./recorded_dataset.ts";

/** Where the document has no figure; without any, its columns are left out. */
const NONE = "–";

/** What {@linkcode resultTable} needs of a record. */
export type Result = Pick<TrainingRecord, "reference" | "dataset" | "runs"> & {
  /** Stands under the table: why the record was not written. */
  readonly notice?: string;
};

/**
 * A line for each way of reading the accuracy: on the first test images, to compare with a
 * document that read it there, and on all of them, to trust.
 *
 * The interval is that of a single network: where its accuracy on all digits of this kind lies, as far
 * as so many test images can tell.
 */
export function resultTable({ reference, dataset, runs, notice }: Result): Output {
  const { name, testImages, firstTestImages } = dataset;
  const published = isPublished({ dataset });
  // The document has read nothing on images that are the reader's own.
  const read: Partial<ReferenceFigure> = published ? reference : {};
  const of = published ? "test images" : `test images of ${name}`;
  const rows = [
    row(`all ${thousands(testImages)} ${of}`, {
      accuracies: runs.map((run) => run.testAccuracy),
      images: testImages,
      reference: read.publishedWeightsAccuracy ??
        (read.images === testImages ? read.accuracy : undefined),
    }),
  ];
  if (firstTestImages !== undefined) {
    rows.unshift(row(`first ${thousands(firstTestImages)} ${of}`, {
      accuracies: runs.map((run) => run.firstTestAccuracy!),
      images: firstTestImages,
      reference: read.images === firstTestImages ? read.accuracy : undefined,
    }));
  }
  const isAlone = rows.every(({ document }) => document === NONE);
  const lines = table(
    rows.map(({ document, "document, 95 % interval": interval, ...ours }) => {
      const { "read on": images, ...figures } = ours;
      const beside = isAlone ? {} : { document, "document, 95 % interval": interval };
      return { "read on": images, ...beside, ...figures };
    }),
  );
  return notice === undefined ? lines : withNotice(lines, notice);
}

function withNotice({ media }: Output, notice: string): Output {
  return new Output({
    "text/html": `${media["text/html"]}\n<p>${escapeXml(notice)}</p>`,
    "text/markdown": `${media["text/markdown"]}\n${escapeMarkdown(notice)}\n`,
    "text/plain": `${media["text/plain"]}\n${notice}`,
  });
}

function row(
  label: string,
  { accuracies, images, reference }: {
    accuracies: readonly number[];
    images: number;
    reference: number | null | undefined;
  },
) {
  const centre = mean(accuracies);
  return {
    "read on": label,
    document: reference == null ? NONE : percent(reference),
    "document, 95 % interval": reference == null
      ? NONE
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
