// What a training is told beside its network and its images.

import * as v from "valibot";
import { Dataset } from "../data/mod.ts";
import {
  checkSchema,
  type FieldSchemas,
  integer,
  integerFrom,
  type Schema,
} from "../system/schema.ts";
import type { EpochReport, Progress } from "./history.ts";
import { settingsFields, type TrainingSettings } from "./recipe.ts";

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

/** What a dataset must be. */
export const datasetSchema: Schema<Dataset> = v.instance(Dataset, "a Dataset");

/** What a signal must be; the test of it does not read what the signal says. */
export const signalSchema: Schema<AbortSignal> = v.custom<AbortSignal>(
  (value) => typeof value === "object" && value !== null && "aborted" in value,
  "an AbortSignal",
);

/** A function or nothing; what a function takes cannot be seen from outside. */
export function callback<Callback>(): Schema<Callback | undefined> {
  const isFunction = (value: unknown) => typeof value === "function";
  return v.optional(v.custom<Callback>(isFunction, "a function"));
}

const fields: FieldSchemas<FitOptions> = {
  ...settingsFields,
  seed: v.optional(integer),
  validation: v.optional(datasetSchema),
  checkpoint: v.optional(v.strictObject({
    path: v.string("the path of a file"),
    every: v.optional(integerFrom(1)),
  })),
  signal: v.optional(signalSchema),
  onProgress: callback(),
  onEpoch: callback(),
};

/** A whole recipe may be given, of which the network was built before. */
const optionsSchema = v.strictObject({
  ...fields,
  inputShape: v.optional(v.unknown()),
  network: v.optional(v.unknown()),
});

/**
 * Checks what a training is told.
 *
 * @throws {TypeError} If something is missing, unknown, of the wrong kind or out of range: the error
 * names it. If early stopping has no images to look at.
 */
export function assertOptions(options: FitOptions): void {
  checkSchema(optionsSchema, options, { to: "train", name: "the argument" });
  if (options.earlyStopping !== undefined && options.validation === undefined) {
    throw new TypeError(
      "Cannot train: earlyStopping looks at validation images but there are none; split some off " +
        "the training images and pass them as validation",
    );
  }
}
