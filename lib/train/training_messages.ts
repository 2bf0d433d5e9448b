// What a training's Worker and the thread that started it say to each other.

import type { DatasetMessage } from "../data/mod.ts";
import type { EpochReport, Progress } from "./history.ts";
import type { Recipe } from "./recipe.ts";
import type { FinishedTraining } from "./seed_run.ts";
import type { SoftTargets } from "./soft_targets.ts";

/** What a Worker is sent to start a training. */
export interface TrainingTask {
  readonly type: "train";
  readonly recipe: Recipe;
  readonly seed: number;
  /** How many share the work of this training. */
  readonly threads: number;
  readonly train: DatasetMessage;
  readonly softTargets?: SoftTargets;
  readonly validation?: DatasetMessage;
  readonly test?: DatasetMessage;
  /** The checkpoint on the other side, which keeps the training. */
  readonly checkpoint?: {
    readonly name: string;
    readonly every?: number;
    readonly seconds?: number;
  };
}

/** What a Worker is told. */
export type TrainingOrder =
  | TrainingTask
  /** End the training after the step under way. */
  | { readonly type: "stop" }
  /** The checkpoint has done what was asked, with what was saved. */
  | { readonly type: "checkpoint"; readonly state?: Uint8Array };

/** What a Worker says. */
export type TrainingMessage =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "epoch"; readonly epoch: EpochReport }
  | { readonly type: "advice"; readonly advice: string }
  // On its way an error of a class of our own becomes a plain one, so its name travels beside it.
  | { readonly type: "error"; readonly error: Error; readonly name: string }
  | { readonly type: "checkpoint"; readonly call: "load" | "assertWritable" }
  | {
    readonly type: "checkpoint";
    readonly call: "save";
    readonly state: Uint8Array<ArrayBuffer>;
  }
  | { readonly type: "done"; readonly finished: FinishedTraining };
