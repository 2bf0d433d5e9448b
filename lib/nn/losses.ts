// What a network is told about its answers: a loss to make small, and the way down.

import type { Backend } from "../tensor/backend.ts";
import { assertShape, Tensor } from "../tensor/tensor.ts";
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
 */
export function meanSquaredError(
  y: Tensor,
  targets: Tensor,
  { backend, ...result }: LossResult & { backend: Backend },
): void {
  check(y, { targets, ...result });
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
 */
export function crossEntropy(
  logits: Tensor,
  targets: Tensor,
  { backend, ...result }: LossResult & { backend: Backend },
): void {
  check(logits, { targets, ...result });
  backend.crossEntropy(logits, targets, { ...result, scale: 1 / logits.shape[0] });
}

/** The losses by name, as a recipe gives them. */
export const losses = { meanSquaredError, crossEntropy };

/**
 * Checks that a network can be trained with a loss.
 *
 * @throws {TypeError} If the loss is cross-entropy and the network does not end in softmax.
 */
export function assertLossFits(loss: LossName, network: Sequential): void {
  if (losses[loss] === undefined) {
    throw new TypeError(
      `Cannot use the loss ${JSON.stringify(loss)}: there are ${Object.keys(losses).join(" and ")}`,
    );
  }
  if (loss === "crossEntropy" && !network.endsInSoftmax) {
    throw new TypeError(
      `Cannot train with crossEntropy: it needs probabilities, but the network ends in ` +
        `${network.specs[network.specs.length - 1].type}; put softmax() at its end`,
    );
  }
}

function check(
  y: Tensor,
  { targets, losses, gradient }: LossResult & { targets: Tensor },
): void {
  const to = "compute the loss";
  assertShape(targets, { shape: y.shape, to, name: "targets" });
  assertShape(gradient, { shape: y.shape, to, name: "gradient" });
  assertShape(losses, { shape: [y.shape[0]], to, name: "losses" });
}
