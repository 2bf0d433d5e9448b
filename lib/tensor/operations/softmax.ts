// Softmax: turns the values of each row into probabilities.

import { assertShape, rowLength, type Tensor } from "../tensor.ts";

/** Options of {@linkcode SoftmaxOperations.softmaxGradient}. */
export interface SoftmaxGradientOptions {
  /** What `softmax` found, shaped as `dy`. */
  readonly y: Tensor;
  /** Where the gradient goes, shaped as `dy`. */
  readonly out: Tensor;
}

/** The operations on rows that end a network which classifies. */
export interface SoftmaxOperations {
  /** `out[row, j] = exp(x[row, j]) / sum over k of exp(x[row, k])`. */
  softmax(x: Tensor, options: { readonly out: Tensor }): void;

  /** `out[j] = y[j] * (dy[j] - sum over k of dy[k] y[k])` in each row. */
  softmaxGradient(dy: Tensor, options: SoftmaxGradientOptions): void;
}

/**
 * Softmax as plain loops.
 *
 * The maximum of the row is subtracted first. That changes nothing in the quotient, and keeps exp from
 * overflowing.
 */
export const referenceSoftmax: SoftmaxOperations = {
  softmax(x, { out }) {
    const columns = rowLength(x);
    for (let start = 0; start < x.size; start += columns) {
      let max = -Infinity;
      for (let j = 0; j < columns; j++) max = Math.max(max, x.data[start + j]);
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += Math.exp(x.data[start + j] - max);
      for (let j = 0; j < columns; j++) {
        out.data[start + j] = Math.exp(x.data[start + j] - max) / sum;
      }
    }
  },

  softmaxGradient(dy, { y, out }) {
    const columns = rowLength(dy);
    for (let start = 0; start < y.size; start += columns) {
      let dot = 0;
      for (let j = 0; j < columns; j++) dot += dy.data[start + j] * y.data[start + j];
      for (let j = 0; j < columns; j++) {
        out.data[start + j] = y.data[start + j] * (dy.data[start + j] - dot);
      }
    }
  },
};

/** The same operations, which refuse tensors that do not fit together. */
export function checkedSoftmax(operations: SoftmaxOperations): SoftmaxOperations {
  const to = "find a softmax";
  return {
    softmax(x, options) {
      assertShape(options.out, { shape: x.shape, to, name: "out" });
      operations.softmax(x, options);
    },

    softmaxGradient(dy, options) {
      assertShape(options.y, { shape: dy.shape, to, name: "y" });
      assertShape(options.out, { shape: dy.shape, to, name: "out" });
      operations.softmaxGradient(dy, options);
    },
  };
}
