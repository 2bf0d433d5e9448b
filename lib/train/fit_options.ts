// What a training is told beside its network and its images.

import type { Dataset } from "../data/mod.ts";
import type { EpochReport, Progress } from "./history.ts";
import type { TrainingSettings } from "./recipe.ts";

/** How `fit` trains, and whom it tells. */
export interface FitOptions extends TrainingSettings {
  /** Fixes the order of the images. The seed of the network if left out. */
  readonly seed?: number;
  /** Images that are not trained on but looked at after each epoch. */
  readonly validation?: Dataset;
  /** Keeps the training on disk, so that it can be interrupted at any time. */
  readonly checkpoint?: CheckpointOptions;
  /** Ends the training after the step under way, with all that was learned kept. */
  readonly signal?: AbortSignal;
  /** Called some twenty times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called after each epoch; the training waits for it. */
  readonly onEpoch?: (epoch: EpochReport) => void | Promise<void>;
}

/** Where a training is kept while it runs. */
export interface CheckpointOptions {
  /**
   * A file. If it is there, the training goes on where it was interrupted, to the same bits as if it
   * had not been; a finished training is not repeated. Delete the file to train anew.
   */
  readonly path: string;
  /** Epochs from one time it is written to the next: 1 if left out. */
  readonly every?: number;
}

/**
 * Checks the settings of a training that no one else checks.
 *
 * @throws {RangeError} If one is out of range.
 * @throws {TypeError} If early stopping has no images to look at.
 */
export function assertSettings(
  { epochs, batchSize, labelSmoothing = 0, clipNorm = Infinity, ...options }: FitOptions,
): void {
  const wrong = (name: string, { found, wanted }: { found: unknown; wanted: string }) =>
    new RangeError(`Cannot train: ${name} must be ${wanted} but is ${found}`);
  if (!Number.isInteger(epochs) || epochs < 0) {
    throw wrong("epochs", { found: epochs, wanted: "an integer of at least 0" });
  }
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw wrong("batchSize", { found: batchSize, wanted: "an integer of at least 1" });
  }
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw wrong("labelSmoothing", { found: labelSmoothing, wanted: "at least 0, less than 1" });
  }
  if (!(clipNorm > 0)) {
    throw wrong("clipNorm", { found: clipNorm, wanted: "greater than 0" });
  }
  const every = options.checkpoint?.every ?? 1;
  if (!Number.isInteger(every) || every < 1) {
    throw wrong("checkpoint.every", { found: every, wanted: "an integer of at least 1" });
  }
  if (options.earlyStopping !== undefined && options.validation === undefined) {
    throw new TypeError(
      `Cannot train: earlyStopping looks at validation images but there are none; split some off ` +
        `the training images and pass them as validation`,
    );
  }
}
