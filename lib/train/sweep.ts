// Every recipe from every seed: what a comparison of recipes needs.

import { join } from "@std/path";
import * as v from "valibot";
import { checkSchema, type FieldSchemas, type Schema } from "../system/schema.ts";
import { checkpointFile } from "./checkpoint_file.ts";
import { optionalCallback } from "./fit_options.ts";
import type { EpochReport, Progress } from "./history.ts";
import { type Recipe, recipeSchema } from "./recipe.ts";
import type { Outcome, Training } from "./runner.ts";
import { trainSeedsFields, type TrainSeedsOptions } from "./seeds.ts";
import { workerRunner } from "./worker_runner.ts";

/** What a {@linkcode sweep} trains on, and whom it tells. */
export interface SweepOptions
  extends Omit<TrainSeedsOptions, "onProgress" | "onEpoch" | "onAdvice"> {
  /** Called some times a second for each training. */
  readonly onProgress?: (training: Training, progress: Progress) => void;
  /** Called after each epoch. */
  readonly onEpoch?: (training: Training, epoch: EpochReport) => void;
  /** Called when a training has ended. */
  readonly onOutcome?: (training: Training, outcome: Outcome) => void;
}

/** One training of a sweep, and how it ended. */
export type SweepResult = Pick<Training, "recipe" | "seed"> & Outcome;

const { onAdvice: _, ...shared } = trainSeedsFields;
const fields: FieldSchemas<SweepOptions> = {
  ...shared,
  onProgress: optionalCallback(),
  onEpoch: optionalCallback(),
  onOutcome: optionalCallback(),
};

const optionsSchema: Schema<SweepOptions> = v.strictObject(fields);
const recipesSchema: Schema<readonly Recipe[]> = v.array(recipeSchema, "a list of recipes");

/**
 * Trains each of some recipes from each of some seeds, in Workers or wherever a runner has it done.
 *
 * A training that fails, such as one that diverges, is a result too: the others go on.
 *
 * @param recipes What is compared.
 * @param options The seeds and the images, as for `trainSeeds`. In the folder of the checkpoints each recipe
 * has its own, by its place in the list: `recipe-0/seed-1.safetensors`.
 * @returns How each training ended: all seeds of the first recipe, then those of the next.
 * @throws {TypeError} If a recipe or an option is not what it must be: the error names what is wrong.
 * @throws {Error} What a function throws that is told of the trainings; they are ended.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Dataset } from "../data/mod.ts";
 * import { dense, softmax } from "../nn/mod.ts";
 * import { sgd } from "./optimizers/mod.ts";
 * import { sweep } from "./sweep.ts";
 *
 * const train = new Dataset(new Uint8Array([0, 255, 255, 0]), new Uint8Array([0, 1]), {
 *   name: "two images",
 *   imageShape: [1, 2],
 *   classes: 2,
 * });
 * const recipes = [0.1, 1].map((learningRate) => ({
 *   inputShape: [2],
 *   network: [dense(2), softmax()],
 *   loss: "crossEntropy" as const,
 *   optimizer: sgd(),
 *   learningRate,
 *   epochs: 5,
 *   batchSize: 2,
 * }));
 * const results = await sweep(recipes, { seeds: [1, 2], train, test: train });
 * assertEquals(results.map(({ type, seed }) => [type, seed]), [
 *   ["trained", 1],
 *   ["trained", 2],
 *   ["trained", 1],
 *   ["trained", 2],
 * ]);
 * ```
 */
export async function sweep(
  recipes: readonly Recipe[],
  options: SweepOptions,
): Promise<SweepResult[]> {
  checkSchema(recipesSchema, recipes, { to: "sweep", name: "the list of recipes" });
  checkSchema(optionsSchema, options, { to: "sweep", name: "the argument" });
  const { seeds, train, softTargets, validation, test, checkpoints, workers } = options;
  const { signal, onProgress, onEpoch, onOutcome, runner = workerRunner({ workers }) } = options;
  const trainings = recipes.flatMap((recipe, i) =>
    seeds.map((seed): Training => ({
      ...{ recipe, seed, train, softTargets, validation, test },
      checkpoint: checkpoints === undefined
        ? undefined
        : checkpointFile(join(checkpoints, `recipe-${i}`, `seed-${seed}.safetensors`)),
    }))
  );
  const abandon = new AbortController().signal;
  const outcomes = await runner.run(trainings, {
    ...{ signal, abandon, onProgress, onEpoch, onOutcome },
  });
  return outcomes.map((outcome, i) => {
    const { recipe, seed } = trainings[i];
    return { recipe, seed, ...outcome };
  });
}
