// Activations and their gradients, number by number, and softmax, row by row.

import type { ActivationKind } from "../backend.ts";
import type { Tensor } from "../tensor.ts";

/** `out = f(x)`; see {@linkcode Backend.activate}. */
export function activate(
  x: Tensor,
  { kind, out }: { kind: ActivationKind; out: Tensor },
): void {
  const f = functions[kind];
  for (let i = 0; i < x.size; i++) out.data[i] = f(x.data[i]);
}

/** `out = dy * f'(x)`; see {@linkcode Backend.activateGradient}. */
export function activateGradient(
  dy: Tensor,
  { kind, y, out }: { kind: ActivationKind; y: Tensor; out: Tensor },
): void {
  const slope = slopes[kind];
  for (let i = 0; i < dy.size; i++) out.data[i] = dy.data[i] * slope(y.data[i]);
}

const functions: Record<ActivationKind, (x: number) => number> = {
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: (x) => Math.tanh(x),
  relu: (x) => Math.max(0, x),
};

/** f'(x) in terms of y = f(x): each of these functions allows that. */
const slopes: Record<ActivationKind, (y: number) => number> = {
  sigmoid: (y) => y * (1 - y),
  tanh: (y) => 1 - y * y,
  relu: (y) => y > 0 ? 1 : 0,
};

/**
 * Softmax of each row; see {@linkcode Backend.softmax}.
 *
 * The maximum of the row is subtracted first. That changes nothing in the quotient, and
 * keeps exp from overflowing.
 */
export function softmax(x: Tensor, { out }: { out: Tensor }): void {
  const width = x.shape[x.shape.length - 1];
  for (let start = 0; start < x.size; start += width) {
    let max = -Infinity;
    for (let j = 0; j < width; j++) max = Math.max(max, x.data[start + j]);
    let sum = 0;
    for (let j = 0; j < width; j++) sum += Math.exp(x.data[start + j] - max);
    for (let j = 0; j < width; j++) {
      out.data[start + j] = Math.exp(x.data[start + j] - max) / sum;
    }
  }
}

/** The gradient of softmax; see {@linkcode Backend.softmaxGradient}. */
export function softmaxGradient(dy: Tensor, { y, out }: { y: Tensor; out: Tensor }): void {
  const width = y.shape[y.shape.length - 1];
  for (let start = 0; start < y.size; start += width) {
    let dot = 0;
    for (let j = 0; j < width; j++) dot += dy.data[start + j] * y.data[start + j];
    for (let j = 0; j < width; j++) {
      out.data[start + j] = y.data[start + j] * (dy.data[start + j] - dot);
    }
  }
}
