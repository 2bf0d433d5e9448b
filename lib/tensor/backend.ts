// The operations on tensors: one list, which every backend carries out in its own way.

import type { Shape, Tensor } from "./tensor.ts";

/** The ways to carry out the operations. */
export type BackendName = "reference" | "wasm" | "blas";

/** An activation that works on each number alone. */
export type ActivationKind = "sigmoid" | "tanh" | "relu";

/** Options of {@linkcode Backend.matmul}. */
export interface MatmulOptions {
  /** Where the product goes: `[m, n]`. */
  out: Tensor;
  /** Read `a` as its transpose. */
  transposeA?: boolean;
  /** Read `b` as its transpose. */
  transposeB?: boolean;
  /** A factor for the product. 1 if left out. */
  alpha?: number;
  /** Add to what `out` holds instead of replacing it. */
  accumulate?: boolean;
  /** `[n]`, added to each row of the product. Not together with `accumulate`. */
  bias?: Tensor;
}

/** How a window moves over an image: the same along both axes. */
export interface ConvOptions {
  /** Pixels from one window to the next. */
  stride: number;
  /** Zeros around the image, on each side. */
  padding: number;
}

/** The moments of each channel over a batch, each of shape `[channels]`. */
export interface BatchMoments {
  mean: Tensor;
  /** 1 / sqrt(variance + epsilon) */
  inverseStd: Tensor;
}

/**
 * The operations that a network is made of. Nothing is returned: results go into tensors that exist
 * already, so that a training step allocates nothing.
 *
 * Images are `[batch, height, width, channels]`, filters `[height, width, channels, filters]`. A
 * tensor "of rows" may have any shape: its last axis is the row, all the others are counted together.
 *
 * Shapes are the caller's duty: layers check theirs once, and an operation checks only what would
 * otherwise read or write outside its tensors.
 */
export interface Backend {
  readonly name: BackendName;

  /** How many threads share the work of one operation. */
  readonly threads: number;

  /**
   * A new tensor of zeros in this backend's memory.
   *
   * @throws {RangeError} If there is not enough memory; the message says how much was asked for.
   */
  tensor(shape: Shape): Tensor;

  /** New bytes, all zero, in this backend's memory: pixels on their way into a tensor. */
  bytes(length: number): Uint8Array;

  /** `out = bytes / 255`, for images of pixels. Bytes of this backend go fastest. */
  bytesToFloats(bytes: Uint8Array, options: { out: Tensor }): void;

  /** `out = alpha * a b + bias`, or `out += alpha * a b`. Zeros in `a` cost nothing when m or k is 1. */
  matmul(a: Tensor, b: Tensor, options: MatmulOptions): void;

  /** `out[j] = alpha * sum over rows of x[row, j]`, or `out[j] += …`: the gradient of a bias. */
  sumRows(x: Tensor, options: { out: Tensor; alpha?: number; accumulate?: boolean }): void;

  /** `out = f(x)`, number by number. `x` and `out` may be the same tensor. */
  activate(x: Tensor, options: { kind: ActivationKind; out: Tensor }): void;

  /** `out = dy * f'(x)`, told from `y = f(x)` alone. `dy` and `out` may be the same tensor. */
  activateGradient(dy: Tensor, options: { kind: ActivationKind; y: Tensor; out: Tensor }): void;

  /** `out[row, j] = exp(x[row, j]) / sum over k of exp(x[row, k])`. */
  softmax(x: Tensor, options: { out: Tensor }): void;

  /** `out[j] = y[j] * (dy[j] - sum over k of dy[k] y[k])` in each row. */
  softmaxGradient(dy: Tensor, options: { y: Tensor; out: Tensor }): void;

  /**
   * Cross-entropy of softmax(logits), from the logits, so that nothing overflows or is lost.
   *
   * `losses[row] = -sum over j of targets[j] * log softmax(logits)[j]`, and
   * `gradient = scale * (softmax(logits) * sum of targets - targets)`.
   */
  crossEntropy(
    logits: Tensor,
    targets: Tensor,
    options: { losses: Tensor; gradient: Tensor; scale: number },
  ): void;

  /**
   * Mean squared error over the outputs of each row.
   *
   * `losses[row] = mean over j of (y[j] - targets[j])^2`, and
   * `gradient = scale * 2 (y - targets) / outputs`.
   */
  squaredError(
    y: Tensor,
    targets: Tensor,
    options: { losses: Tensor; gradient: Tensor; scale: number },
  ): void;

  /** Cross-correlation of images with filters, plus a bias for each filter. */
  conv2d(x: Tensor, filters: Tensor, options: ConvOptions & { out: Tensor; bias?: Tensor }): void;

  /** The gradient of a convolution for its input. */
  conv2dInputGradient(dy: Tensor, filters: Tensor, options: ConvOptions & { out: Tensor }): void;

  /** The gradient of a convolution for its filters; `alpha` and `accumulate` as in `matmul`. */
  conv2dFilterGradient(
    x: Tensor,
    dy: Tensor,
    options: ConvOptions & { out: Tensor; alpha?: number; accumulate?: boolean },
  ): void;

  /** The maximum of each `size x size` window, channel by channel. Padding never wins. */
  maxPool2d(x: Tensor, options: ConvOptions & { size: number; out: Tensor }): void;

  /** Sends each `dy` to the first pixel of its window where `x` was the maximum, adding up. */
  maxPool2dGradient(
    dy: Tensor,
    options: ConvOptions & { size: number; x: Tensor; y: Tensor; out: Tensor },
  ): void;

  /** Mean and standard deviation of each channel, over all rows of `x`. */
  batchMoments(x: Tensor, options: BatchMoments & { epsilon: number }): void;

  /** `out = gamma * (x - mean) * inverseStd + beta`, channel by channel. */
  normalize(
    x: Tensor,
    options: BatchMoments & { gamma: Tensor; beta: Tensor; out: Tensor },
  ): void;

  /**
   * The gradients of `normalize` when the statistics were those of `x` itself.
   *
   * With `h = (x - mean) * inverseStd` and n rows: `betaGradient = sum dy`,
   * `gammaGradient = sum dy h`, and
   * `out = gamma * inverseStd * (dy - betaGradient / n - h * gammaGradient / n)`.
   */
  normalizeGradient(
    dy: Tensor,
    options: BatchMoments & {
      x: Tensor;
      gamma: Tensor;
      gammaGradient: Tensor;
      betaGradient: Tensor;
      out: Tensor;
    },
  ): void;

  /**
   * Zeroes each number with probability `rate` and divides the others by `1 - rate`.
   *
   * Which ones is fixed by `key`, an integer of 32 bits, and the index: the same key on the
   * gradient of the same shape lets the same ones through.
   */
  dropout(x: Tensor, options: { rate: number; key: number; out: Tensor }): void;

  /** `value -= learningRate * (gradient + decay * value)`. */
  sgdStep(
    value: Tensor,
    gradient: Tensor,
    options: { learningRate: number; decay: number },
  ): void;

  /**
   * Gradient descent with momentum, plain or Nesterov's.
   *
   * `g = gradient + decay * value; velocity = momentum * velocity + dampening * g;
   * value -= learningRate * (nesterov ? dampening * g + momentum * velocity : velocity)`.
   */
  momentumStep(
    value: Tensor,
    gradient: Tensor,
    options: {
      velocity: Tensor;
      learningRate: number;
      momentum: number;
      dampening: number;
      nesterov: boolean;
      decay: number;
    },
  ): void;

  /**
   * Adam with decoupled weight decay, where `step` counts from 1.
   *
   * `firstMoment = beta1 firstMoment + (1 - beta1) g;
   * secondMoment = beta2 secondMoment + (1 - beta2) g^2;
   * value -= learningRate * (firstMoment / (1 - beta1^step) /
   * (sqrt(secondMoment / (1 - beta2^step)) + epsilon) + decay * value)`.
   */
  adamStep(
    value: Tensor,
    gradient: Tensor,
    options: {
      firstMoment: Tensor;
      secondMoment: Tensor;
      learningRate: number;
      beta1: number;
      beta2: number;
      epsilon: number;
      decay: number;
      step: number;
    },
  ): void;

  /** `average += (1 - decay) * (value - average)`: a moving average. */
  emaUpdate(value: Tensor, options: { average: Tensor; decay: number }): void;

  /** The sum of the squares of all values, added up in an order that threads do not change. */
  sumOfSquares(x: Tensor): number;

  /** `x *= factor`. */
  scale(x: Tensor, factor: number): void;
}
