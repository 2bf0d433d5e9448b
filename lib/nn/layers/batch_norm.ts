// Batch normalization: gives every channel mean 0 and standard deviation 1, then lets it choose its own.

import { BatchTensors } from "../../tensor/batch_tensors.ts";
import { makeSpec } from "../../system/make_spec.ts";
import { numberWhere, positive } from "../../system/schema.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import {
  assertGradient,
  type BackwardOptions,
  batchOf,
  type Buffer,
  createBuffer,
  createParameter,
  type ForwardOptions,
  type Layer,
  type LayerContext,
  type LayerKind,
  type Parameter,
} from "./layer.ts";

/** A batch normalization layer as plain data. */
export interface BatchNormSpec {
  /** Tells it from other layers. */
  readonly type: "batchNorm";
  /** Added to the variance, so that nothing is divided by 0. */
  readonly epsilon: number;
  /** How much of the running mean and variance each batch replaces. */
  readonly momentum: number;
}

/**
 * A batch normalization layer, for images channel by channel, for rows number by number.
 *
 * @param options `epsilon` is added to the variance, so that nothing is divided by 0; `momentum` is
 * the part of the running mean and variance that each training batch replaces.
 * @throws {RangeError} If `epsilon` is not greater than 0, `momentum` not in (0, 1], or there is no such
 * option.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { Sequential } from "../sequential.ts";
 * import { batchNorm } from "./batch_norm.ts";
 *
 * const network = new Sequential([batchNorm()], { inputShape: [1] });
 * const batch = network.backend.tensor([2, 1]);
 * batch.data.set([3, 7]);
 * const [low, high] = network.forward(batch, { training: true }).data;
 * assertAlmostEquals(low, -1, 1e-5);
 * assertAlmostEquals(high, 1, 1e-5);
 * ```
 */
export function batchNorm(options: Partial<Omit<BatchNormSpec, "type">> = {}): BatchNormSpec {
  return makeSpec({ type: "batchNorm", epsilon: 1e-5, momentum: 0.1 }, {
    options,
    fields: batchNormKind.fields,
    to: "make a batchNorm layer",
  });
}

/**
 * H = (X - mean) / sqrt(variance + epsilon), Y = gamma * H + beta, for each channel.
 *
 * In training, mean and variance are those of the batch, so that each image has a part in them and
 * dE/dX has two terms more:
 *
 *     dE/dX = gamma / sqrt(variance + epsilon) * (dE/dY - mean(dE/dY) - H * mean(dE/dY * H))
 *     dE/dgamma = sum of dE/dY * H        dE/dbeta = sum of dE/dY
 *
 * Outside training the running mean and variance stand in for those of the batch, so that an answer does
 * not depend on the images beside it.
 *
 * Ioffe and Szegedy, "Batch Normalization" (2015), algorithm 1.
 */
export class BatchNorm implements Layer {
  readonly type = "batchNorm";
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly parameters: readonly Parameter[];
  readonly buffers: readonly Buffer[];
  readonly #spec: BatchNormSpec;
  readonly #context: LayerContext;
  readonly #gamma: Parameter;
  readonly #beta: Parameter;
  readonly #runningMean: Tensor;
  readonly #runningVariance: Tensor;
  readonly #mean: Tensor;
  readonly #inverseStd: Tensor;
  readonly #outputs: BatchTensors;
  readonly #inputGradients: BatchTensors;
  #x: Tensor | undefined;
  #y: Tensor | undefined;
  #training = false;

  constructor(spec: BatchNormSpec, context: LayerContext) {
    const { backend, inputShape } = context;
    const shape = [inputShape[inputShape.length - 1]];
    this.#spec = spec;
    this.#context = context;
    this.inputShape = inputShape;
    this.outputShape = inputShape;
    this.#gamma = createParameter("gamma", { shape, first: () => 1, context });
    this.#beta = createParameter("beta", { shape, first: () => 0, context });
    const runningMean = createBuffer("runningMean", { shape, first: () => 0, context });
    const runningVariance = createBuffer("runningVariance", { shape, first: () => 1, context });
    this.#mean = backend.tensor(shape);
    this.#inverseStd = backend.tensor(shape);
    this.parameters = [this.#gamma, this.#beta];
    this.buffers = [runningMean, runningVariance];
    this.#runningMean = runningMean.value;
    this.#runningVariance = runningVariance.value;
    this.#outputs = new BatchTensors(backend, inputShape);
    this.#inputGradients = new BatchTensors(backend, inputShape);
  }

  forward(x: Tensor, { training }: ForwardOptions): Tensor {
    const { backend } = this.#context;
    const y = this.#outputs.for(batchOf(x, this));
    const moments = { mean: this.#mean, inverseStd: this.#inverseStd };
    if (training) {
      backend.batchMoments(x, { ...moments, epsilon: this.#spec.epsilon });
      this.#remember(x.size / this.#mean.size);
    } else {
      this.#recall();
    }
    backend.normalize(x, {
      ...moments,
      gamma: this.#gamma.value,
      beta: this.#beta.value,
      out: y,
    });
    this.#x = x;
    this.#y = y;
    this.#training = training;
    return y;
  }

  backward(dy: Tensor, { learningRate }: BackwardOptions): Tensor {
    assertGradient(dy, { y: this.#y, type: this.type });
    if (!this.#training) {
      throw new TypeError(
        `Cannot run the batchNorm layer backward: its gradients are those of a training pass, but ` +
          `the last pass was none; run forward with training: true`,
      );
    }
    const { backend } = this.#context;
    const dx = this.#inputGradients.for(dy.shape[0]);
    backend.normalizeGradient(dy, {
      x: this.#x!,
      mean: this.#mean,
      inverseStd: this.#inverseStd,
      gamma: this.#gamma.value,
      gammaGradient: this.#gamma.gradient,
      betaGradient: this.#beta.gradient,
      out: dx,
    });
    if (learningRate !== undefined) {
      for (const { value, gradient } of this.parameters) {
        backend.sgdStep(value, gradient, { learningRate, decay: 0 });
      }
    }
    return dx;
  }

  /** Moves the running mean and variance towards those of a batch of `rows` values a channel. */
  #remember(rows: number): void {
    const { epsilon, momentum } = this.#spec;
    // The variance of a sample is too small by (rows - 1) / rows, on average.
    const unbiased = rows > 1 ? rows / (rows - 1) : 1;
    for (let c = 0; c < this.#mean.size; c++) {
      const inverse = this.#inverseStd.data[c];
      const variance = 1 / (inverse * inverse) - epsilon;
      const mean = this.#runningMean.data[c];
      const running = this.#runningVariance.data[c];
      this.#runningMean.data[c] = mean + momentum * (this.#mean.data[c] - mean);
      this.#runningVariance.data[c] = running + momentum * (variance * unbiased - running);
    }
  }

  #recall(): void {
    for (let c = 0; c < this.#mean.size; c++) {
      this.#mean.data[c] = this.#runningMean.data[c];
      this.#inverseStd.data[c] = 1 /
        Math.sqrt(this.#runningVariance.data[c] + this.#spec.epsilon);
    }
  }
}

/** What there is to know of batch normalization layers. */
export const batchNormKind: LayerKind<BatchNormSpec> = {
  fields: {
    epsilon: positive,
    momentum: numberWhere(
      "a number greater than 0 and at most 1",
      (momentum) => momentum > 0 && momentum <= 1,
    ),
  },
  create: (spec, context) => new BatchNorm(spec, context),
  forgetsOutput: true,
  torch: {
    gamma: { name: "weight", axes: [0], perInput: true },
    beta: { name: "bias", axes: [0], perInput: true },
    runningMean: { name: "running_mean", axes: [0], perInput: true },
    runningVariance: { name: "running_var", axes: [0], perInput: true },
  },
};
