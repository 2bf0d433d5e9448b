// The blas backend: matrix products by a native library, all else by the wasm backend.

import type { Backend } from "../backend.ts";
import { productShape } from "../reference/matmul.ts";
import { createWasmBackend } from "../wasm/backend.ts";
import { openBlas } from "./library.ts";
import { multiply } from "./multiply.ts";

/**
 * The backend for machines that have OpenBLAS, MKL or Accelerate: their products use the vectors of
 * the processor at full width, which wasm cannot.
 *
 * Its tensors are those of the wasm backend. So are its other operations: the products inside a
 * convolution are small, and the library alone could not share them between threads. Unlike there,
 * results may differ in the last bits from one machine, library or number of threads to another.
 *
 * @param options `threads`: how many share the work of an operation. If left out, what the
 * environment variable THREADS says, or as many as there are processors.
 * @throws {RangeError} If the number of threads is not a whole number from 1 to 64.
 * @throws {Deno.errors.NotFound} If there is no library: the error says what was looked for, and how
 * to install one.
 */
export function createBlasBackend(options: { threads?: number } = {}): Backend {
  const blas = openBlas();
  const wasm = createWasmBackend(options);
  const { threads } = wasm;
  // The threads of wasm look for more work before they sleep. What comes right before the first
  // product of a step does without them, or they would keep the library's own from the processors.
  const single = createWasmBackend({ threads: 1 });
  return {
    name: "blas",
    threads,
    tensor: (shape) => wasm.tensor(shape),
    bytes: (length) => wasm.bytes(length),
    pixels: (bytes, options) => single.pixels(bytes, options),
    matmul(a, b, options) {
      const { m, n, k } = productShape(a, b, options);
      // One image at a time is bound by memory, not by arithmetic, and wasm skips its zeros.
      if (m === 1 || k === 1) wasm.matmul(a, b, options);
      else multiply(blas, { a, b, m, n, k, threads, ...options });
    },
    sumRows: (x, options) => wasm.sumRows(x, options),
    activate: (x, options) => wasm.activate(x, options),
    activateGradient: (dy, options) => wasm.activateGradient(dy, options),
    softmax: (x, options) => wasm.softmax(x, options),
    softmaxGradient: (dy, options) => wasm.softmaxGradient(dy, options),
    crossEntropy: (logits, targets, options) => wasm.crossEntropy(logits, targets, options),
    squaredError: (y, targets, options) => wasm.squaredError(y, targets, options),
    conv2d: (x, filters, options) => wasm.conv2d(x, filters, options),
    conv2dInputGradient: (dy, filters, options) => wasm.conv2dInputGradient(dy, filters, options),
    conv2dFilterGradient: (x, dy, options) => wasm.conv2dFilterGradient(x, dy, options),
    maxPool2d: (x, options) => wasm.maxPool2d(x, options),
    maxPool2dGradient: (dy, options) => wasm.maxPool2dGradient(dy, options),
    channelStatistics: (x, options) => wasm.channelStatistics(x, options),
    normalize: (x, options) => wasm.normalize(x, options),
    normalizeGradient: (dy, options) => wasm.normalizeGradient(dy, options),
    dropout: (x, options) => wasm.dropout(x, options),
    descend: (value, gradient, options) => wasm.descend(value, gradient, options),
    descendWithMomentum: (value, gradient, options) =>
      wasm.descendWithMomentum(value, gradient, options),
    descendWithAdam: (value, gradient, options) => wasm.descendWithAdam(value, gradient, options),
    average: (value, options) => wasm.average(value, options),
    sumOfSquares: (x) => wasm.sumOfSquares(x),
    scale: (x, factor) => wasm.scale(x, factor),
  };
}
