// Many steps of gradient descent in one call, for networks of nothing but dense layers: what a backend
// may have beside the operations that the layers are made of.

import type { Tensor } from "../tensor.ts";
import type { ActivationKind } from "./activations.ts";
import type { LossOperations } from "./losses.ts";

/** A dense layer, and what follows it. */
export interface DenseStage {
  /** `[inputs, units]` */
  readonly weights: Tensor;
  /** `[units]` */
  readonly bias: Tensor;
  /** Which activation follows, if one does. */
  readonly activation?: ActivationKind;
}

/** What the steps of a {@linkcode Descent} need, and where their results go. */
export interface DescentOptions {
  /** How many images there are. */
  readonly count: number;
  /** Which loss goes down. */
  readonly loss: keyof LossOperations;
  /** `[count, outputs]`: what the network should say of each image. */
  readonly targets: Tensor;
  /** `[count]`: the learning rate of each step. */
  readonly learningRates: Tensor;
  /** `[count, outputs]`: what it says of each image before it learns from it. */
  readonly outputs: Tensor;
  /** `[count]`: the loss of that. */
  readonly losses: Tensor;
}

/**
 * Gradient descent on dense layers, prepared.
 *
 * @param images Bytes in the memory of the backend, one image after the other: a step is made for each.
 */
export type Descent = (images: Uint8Array, options: DescentOptions) => void;

/** What backends that can make many steps at once have. */
export interface DescentOperations {
  /**
   * Prepares gradient descent on dense layers in a row, one image at a time.
   *
   * The steps are those that the operations make, layer after layer, to the bit.
   *
   * @returns Nothing where the layers are too wide for it, or these steps would be slower.
   */
  denseDescent?(stages: readonly DenseStage[]): Descent | undefined;
}
