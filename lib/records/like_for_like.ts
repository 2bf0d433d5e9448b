// A document's figure beside ours on images of the same kind, which alone can be compared.

import { thousands } from "../charts/format.ts";
import { mean } from "../stats/statistics.ts";
import type { TrainingRecord } from "./record.ts";

/** Accuracies that were read on images of one kind. */
export interface LikeForLike {
  /** Which images: "all 10,000 test images". */
  readonly readOn: string;
  /** Of our seeds. */
  readonly ours: readonly number[];
  /** Of the document, where it has a figure. */
  readonly document?: {
    readonly accuracy: number;
    /** On how many images it was read, if that is known. */
    readonly images?: number;
  };
}

/**
 * Ours and the document's on the most images that both were read on: all test images, where the
 * document read them or published its weights; else those that it held out; else the first test
 * images. Where the document has no figure, or only an aim, ours on all test images.
 */
export function likeForLike(
  { reference, dataset: { testImages, firstTestImages }, runs }: Pick<
    TrainingRecord,
    "reference" | "dataset" | "runs"
  >,
): LikeForLike {
  const { accuracy, publishedWeightsAccuracy, images, readOn, ours, mark } = reference;
  const all = {
    readOn: `all ${thousands(testImages)} test images`,
    ours: runs.map((run) => run.testAccuracy),
  };
  if (publishedWeightsAccuracy !== undefined) {
    return { ...all, document: { accuracy: publishedWeightsAccuracy, images: testImages } };
  }
  if (accuracy === null || mark === true) return all;
  if (images === testImages) return { ...all, document: { accuracy, images } };
  if (ours !== undefined) return { readOn, ours, document: { accuracy, images } };
  if (images !== undefined && images === firstTestImages) {
    return {
      readOn: `first ${thousands(images)} test images`,
      ours: runs.map((run) => run.firstTestAccuracy!),
      document: { accuracy, images },
    };
  }
  return all;
}

/**
 * Records in the order of a story: by the number that begins their title, then the smaller network
 * first, and where networks are alike the lower accuracy.
 */
export function inOrder<Some extends Pick<TrainingRecord, "title" | "parameters" | "runs">>(
  records: readonly Some[],
): Some[] {
  const accuracyOf = ({ runs }: Some) => mean(runs.map((run) => run.testAccuracy));
  return records.toSorted((a, b) =>
    parseInt(a.title) - parseInt(b.title) || a.parameters - b.parameters ||
    accuracyOf(a) - accuracyOf(b)
  );
}
