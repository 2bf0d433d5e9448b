// The two losses with their gradients, row by row.

import { assertShape, describe, rowLength, type Tensor } from "../tensor.ts";

/** Where a loss puts its results. */
export interface LossOperationOptions {
  /** One loss for each row: shaped as the outputs without their last axis. */
  readonly losses: Tensor;
  /** The gradient, shaped as the outputs. */
  readonly gradient: Tensor;
  /** A factor for the gradient, but not for the losses. */
  readonly scale: number;
}

/** The losses. */
export interface LossOperations {
  /**
   * Cross-entropy of softmax(logits), from the logits, so that nothing overflows or is lost.
   *
   * `losses[row] = -sum over j of targets[j] * log softmax(logits)[j]`, and
   * `gradient = scale * (softmax(logits) * sum of targets - targets)`.
   */
  crossEntropy(logits: Tensor, targets: Tensor, options: LossOperationOptions): void;

  /**
   * Mean squared error over the outputs of each row.
   *
   * `losses[row] = mean over j of (y[j] - targets[j])^2`, and
   * `gradient = scale * 2 (y - targets) / outputs`.
   */
  squaredError(y: Tensor, targets: Tensor, options: LossOperationOptions): void;
}

/** The losses as plain loops. */
export const referenceLosses: LossOperations = {
  crossEntropy(logits, targets, { losses, gradient, scale }) {
    const columns = rowLength(logits);
    for (let row = 0; row < losses.size; row++) {
      const start = row * columns;
      let max = -Infinity;
      for (let j = 0; j < columns; j++) max = Math.max(max, logits.data[start + j]);
      let sum = 0;
      let targetSum = 0;
      for (let j = 0; j < columns; j++) {
        sum += Math.exp(logits.data[start + j] - max);
        targetSum += targets.data[start + j];
      }
      let loss = 0;
      for (let j = 0; j < columns; j++) {
        const shifted = logits.data[start + j] - max;
        const target = targets.data[start + j];
        // -log softmax = log sum of exp - shifted: finite even where softmax itself rounds to 0.
        loss += target * (Math.log(sum) - shifted);
        gradient.data[start + j] = scale * (Math.exp(shifted) / sum * targetSum - target);
      }
      losses.data[row] = loss;
    }
  },

  squaredError(y, targets, { losses, gradient, scale }) {
    const columns = rowLength(y);
    for (let row = 0; row < losses.size; row++) {
      let sum = 0;
      for (let i = row * columns; i < (row + 1) * columns; i++) {
        const error = y.data[i] - targets.data[i];
        sum += error * error;
        gradient.data[i] = scale * 2 * error / columns;
      }
      losses.data[row] = sum / columns;
    }
  },
};

/** The same operations, which refuse tensors that do not fit together. */
export function checkedLosses(operations: LossOperations): LossOperations {
  return {
    crossEntropy(logits, targets, options) {
      checkLoss(logits, targets, options);
      operations.crossEntropy(logits, targets, options);
    },

    squaredError(y, targets, options) {
      checkLoss(y, targets, options);
      operations.squaredError(y, targets, options);
    },
  };
}

function checkLoss(y: Tensor, targets: Tensor, { losses, gradient }: LossOperationOptions): void {
  const to = "compute the loss";
  const { shape } = y;
  assertShape(targets, { shape, to, name: "targets" });
  assertShape(gradient, { shape, to, name: "gradient" });
  let fits = losses.shape.length === Math.max(0, shape.length - 1);
  for (let i = 0; fits && i < losses.shape.length; i++) fits = losses.shape[i] === shape[i];
  if (!fits) {
    throw new RangeError(
      `Cannot ${to}: losses has shape ${describe(losses.shape)} but ` +
        `${describe(shape.slice(0, -1))} is needed`,
    );
  }
}
