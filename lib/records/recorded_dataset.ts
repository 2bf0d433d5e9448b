// What a record says of the images of a training.

import { thousands } from "../charts/format.ts";
import { type LoadedDataset, publishedDataset, sourceOf } from "../data/mod.ts";
import { firstArithmetic } from "../tensor/mod.ts";
import type { RecordedDataset, TrainingRecord } from "./record.ts";

/**
 * What a record says of the images of a training.
 *
 * @param images What was learned from, and all that was tested on.
 */
export async function recordedDataset({ train, test }: LoadedDataset): Promise<RecordedDataset> {
  const { name, sha256, firstTestImages = Infinity } = await sourceOf({ train, test });
  return {
    name,
    sha256,
    trainImages: train.count,
    testImages: test.count,
    ...firstTestImages < test.count ? { firstTestImages } : {},
  };
}

/**
 * Whether a record is of a published dataset and every machine can repeat it to the bit: only then may it
 * stand in the README.
 */
export function isPublished(
  { dataset, arithmetic = firstArithmetic }: Pick<TrainingRecord, "dataset" | "arithmetic">,
): boolean {
  return publishedDataset(dataset.sha256) !== undefined && arithmetic.kind === "portable";
}

/** Whether two records are of the same images, and of equally many of them. */
export function isSameData(first: RecordedDataset, second: RecordedDataset): boolean {
  return first.sha256 === second.sha256 && first.trainImages === second.trainImages &&
    first.testImages === second.testImages;
}

/** Images in words: "60,000 images of MNIST, tested on 10,000". */
export function describeData({ name, trainImages, testImages }: RecordedDataset): string {
  return `${thousands(trainImages)} images of ${name}, tested on ${thousands(testImages)}`;
}
