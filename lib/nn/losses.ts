// What a network is told about its answers: a loss to make small, and the way down.

import * as v from "valibot";
import { checkSchema, type Schema } from "../system/schema.ts";
import type { Backend } from "../tensor/backend.ts";
import type { LossOperations } from "../tensor/operations/losses.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Sequential } from "./sequential.ts";

/** The losses there are. */
export type LossName = "meanSquaredError" | "crossEntropy";

/** The losses of a batch, one for each input, and the gradient of their mean. */
export interface LossResult {
  /** `[batch]` */
  readonly losses: Tensor;
  /** `[batch, outputs]`: the gradient for what the loss was computed from. */
  readonly gradient: Tensor;
}

/** What computes a loss, and where the results go. */
export interface LossOptions extends LossResult {
  /** What carries out the operation. */
  readonly backend: Backend;
}

/**
 * The mean squared error of each row of outputs y against its targets t:
 *
 *     E = 1/n * sum over j of (y_j - t_j)^2        dE/dy_j = 2/n * (y_j - t_j)
 *
 * with n outputs a row. The gradient is that of the mean over the batch.
 *
 * @param y The outputs: `[batch, n]`.
 * @param targets What they should be: `[batch, n]`.
 * @param options The backend, and where the results go.
 * @throws {RangeError} If a tensor has another shape.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { referenceBackend as backend } from "../tensor/reference/backend.ts";
 * import { Tensor } from "../tensor/tensor.ts";
 * import { meanSquaredError } from "./losses.ts";
 *
 * const y = new Tensor([1, 2], new Float32Array([1, 3]));
 * const targets = new Tensor([1, 2]);
 * const losses = new Tensor([1]);
 * const gradient = new Tensor([1, 2]);
 * meanSquaredError(y, targets, { backend, losses, gradient });
 * assertEquals([...losses.data], [5]);
 * assertEquals([...gradient.data], [1, 3]);
 * ```
 */
export function meanSquaredError(
  y: Tensor,
  targets: Tensor,
  { backend, ...result }: LossOptions,
): void {
  backend.squaredError(y, targets, { ...result, scale: 1 / y.shape[0] });
}

/**
 * The cross-entropy between targets t and the softmax p of each row of logits z:
 *
 *     E = -sum over j of t_j log p_j        dE/dz_j = p_j - t_j
 *
 * where the targets of a row add up to one. The gradient is that of the mean over the batch. Both come
 * straight from the logits, so that log never meets a 0, however sure the network is.
 *
 * @param logits What would go into the softmax: `[batch, n]`.
 * @param targets The right probabilities: `[batch, n]`.
 * @param options The backend, and where the results go.
 * @throws {RangeError} If a tensor has another shape.
 */
export function crossEntropy(
  logits: Tensor,
  targets: Tensor,
  { backend, ...result }: LossOptions,
): void {
  backend.crossEntropy(logits, targets, { ...result, scale: 1 / logits.shape[0] });
}

/** What there is to know of a loss. */
export interface LossKind {
  readonly compute: (y: Tensor, targets: Tensor, options: LossOptions) => void;
  /** The operation that it is. */
  readonly operation: keyof LossOperations;
  /** Whether it takes what would go into a softmax at the end of the network. */
  readonly takesLogits: boolean;
}

/** The losses by name, as a recipe gives them. */
export const losses: Readonly<Record<LossName, LossKind>> = {
  meanSquaredError: {
    compute: meanSquaredError,
    operation: "squaredError",
    takesLogits: false,
  },
  crossEntropy: { compute: crossEntropy, operation: "crossEntropy", takesLogits: true },
};

/** What the name of a loss must be. */
export const lossSchema: Schema<LossName> = v.picklist(Object.keys(losses) as LossName[]);

/**
 * Checks that a network can be trained with a loss.
 *
 * @throws {TypeError} If there is no such loss, or it needs a network that ends in softmax.
 */
export function assertLossFits(loss: LossName, network: Sequential): void {
  checkSchema(lossSchema, loss, { to: "train", name: "loss" });
  if (losses[loss].takesLogits && !network.endsInSoftmax) {
    throw new TypeError(
      `Cannot train with ${loss}: it needs probabilities, but the network ends in ` +
        `${network.specs[network.specs.length - 1].type}; put softmax() at its end`,
    );
  }
}
