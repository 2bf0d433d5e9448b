// The moments of each channel, normalization by them and its gradient.

import type { BatchMoments } from "../backend.ts";
import type { Tensor } from "../tensor.ts";

/** Mean and inverse standard deviation of each channel; see {@linkcode Backend.batchMoments}. */
export function batchMoments(
  x: Tensor,
  { mean, inverseStd, epsilon }: BatchMoments & { epsilon: number },
): void {
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
}

/** Scales and shifts each channel; see {@linkcode Backend.normalize}. */
export function normalize(
  x: Tensor,
  { mean, inverseStd, gamma, beta, out }: BatchMoments & {
    gamma: Tensor;
    beta: Tensor;
    out: Tensor;
  },
): void {
  const channels = mean.size;
  for (let i = 0; i < x.size; i++) {
    const c = i % channels;
    const centered = (x.data[i] - mean.data[c]) * inverseStd.data[c];
    out.data[i] = gamma.data[c] * centered + beta.data[c];
  }
}

/** The gradients of normalization; see {@linkcode Backend.normalizeGradient}. */
export function normalizeGradient(
  dy: Tensor,
  { x, mean, inverseStd, gamma, gammaGradient, betaGradient, out }: BatchMoments & {
    x: Tensor;
    gamma: Tensor;
    gammaGradient: Tensor;
    betaGradient: Tensor;
    out: Tensor;
  },
): void {
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
}
