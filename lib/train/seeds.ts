// The same training from several seeds, one on each processor.

import { join } from "@std/path";
import * as v from "valibot";
import type { Dataset, DatasetMessage } from "../data/mod.ts";
import { SafetensorsError, Sequential } from "../nn/mod.ts";
import {
  checkSchema,
  type FieldSchemas,
  integer,
  integerFrom,
  type Schema,
  text,
} from "../system/schema.ts";
import { UserError } from "../system/user_error.ts";
import { defaultThreads } from "../tensor/wasm/thread_pool.ts";
import type { Evaluation } from "./evaluation.ts";
import { DivergenceError } from "./divergence.ts";
import { datasetSchema, optionalCallback, signalSchema } from "./fit_options.ts";
import type { EpochReport, History, Progress } from "./history.ts";
import { type Recipe, recipeSchema } from "./recipe.ts";

/** What {@linkcode trainSeeds} trains on, and whom it tells. */
export interface TrainSeedsOptions {
  readonly seeds: readonly number[];
  readonly train: Dataset;
  /** Looked at after each epoch. */
  readonly validation?: Dataset;
  /** Looked at once, when the training is over. */
  readonly test?: Dataset;
  /** Ends all trainings after the step under way; what they learned is returned. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (seed: number, progress: Progress) => void;
  readonly onEpoch?: (seed: number, epoch: EpochReport) => void;
  /** Told of a training that learned nothing in its first epoch; `console.warn` is if left out. */
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

/** A training from one seed. */
export interface SeedRun {
  readonly seed: number;
  readonly network: Sequential;
  readonly history: History;
  readonly weightsSha256: string;
  /** What the network says of the test images, if there were any. */
  readonly test?: Evaluation;
  /** What it learned from. */
  readonly trainedOn: Dataset;
  /** The test images. */
  readonly testedOn?: Dataset;
  /** Training alone, by the clock, with as many others beside it as there are workers. */
  readonly seconds: number;
}

/** What a Worker is sent to start a training. */
export interface SeedTask {
  readonly recipe: Recipe;
  readonly seed: number;
  /** How many share the work of this training. */
  readonly threads: number;
  readonly train: DatasetMessage;
  readonly validation?: DatasetMessage;
  readonly test?: DatasetMessage;
  /** The file that keeps the training. */
  readonly checkpoint?: string;
}

/** What a Worker says. */
export type SeedMessage =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "epoch"; readonly epoch: EpochReport }
  | { readonly type: "advice"; readonly advice: string }
  // On its way an error of a class of our own becomes a plain one, so its name travels beside it.
  | { readonly type: "error"; readonly error: Error; readonly name: string }
  | {
    readonly type: "done";
    readonly run: Omit<SeedRun, "network" | "trainedOn" | "testedOn">;
    readonly state: readonly Float32Array[];
  };

/**
 * Trains a recipe from several seeds, each in a Worker. Where there are fewer seeds than processors
 * the trainings have several threads each, so that all processors are busy; the weights are those
 * that {@linkcode fit} finds alone.
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

/** Trains from one seed in a Worker of its own. */
function trainInWorker(
  recipe: Recipe,
  { seed, threads, signal, failed, checkpoints, ...options }:
    & TrainSeedsOptions
    & { seed: number; threads: number; failed: AbortSignal },
): Promise<SeedRun> {
  const { train, validation, test, onProgress, onEpoch, onAdvice = warn } = options;
  const worker = new Worker(new URL("./seed_worker.ts", import.meta.url), { type: "module" });
  const done = Promise.withResolvers<SeedRun>();
  const stop = () => worker.postMessage("stop");
  const abandon = () => done.reject(new Error(`Training from seed ${seed} was abandoned`));
  signal?.addEventListener("abort", stop);
  failed.addEventListener("abort", abandon);
  worker.onmessage = ({ data }: MessageEvent<SeedMessage>) => {
    switch (data.type) {
      case "progress":
        return onProgress?.(seed, data.progress);
      case "epoch":
        return onEpoch?.(seed, data.epoch);
      case "advice":
        return onAdvice(seed, data.advice);
      case "error":
        return done.reject(revive(data));
      case "done":
        return done.resolve(runOf(recipe, { ...data, trainedOn: train, testedOn: test }));
    }
  };
  worker.onerror = (event) => {
    event.preventDefault();
    done.reject(new Error(`Training from seed ${seed} failed: ${event.message}`));
  };
  worker.onmessageerror = () => {
    const message = `Training from seed ${seed} could not hand over what it learned: ` +
      "is there too little memory?";
    done.reject(new Error(message));
  };
  const task: SeedTask = {
    recipe,
    seed,
    threads,
    train: train.toMessage(),
    validation: validation?.toMessage(),
    test: test?.toMessage(),
    checkpoint: checkpoints === undefined
      ? undefined
      : join(checkpoints, `seed-${seed}.safetensors`),
  };
  worker.postMessage(task);
  return done.promise.finally(() => {
    signal?.removeEventListener("abort", stop);
    failed.removeEventListener("abort", abandon);
    worker.terminate();
  });
}

function warn(seed: number, advice: string): void {
  console.warn(`Seed ${seed}: ${advice}`);
}

/** An error as the Worker threw it. */
function revive({ error, name }: { error: Error; name: string }): Error {
  const known: Record<string, new (message: string) => Error> = {
    DivergenceError,
    SafetensorsError,
    UserError,
    ...Deno.errors,
  };
  return Object.hasOwn(known, name) ? new known[name](error.message) : error;
}

/**
 * A run on this side. Its network is built when it is first asked for: a large one that nobody asks for
 * takes no memory here.
 */
function runOf(
  recipe: Recipe,
  { run, state, trainedOn, testedOn }:
    & Extract<SeedMessage, { readonly type: "done" }>
    & Pick<SeedRun, "trainedOn" | "testedOn">,
): SeedRun {
  let network: Sequential | undefined;
  return {
    ...run,
    trainedOn,
    testedOn,
    get network() {
      network ??= rebuild(recipe, { seed: run.seed, state });
      return network;
    },
  };
}

/** The trained network on this side, from the numbers that the Worker sent. */
function rebuild(
  { network: specs, inputShape }: Recipe,
  { seed, state }: { seed: number; state: readonly Float32Array[] },
): Sequential {
  const rest = state.values();
  return new Sequential(specs, { inputShape, seed, load: () => rest.next().value! });
}
