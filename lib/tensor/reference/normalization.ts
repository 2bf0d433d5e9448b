// The statistics of each channel, normalization by them and its gradient; and dropout.

import type { ChannelStatistics } from "../backend.ts";
import type { Tensor } from "../tensor.ts";

/** Mean and deviation of each channel; see {@linkcode Backend.channelStatistics}. */
export function channelStatistics(
  x: Tensor,
  { mean, inverseDeviation, epsilon }: ChannelStatistics & { epsilon: number },
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
    inverseDeviation.data[c] = 1 / Math.sqrt(squares / rows + epsilon);
  }
}

/** Scales and shifts each channel; see {@linkcode Backend.normalize}. */
export function normalize(
  x: Tensor,
  { mean, inverseDeviation, scale, shift, out }: ChannelStatistics & {
    scale: Tensor;
    shift: Tensor;
    out: Tensor;
  },
): void {
  const channels = mean.size;
  for (let i = 0; i < x.size; i++) {
    const c = i % channels;
    const centered = (x.data[i] - mean.data[c]) * inverseDeviation.data[c];
    out.data[i] = scale.data[c] * centered + shift.data[c];
  }
}

/** The gradients of normalization; see {@linkcode Backend.normalizeGradient}. */
export function normalizeGradient(
  dy: Tensor,
  { x, mean, inverseDeviation, scale, scaleGradient, shiftGradient, out }: ChannelStatistics & {
    x: Tensor;
    scale: Tensor;
    scaleGradient: Tensor;
    shiftGradient: Tensor;
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
      dot += dy.data[i] * (x.data[i] - mean.data[c]) * inverseDeviation.data[c];
    }
    shiftGradient.data[c] = sum;
    scaleGradient.data[c] = dot;
    const factor = scale.data[c] * inverseDeviation.data[c];
    for (let i = c; i < x.size; i += channels) {
      const centered = (x.data[i] - mean.data[c]) * inverseDeviation.data[c];
      out.data[i] = factor * (dy.data[i] - sum / rows - centered * dot / rows);
    }
  }
}
