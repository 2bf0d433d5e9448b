// What a training is told beside its network and its images.

import * as v from "valibot";
import { Dataset } from "../data/mod.ts";
import {
  amount,
  checkSchema,
  type FieldSchemas,
  integer,
  integerFrom,
  type Schema,
  text,
} from "../system/schema.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { EpochReport, Progress } from "./history.ts";
import { settingsFields, type TrainingSettings } from "./recipe.ts";
import { type SoftTargets, softTargetsSchema } from "./soft_targets.ts";

/** How `fit` trains, and whom it tells. */
export interface FitOptions extends TrainingSettings {
  /** Fixes the order of the images. The seed of the network if left out. */
  readonly seed?: number;
  /** What the teacher of the distillation answered to the images that are trained on. */
  readonly softTargets?: SoftTargets;
  /** Images that are not trained on but looked at after each epoch. */
  readonly validation?: Dataset;
  /** Keeps the training, so that it can be interrupted at any time: see `checkpointFile`. */
  readonly checkpoint?: Checkpoint;
  /** Ends the training after the step under way, with all that was learned kept. */
  readonly signal?: AbortSignal;
  /** Called some twenty times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called after each epoch; the training waits for it. */
  readonly onEpoch?: (epoch: EpochReport) => void | Promise<void>;
  /**
   * Called before the first epoch if other machines will not get the same weights, as with fast rounding,
   * and after it if nothing was learned in it: with a line that says so, and what to try. `console.warn`
   * if left out.
   */
  readonly onAdvice?: (advice: string) => void;
}

/** What a dataset must be. */
export const datasetSchema: Schema<Dataset> = v.instance(Dataset, "a Dataset");

/** What a signal must be; the test of it does not read what the signal says. */
export const signalSchema: Schema<AbortSignal> = v.custom<AbortSignal>(
  (value) => typeof value === "object" && value !== null && "aborted" in value,
  "an AbortSignal",
);

/** A function; what it takes cannot be seen from outside. */
export function callback<Callback>(): Schema<Callback> {
  return v.custom<Callback>((value) => typeof value === "function", "a function");
}

/** A function, or nothing. */
export function optionalCallback<Callback>(): Schema<Callback | undefined> {
  return v.optional(callback<Callback>());
}

const checkpointSchema: Schema<Checkpoint> = v.looseObject({
  name: text,
  every: v.optional(integerFrom(1)),
  seconds: v.optional(amount),
  load: callback<Checkpoint["load"]>(),
  save: callback<Checkpoint["save"]>(),
  assertWritable: optionalCallback<NonNullable<Checkpoint["assertWritable"]>>(),
}, "a checkpoint such as checkpointFile(path)");

const fields: FieldSchemas<FitOptions> = {
  ...settingsFields,
  seed: v.optional(integer),
  softTargets: v.optional(softTargetsSchema),
  validation: v.optional(datasetSchema),
  checkpoint: v.optional(checkpointSchema),
  signal: v.optional(signalSchema),
  onProgress: optionalCallback(),
  onEpoch: optionalCallback(),
  onAdvice: optionalCallback(),
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
