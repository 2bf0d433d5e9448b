// The same training from several seeds.

import { join } from "@std/path";
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
import { checkpointFile } from "./checkpoint_file.ts";
import { datasetSchema, optionalCallback, signalSchema } from "./fit_options.ts";
import type { EpochReport, Progress } from "./history.ts";
import { type Recipe, recipeSchema } from "./recipe.ts";
import { type Runner, runnerSchema } from "./runner.ts";
import type { SeedRun } from "./seed_run.ts";
import { type SoftTargets, softTargetsSchema } from "./soft_targets.ts";
import { workerRunner } from "./worker_runner.ts";

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
   * Called for each training that other machines will not repeat to the bit, and for each that learned
   * nothing in its first epoch, with a line that says so; `console.warn` if left out.
   */
  readonly onAdvice?: (seed: number, advice: string) => void;
  /** How many seeds train at the same time: as many as there are processors if left out. */
  readonly workers?: number;
  /**
   * A folder that keeps a checkpoint of each seed: trainings that were interrupted go on, and those
   * that were finished are not repeated. A queue keeps them by itself.
   */
  readonly checkpoints?: string;
  /** Who runs the trainings: Workers of this process if left out. */
  readonly runner?: Runner;
}

/** Integers, of which each may come only once. */
export const seedsSchema: Schema<readonly number[]> = v.pipe(
  v.array(integer, "a list of integers such as [1, 2, 3]"),
  v.check((seeds) => new Set(seeds).size === seeds.length, "a list of integers, each only once"),
);

/** What each of the options must be. */
export const trainSeedsFields: FieldSchemas<TrainSeedsOptions> = {
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
  runner: v.optional(runnerSchema),
};

const optionsSchema: Schema<TrainSeedsOptions> = v.strictObject(trainSeedsFields);

/**
 * Trains a recipe from several seeds, each in a Worker, or wherever a runner has it done. Where there are
 * fewer seeds than processors the trainings have several threads each, so that all processors are busy;
 * the weights are those that `fit` finds alone.
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
  const { seeds, train, softTargets, validation, test, checkpoints, workers } = options;
  const { signal, onProgress, onEpoch, onAdvice = warn } = options;
  const { runner = workerRunner({ workers }) } = options;
  const trainings = seeds.map((seed) => ({
    ...{ recipe, seed, train, softTargets, validation, test },
    checkpoint: checkpoints === undefined
      ? undefined
      : checkpointFile(join(checkpoints, `seed-${seed}.safetensors`)),
  }));
  const failed = new AbortController();
  const outcomes = await runner.run(trainings, {
    signal,
    abandon: failed.signal,
    onProgress: ({ seed }, progress) => onProgress?.(seed, progress),
    onEpoch: ({ seed }, epoch) => onEpoch?.(seed, epoch),
    onAdvice: ({ seed }, advice) => onAdvice(seed, advice),
    onOutcome(_, outcome) {
      if (outcome.type === "failed") failed.abort(outcome.error);
    },
  });
  return outcomes.flatMap((outcome) => outcome.type === "trained" ? outcome.run : []);
}

function warn(seed: number, advice: string): void {
  console.warn(`Seed ${seed}: ${advice}`);
}
