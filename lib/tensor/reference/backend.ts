// The reference backend: every operation as plain loops, in the order of its equation.

import type { Backend } from "../backend.ts";
import { Tensor } from "../tensor.ts";
import { activate, activateGradient, softmax, softmaxGradient } from "./activations.ts";
import { conv2d, conv2dFilterGradient, conv2dInputGradient } from "./convolution.ts";
import { dropout } from "./dropout.ts";
import { crossEntropy, squaredError } from "./losses.ts";
import { matmul, sumRows } from "./matmul.ts";
import { batchMoments, normalize, normalizeGradient } from "./normalization.ts";
import { maxPool2d, maxPool2dGradient } from "./pooling.ts";
import * as updates from "./updates.ts";

/**
 * The specification: slow, short, and written to be read.
 *
 * Sums are held in 64 bits and rounded to 32 once, so what it returns is closer to the exact result
 * than any of the fast backends comes; the tests hold those against it. It needs nothing but
 * JavaScript and so runs in a web page, too.
 */
export const referenceBackend: Backend = {
  name: "reference",
  threads: 1,
  tensor: (shape) => new Tensor(shape),
  bytes: (length) => new Uint8Array(length),
  bytesToFloats(bytes, { out }) {
    for (let i = 0; i < out.size; i++) out.data[i] = bytes[i] / 255;
  },
  matmul,
  sumRows,
  activate,
  activateGradient,
  softmax,
  softmaxGradient,
  crossEntropy,
  squaredError,
  conv2d,
  conv2dInputGradient,
  conv2dFilterGradient,
  maxPool2d,
  maxPool2dGradient,
  batchMoments,
  normalize,
  normalizeGradient,
  dropout,
  ...updates,
};
