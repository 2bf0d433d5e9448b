// What `trainSeeds` and its Workers say to each other.

import type { DatasetMessage } from "../data/mod.ts";
import type { EpochReport, Progress } from "./history.ts";
import type { Recipe } from "./recipe.ts";
import type { SoftTargets } from "./soft_targets.ts";
import type { SeedRun } from "./train_in_worker.ts";

/** What a Worker is sent to start a training. */
export interface SeedTask {
  readonly recipe: Recipe;
  readonly seed: number;
  /** How many share the work of this training. */
  readonly threads: number;
  readonly train: DatasetMessage;
  readonly softTargets?: SoftTargets;
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
