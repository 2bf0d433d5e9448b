// Which of the published trainings a page can repeat.

import { datasets } from "../data/datasets/mod.ts";
import { isPublished, readRecords, type TrainingRecord } from "../records/mod.ts";
import type { Recipe } from "../train/mod.ts";
import type { PublishedTraining } from "./page/messages.ts";
import { MNIST_IMAGES } from "./page/settings.ts";

/** Longer than anybody watches a page: trainings that took more are not offered. */
const MAX_SECONDS = 600;

/** A training that was published, and the file of the notebook that published it. */
export interface NotebookTraining extends PublishedTraining {
  readonly notebook: string;
}

/**
 * The trainings that pages offer, in the order of their records.
 *
 * @param options `directory`: that of the records; the project's own if left out.
 * @throws What `readRecords` throws, if a record is malformed.
 */
export async function publishedTrainings(
  options?: { readonly directory?: string },
): Promise<readonly NotebookTraining[]> {
  return (await readRecords(options)).flatMap((record) => {
    const training = trainingOf(record);
    const { name, title, notebook } = record;
    return training === undefined || notebook === undefined
      ? []
      : [{ name, title, notebook, training }];
  });
}

/** What a record says of how to train its first seed again, if a page can do so. */
export function trainingOf(record: TrainingRecord): PublishedTraining["training"] | undefined {
  const { dataset, runs: [{ seed, seconds, weightsSha256 }] } = record;
  const recipe = record.settings as Partial<Recipe>;
  if (!isPublished(record) || dataset.sha256 !== datasets.mnist.sha256) return undefined;
  // The first of MNIST, which all of its images are; parts of it were shuffled before.
  if (dataset.trainImages !== MNIST_IMAGES || seconds > MAX_SECONDS) return undefined;
  // A teacher's answers would have to come along.
  if (recipe?.network === undefined || recipe.distillation !== undefined) return undefined;
  return { recipe: recipe as Recipe, seed, trainImages: dataset.trainImages, weightsSha256 };
}
