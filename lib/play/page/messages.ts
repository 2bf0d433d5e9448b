// What a page and its Worker tell each other.

import type { Part } from "../../data/dataset_info.ts";
import type { EpochReport, Progress } from "../../train/history.ts";
import type { Recipe } from "../../train/recipe.ts";

/** What a page knows of the training that it offers. */
export interface PlayedTraining {
  readonly recipe: Recipe;
  readonly seed: number;
  /** How many images it learns from. */
  readonly trainImages: number;
  /** SHA-256 of the weights that were published for this recipe and seed. */
  readonly weightsSha256: string;
}

/** What trainings need beside a recipe, as the script of the data holds it. */
export interface TrainingParts {
  /** The script of the Worker. */
  readonly worker: string;
  /** The two builds of the kernels that give the same bits, in base64. */
  readonly kernels: Readonly<Record<"fused" | "exact", string>>;
  /** MNIST's four files, compressed with gzip, in base64. */
  readonly files: Readonly<Record<Part, string>>;
}

/** What a Worker is sent: what to train, on what; or to wait after the epoch, or to go on. */
export type WorkerTask =
  | {
    readonly type: "train";
    readonly training: PlayedTraining;
    readonly parts: Omit<TrainingParts, "worker">;
  }
  | { readonly type: "pause" }
  | { readonly type: "resume" };

/** Weights of a layer, to be looked at. */
export interface Weights {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a Worker tells. */
export type WorkerMessage =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "epoch"; readonly epoch: EpochReport; readonly weights: Weights }
  | { readonly type: "paused" }
  | {
    readonly type: "done";
    readonly weightsSha256: string;
    readonly accuracy: number;
    /** How the kernels rounded that this browser ran. */
    readonly rounding: string;
  }
  | { readonly type: "error"; readonly message: string };
