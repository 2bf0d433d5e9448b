// The moments of each channel, normalization by them and its gradient.

import { assertShape, assertVector, rowLength, type Tensor } from "../tensor.ts";

/** The moments of each channel over a batch, each of shape `[channels]`. */
export interface BatchMoments {
  /** The mean. */
  readonly mean: Tensor;
  /** 1 / sqrt(variance + epsilon) */
  readonly inverseStd: Tensor;
}

/** Options of {@linkcode NormalizationOperations.batchMoments}: where the moments go. */
export interface BatchMomentsOptions extends BatchMoments {
  /** What is added to the variance, so that nothing is divided by 0. */
  readonly epsilon: number;
}

/** Options of {@linkcode NormalizationOperations.normalize}. */
export interface NormalizeOptions extends BatchMoments {
  /** The factor of each channel: `[channels]`. */
  readonly gamma: Tensor;
  /** What is added to each channel: `[channels]`. */
  readonly beta: Tensor;
  /** Where the result goes, shaped as `x`. */
  readonly out: Tensor;
}

/** Options of {@linkcode NormalizationOperations.normalizeGradient}. */
export interface NormalizeGradientOptions extends BatchMoments {
  /** What was normalized, shaped as `dy`. */
  readonly x: Tensor;
  /** The factor of each channel: `[channels]`. */
  readonly gamma: Tensor;
  /** Where the gradient for `gamma` goes: `[channels]`. */
  readonly gammaGradient: Tensor;
  /** Where the gradient for `beta` goes: `[channels]`. */
  readonly betaGradient: Tensor;
  /** Where the gradient for `x` goes, shaped as `dy`. */
  readonly out: Tensor;
}

/** The operations of batch normalization. The last axis of a tensor is its channels. */
export interface NormalizationOperations {
  /** Mean and inverse standard deviation of each channel, over all rows of `x`. */
  batchMoments(x: Tensor, options: BatchMomentsOptions): void;

  /** `out = gamma * (x - mean) * inverseStd + beta`, channel by channel. */
  normalize(x: Tensor, options: NormalizeOptions): void;

  /**
   * The gradients of `normalize` when the moments were those of `x` itself.
   *
   * With `h = (x - mean) * inverseStd` and n rows: `betaGradient = sum dy`,
   * `gammaGradient = sum dy h`, and
   * `out = gamma * inverseStd * (dy - betaGradient / n - h * gammaGradient / n)`.
   */
  normalizeGradient(dy: Tensor, options: NormalizeGradientOptions): void;
}

/** Batch normalization as plain loops. */
export const referenceNormalization: NormalizationOperations = {
  batchMoments(x, { mean, inverseStd, epsilon }) {
    const channels = mean.size;
    const rows = x.size / channels;
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let i = c; i < x.size; i += channels) sum += x.data[i];
      const center = sum / rows;
      let squares = 0;
      for (let i = c; i < x.size; i += channels) squares += (x.data[i] - center) ** 2;
      mean.data[c] = center;
      inverseStd.data[c] = 1 / Math.sqrt(squares / rows + epsilon);
    }
  },

  normalize(x, { mean, inverseStd, gamma, beta, out }) {
    const channels = mean.size;
    for (let i = 0; i < x.size; i++) {
      const c = i % channels;
      const centered = (x.data[i] - mean.data[c]) * inverseStd.data[c];
      out.data[i] = gamma.data[c] * centered + beta.data[c];
    }
  },

  normalizeGradient(dy, { x, mean, inverseStd, gamma, gammaGradient, betaGradient, out }) {
    const channels = mean.size;
    const rows = x.size / channels;
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      let dot = 0;
      for (let i = c; i < x.size; i += channels) {
        sum += dy.data[i];
        dot += dy.data[i] * (x.data[i] - mean.data[c]) * inverseStd.data[c];
      }
      betaGradient.data[c] = sum;
      gammaGradient.data[c] = dot;
      const factor = gamma.data[c] * inverseStd.data[c];
      for (let i = c; i < x.size; i += channels) {
        const centered = (x.data[i] - mean.data[c]) * inverseStd.data[c];
        out.data[i] = factor * (dy.data[i] - sum / rows - centered * dot / rows);
      }
    }
  },
};

/** The same operations, which refuse tensors that do not fit together. */
export function checkedNormalization(
  operations: NormalizationOperations,
): NormalizationOperations {
  const to = "normalize";
  return {
    batchMoments(x, options) {
      const length = rowLength(x);
      assertVector(options.mean, { length, to, name: "mean" });
      assertVector(options.inverseStd, { length, to, name: "inverseStd" });
      operations.batchMoments(x, options);
    },

    normalize(x, options) {
      const length = rowLength(x);
      assertVector(options.mean, { length, to, name: "mean" });
      assertVector(options.inverseStd, { length, to, name: "inverseStd" });
      assertVector(options.gamma, { length, to, name: "gamma" });
      assertVector(options.beta, { length, to, name: "beta" });
      assertShape(options.out, { shape: x.shape, to, name: "out" });
      operations.normalize(x, options);
    },

    normalizeGradient(dy, options) {
      const length = rowLength(dy);
      assertShape(options.x, { shape: dy.shape, to, name: "x" });
      assertVector(options.mean, { length, to, name: "mean" });
      assertVector(options.inverseStd, { length, to, name: "inverseStd" });
      assertVector(options.gamma, { length, to, name: "gamma" });
      assertVector(options.gammaGradient, { length, to, name: "gammaGradient" });
      assertVector(options.betaGradient, { length, to, name: "betaGradient" });
      assertShape(options.out, { shape: dy.shape, to, name: "out" });
      operations.normalizeGradient(dy, options);
    },
  };
}
