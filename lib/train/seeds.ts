// The same training from several seeds, one on each processor.

import * as v from "valibot";
import type { Dataset } from "../data/mod.ts";
import {
  checkSchema,
  type FieldSchemas,
  integer,
  integerFrom,
  type Schema,
  text,
} from "../system/schema.ts";
import { defaultThreads } from "../tensor/mod.ts";
import { datasetSchema, optionalCallback, signalSchema } from "./fit_options.ts";
import type { EpochReport, Progress } from "./history.ts";
import { type Recipe, recipeSchema } from "./recipe.ts";
import { type SoftTargets, softTargetsSchema } from "./soft_targets.ts";
import { type SeedRun, trainInWorker } from "./train_in_worker.ts";

/** What {@linkcode trainSeeds} trains on, and whom it tells. */
export interface TrainSeedsOptions {
  /** A training starts from each of them. */
  readonly seeds: readonly number[];
  /** What the networks learn from. */
  readonly train: Dataset;
  /** What the teacher answered to them, for a recipe with distillation. */
  readonly softTargets?: SoftTargets;
  /** Looked at after each epoch. */
  readonly validation?: Dataset;
  /** Looked at once, when the training is over. */
  readonly test?: Dataset;
  /** Ends all trainings after the step under way; what they learned is returned. */
  readonly signal?: AbortSignal;
  /** Called some twenty times a second for each training. */
  readonly onProgress?: (seed: number, progress: Progress) => void;
  /** Called after each epoch. */
  readonly onEpoch?: (seed: number, epoch: EpochReport) => void;
  /**
   * Called for each training that learned nothing in its first epoch, with a line that says what to try;
   * `console.warn` if left out.
   */
  readonly onAdvice?: (seed: number, advice: string) => void;
  /** How many seeds train at the same time: as many as there are processors if left out. */
  readonly workers?: number;
  /**
   * A folder that keeps a checkpoint of each seed: trainings that were interrupted go on, and those
   * that were finished are not repeated.
   */
  readonly checkpoints?: string;
}

const seedsSchema: Schema<readonly number[]> = v.pipe(
  v.array(integer, "a list of integers such as [1, 2, 3]"),
  v.check((seeds) => new Set(seeds).size === seeds.length, "a list of integers, each only once"),
);

const fields: FieldSchemas<TrainSeedsOptions> = {
  seeds: seedsSchema,
  train: datasetSchema,
  softTargets: v.optional(softTargetsSchema),
  validation: v.optional(datasetSchema),
  test: v.optional(datasetSchema),
  signal: v.optional(signalSchema),
  onProgress: optionalCallback(),
  onEpoch: optionalCallback(),
  onAdvice: optionalCallback(),
  workers: v.optional(integerFrom(1)),
  checkpoints: v.optional(text),
};

const optionsSchema: Schema<TrainSeedsOptions> = v.strictObject(fields);

/**
 * Trains a recipe from several seeds, each in a Worker. Where there are fewer seeds than processors
 * the trainings have several threads each, so that all processors are busy; the weights are those
 * that `fit` finds alone.
 *
 * @returns The runs, in the order of the seeds. Where the signal came first, seeds that had not
 * started are missing.
 * @throws {TypeError} If the recipe or an option is not what it must be: the error names what is wrong.
 * @throws {RangeError} If the environment variable THREADS is no possible number of threads.
 * @throws {Error} What the first training that fails throws; the others are ended.
 */
export async function trainSeeds(recipe: Recipe, options: TrainSeedsOptions): Promise<SeedRun[]> {
  checkSchema(recipeSchema, recipe, { to: "train", name: "the recipe" });
  checkSchema(optionsSchema, options, { to: "train", name: "the argument" });
  const { seeds, signal } = options;
  const processors = defaultThreads();
  const workers = Math.min(options.workers ?? processors, seeds.length);
  const threads = Math.max(1, Math.floor(processors / workers));
  const runs = new Map<number, SeedRun>();
  const waiting = [...seeds];
  const failed = new AbortController();
  async function work(): Promise<void> {
    while (waiting.length > 0 && !signal?.aborted && !failed.signal.aborted) {
      const seed = waiting.shift()!;
      try {
        runs.set(
          seed,
          await trainInWorker(recipe, { ...options, seed, threads, failed: failed.signal }),
        );
      } catch (error) {
        failed.abort();
        throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: workers }, work));
  return seeds.flatMap((seed) => runs.get(seed) ?? []);
}
