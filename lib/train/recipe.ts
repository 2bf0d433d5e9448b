// A recipe: all that decides how a network is made and trained, as plain data.

import type { AugmentOptions } from "../data/mod.ts";
import type { LossName } from "../nn/mod.ts";
import type { LayerSpec } from "../nn/mod.ts";
import type { Shape } from "../tensor/mod.ts";
import type { EarlyStoppingOptions } from "./early_stopping.ts";
import type { OptimizerSpec } from "./optimizers.ts";
import type { Schedule } from "./schedules.ts";

/** How a network is trained. */
export interface TrainingSettings {
  readonly loss: LossName;
  readonly optimizer: OptimizerSpec;
  readonly learningRate: Schedule;
  /** How often every image is seen. */
  readonly epochs: number;
  /** How many images the weights wait for before they move. */
  readonly batchSize: number;
  /** Spreads this part of each target over all classes (Szegedy et al., 2016, section 7). */
  readonly labelSmoothing?: number;
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
  readonly network: readonly LayerSpec[];
}
