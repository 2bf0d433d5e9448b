// The two losses with their gradients, row by row.

import type { Tensor } from "../tensor.ts";

interface LossOptions {
  losses: Tensor;
  gradient: Tensor;
  scale: number;
}

/** Cross-entropy of softmax(logits); see {@linkcode Backend.crossEntropy}. */
export function crossEntropy(
  logits: Tensor,
  targets: Tensor,
  { losses, gradient, scale }: LossOptions,
): void {
  const [rows, width] = logits.shape;
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    let max = -Infinity;
    for (let j = 0; j < width; j++) max = Math.max(max, logits.data[start + j]);
    let sum = 0;
    let targetSum = 0;
    for (let j = 0; j < width; j++) {
      sum += Math.exp(logits.data[start + j] - max);
      targetSum += targets.data[start + j];
    }
    let loss = 0;
    for (let j = 0; j < width; j++) {
      const shifted = logits.data[start + j] - max;
      const target = targets.data[start + j];
      // -log softmax = log sum of exp - shifted: finite even where softmax itself rounds to 0.
      loss += target * (Math.log(sum) - shifted);
      gradient.data[start + j] = scale * (Math.exp(shifted) / sum * targetSum - target);
    }
    losses.data[row] = loss;
  }
}

/** Mean squared error of each row; see {@linkcode Backend.squaredError}. */
export function squaredError(
  y: Tensor,
  targets: Tensor,
  { losses, gradient, scale }: LossOptions,
): void {
  const [rows, width] = y.shape;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let j = row * width; j < (row + 1) * width; j++) {
      const error = y.data[j] - targets.data[j];
      sum += error * error;
      gradient.data[j] = scale * 2 * error / width;
    }
    losses.data[row] = sum / width;
  }
}
