// Who runs trainings: the Workers of this process, or a queue that other machines take them from.

import * as v from "valibot";
import type { Dataset } from "../data/mod.ts";
import type { Schema } from "../system/schema.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { EpochReport, Progress } from "./history.ts";
import type { Recipe } from "./recipe.ts";
import type { SeedRun } from "./seed_run.ts";
import type { SoftTargets } from "./soft_targets.ts";

/** One training: all that fixes its weights to the bit, and what they are tested on. */
export interface Training {
  /** How the network is made and trained. */
  readonly recipe: Recipe;
  /** The seed of the network and of its training. */
  readonly seed: number;
  /** What the network learns from. */
  readonly train: Dataset;
  /** What the teacher answered to them, for a recipe with distillation. */
  readonly softTargets?: SoftTargets;
  /** Looked at after each epoch. */
  readonly validation?: Dataset;
  /** Looked at once, when the training is over. */
  readonly test?: Dataset;
  /** Keeps the training while it runs in this process. Other machines keep theirs by themselves. */
  readonly checkpoint?: Checkpoint;
}

/** What a runner is told, and whom it tells. */
export interface RunnerOptions {
  /** Ends all trainings after the step under way; what they learned is returned. */
  readonly signal?: AbortSignal;
  /** Ends all trainings at once; nothing of them is returned. */
  readonly abandon: AbortSignal;
  /** Called some times a second for each training. */
  readonly onProgress?: (training: Training, progress: Progress) => void;
  /** Called after each epoch, in their order. */
  readonly onEpoch?: (training: Training, epoch: EpochReport) => void;
  /** Called for each training that learned nothing in its first epoch, with what to try. */
  readonly onAdvice?: (training: Training, advice: string) => void;
  /** Called when a training has ended. */
  readonly onOutcome?: (training: Training, outcome: Outcome) => void;
}

/** How a training ended. */
export type Outcome =
  /** It came to its end, or to that of the signal. */
  | { readonly type: "trained"; readonly run: SeedRun }
  /** It failed. */
  | { readonly type: "failed"; readonly error: Error }
  /** The signal came before it had started. */
  | { readonly type: "notStarted" };

/** Runs trainings. The weights do not depend on which one does. */
export interface Runner {
  /**
   * Runs trainings, as many at a time as there is room for.
   *
   * @returns How each ended, in their order.
   * @throws {Error} What a function that was told of them throws; the reason of `abandon`.
   */
  run(trainings: readonly Training[], options: RunnerOptions): Promise<Outcome[]>;
}

/** What a runner must be. */
export const runnerSchema: Schema<Runner> = v.custom<Runner>(
  (value) => typeof (value as Partial<Runner> | null)?.run === "function",
  "a runner such as workerRunner()",
);
