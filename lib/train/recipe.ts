// A recipe: all that decides how a network is made and trained, as plain data.

import * as v from "valibot";
import { type AugmentOptions, augmentSchema } from "../data/augment.ts";
import { inputShapeSchema, layersSchema } from "../nn/architecture.ts";
import { lossSchema } from "../nn/losses.ts";
import type { LayerSpec, LossName } from "../nn/mod.ts";
import { belowOne, count, type FieldSchemas, integerFrom, positive } from "../system/schema.ts";
import type { Schema } from "../system/schema.ts";
import type { Shape } from "../tensor/mod.ts";
import { type Distillation, distillationSchema } from "./distillation.ts";
import { type EarlyStoppingOptions, earlyStoppingSchema } from "./early_stopping.ts";
import { optimizerSchema, type OptimizerSpec } from "./optimizers/mod.ts";
import { type Schedule, scheduleSchema } from "./schedules/mod.ts";

/** How a network is trained. */
export interface TrainingSettings {
  /** What is made small. */
  readonly loss: LossName;
  /** How gradients change the weights, such as `adam()`. */
  readonly optimizer: OptimizerSpec;
  /** How long the steps are: a number, or a schedule such as `cosineDecay(0.1)`. */
  readonly learningRate: Schedule;
  /** How often every image is seen. */
  readonly epochs: number;
  /** How many images the weights wait for before they move. */
  readonly batchSize: number;
  /**
   * Spreads this part of each target over all classes: Szegedy et al.,
   * [Rethinking the Inception Architecture](https://arxiv.org/abs/1512.00567) (2016), section 7.
   */
  readonly labelSmoothing?: number;
  /** Learns from a teacher beside the labels: from the soft targets that the training is given. */
  readonly distillation?: Distillation;
  /** Scales gradients down where their norm is greater. */
  readonly clipNorm?: number;
  /** Changes every training image a little, in every epoch in another way. */
  readonly augment?: AugmentOptions;
  /** Answers with a moving average of the weights, of which each step keeps this part. */
  readonly emaDecay?: number;
  /** Ends the training when validation images show no progress, with the weights that were best. */
  readonly earlyStopping?: EarlyStoppingOptions;
}

/**
 * A network and its training. With a seed and a set of images this fixes the trained weights to the
 * bit, so it is what a record keeps and what a Worker is sent.
 */
export interface Recipe extends TrainingSettings {
  /** The shape of one input: `[784]` for rows of pixels, `[28, 28, 1]` for images. */
  readonly inputShape: Shape;
  /** The layers, from the input to the output. */
  readonly network: readonly LayerSpec[];
}

/** What each of the settings must be. */
export const settingsFields: FieldSchemas<TrainingSettings> = {
  loss: lossSchema,
  optimizer: optimizerSchema,
  learningRate: scheduleSchema,
  epochs: count,
  batchSize: integerFrom(1),
  labelSmoothing: v.optional(belowOne),
  distillation: v.optional(distillationSchema),
  clipNorm: v.optional(positive),
  augment: v.optional(augmentSchema),
  emaDecay: v.optional(belowOne),
  earlyStopping: v.optional(earlyStoppingSchema),
};

/** What a recipe must be, wherever it comes from: a cell, a record, another thread. */
export const recipeSchema: Schema<Recipe> = v.strictObject({
  inputShape: inputShapeSchema,
  network: layersSchema,
  ...settingsFields,
});
