// One training step: a batch of images goes forward, its loss goes backward, the weights move.

import { DistillationLoss, type DistillationWeights } from "../nn/distillation_loss.ts";
import { losses, type LossName } from "../nn/losses.ts";
import type { Sequential } from "../nn/mod.ts";
import { argmax } from "../system/argmax.ts";
import { BatchTensors, type Tensor } from "../tensor/mod.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";

/** What a step is made of, beside network and optimizer. */
export interface TrainingStepOptions {
  readonly optimizer: Optimizer;
  readonly loss: LossName;
  /** The largest batch that will come. */
  readonly batchSize: number;
  /** The part of each target that is spread evenly over all classes. */
  readonly labelSmoothing: number;
  /** Gradients whose norm, all taken together, is greater than this are scaled down to it. */
  readonly clipNorm: number;
  /** How much a teacher counts, if there is one. */
  readonly distillation?: DistillationWeights;
}

/** What a step found out, before the weights moved. */
export interface StepResult {
  /** The sum of the losses of the batch. */
  readonly loss: number;
  /** How many images of the batch were classified correctly. */
  readonly correct: number;
}

/** Everything that a training step needs, made once: the step itself makes no tensors. */
export class TrainingStep {
  /** Where the pixels of a batch go before each step: images of bytes, one after the other. */
  readonly images: Uint8Array;
  /** Where the labels of a batch go. */
  readonly labels: Uint8Array;
  /** Where the teacher's probabilities go, at the temperature of the distillation: `[images, classes]`. */
  readonly softTargets: Float32Array;
  readonly #network: Sequential;
  readonly #options: TrainingStepOptions;
  readonly #inputs: BatchTensors;
  readonly #targets: BatchTensors;
  readonly #gradients: BatchTensors;
  readonly #losses: BatchTensors;
  readonly #softTargets: BatchTensors;
  readonly #distillation: DistillationLoss | undefined;

  constructor(network: Sequential, options: TrainingStepOptions) {
    const { backend, inputShape, outputShape } = network;
    this.#network = network;
    this.#options = options;
    this.#inputs = new BatchTensors(backend, inputShape);
    this.#targets = new BatchTensors(backend, outputShape);
    this.#gradients = new BatchTensors(backend, outputShape);
    this.#losses = new BatchTensors(backend, []);
    this.images = backend.bytes(this.#inputs.for(options.batchSize).size);
    this.labels = new Uint8Array(options.batchSize);
    const { distillation, batchSize } = options;
    const [classes] = outputShape;
    this.#softTargets = new BatchTensors(backend, outputShape);
    this.softTargets = distillation === undefined
      ? new Float32Array(0)
      : this.#softTargets.for(batchSize).data;
    this.#distillation = distillation &&
      new DistillationLoss(backend, { ...distillation, classes });
  }

  /**
   * Trains on the batch in `images` and `labels`.
   *
   * @param count How many images the batch has.
   * @param options The learning rate of this step, and its number, counted over all epochs.
   */
  run(count: number, { learningRate, step }: { learningRate: number; step: number }): StepResult {
    const network = this.#network;
    const { backend } = network;
    const { optimizer, loss, labelSmoothing, clipNorm } = this.#options;

    const x = this.#inputs.for(count);
    backend.bytesToFloats(this.images, { out: x });
    const y = network.forward(x, { training: true, step, logits: losses[loss].takesLogits });

    const targets = this.#targets.for(count);
    fillTargets(targets, { labels: this.labels, smoothing: labelSmoothing });
    const result = { losses: this.#losses.for(count), gradient: this.#gradients.for(count) };
    if (this.#distillation === undefined) {
      losses[loss].compute(y, targets, { backend, ...result });
    } else {
      const softened = this.#softTargets.for(count);
      this.#distillation.compute(y, { targets, softened }, result);
    }

    if (optimizer.isPlainDescent && clipNorm === Infinity) {
      network.backward(result.gradient, { learningRate });
    } else {
      network.backward(result.gradient);
      if (clipNorm < Infinity) clipGradients(network, clipNorm);
      optimizer.step(learningRate);
    }
    return { loss: sum(result.losses.data), correct: countCorrect(y, this.labels) };
  }
}

/** One-hot targets: 1 for the label and 0 for the others, or a little less and a little more. */
export function fillTargets(
  targets: Tensor,
  { labels, smoothing = 0 }: { labels: Uint8Array; smoothing?: number },
): void {
  const [rows, classes] = targets.shape;
  targets.data.fill(smoothing / classes);
  for (let row = 0; row < rows; row++) {
    targets.data[row * classes + labels[row]] += 1 - smoothing;
  }
}

function countCorrect(y: Tensor, labels: Uint8Array): number {
  const [rows, classes] = y.shape;
  let correct = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    if (argmax(y.data, { start, end: start + classes }) === labels[row]) correct++;
  }
  return correct;
}

/**
 * Scales all gradients down together where their norm is greater than the limit.
 *
 * Pascanu et al.,
 * [On the difficulty of training recurrent neural networks](https://arxiv.org/abs/1211.5063) (2013),
 * algorithm 1.
 */
function clipGradients({ parameters, backend }: Sequential, limit: number): void {
  let squares = 0;
  for (const { gradient } of parameters) squares += backend.sumOfSquares(gradient);
  const norm = Math.sqrt(squares);
  if (norm <= limit) return;
  for (const { gradient } of parameters) backend.scale(gradient, limit / norm);
}

function sum(values: Float32Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
