// One training step: a batch of images goes forward, its loss goes backward, the weights move.

import { denseStagesOf } from "../nn/dense_stages.ts";
import { DistillationLoss, type DistillationWeights } from "../nn/distillation_loss.ts";
import { losses, type LossName } from "../nn/losses.ts";
import type { Sequential } from "../nn/mod.ts";
import { argmax } from "../system/argmax.ts";
import { BatchTensors, type Descent, type Tensor } from "../tensor/mod.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";

/** How many steps are made at once, where that can be: then their results are handed out. */
const STEPS_AT_ONCE = 32;

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
  /** Whether somebody looks at the weights after each step, so that no others may follow it at once. */
  readonly watched?: boolean;
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
  /** How many steps `runAll` makes at most: 1 but for dense layers that learn from one image at a time. */
  readonly stepsAtOnce: number;
  /** Where the pixels go before each call, of so many batches: images of bytes, one after the other. */
  readonly images: Uint8Array;
  /** Where the labels go. */
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
  readonly #descent: Descent | undefined;
  readonly #learningRates: BatchTensors;
  readonly #outputs: BatchTensors;

  constructor(network: Sequential, options: TrainingStepOptions) {
    const { backend, inputShape, outputShape } = network;
    this.#network = network;
    this.#options = options;
    this.#inputs = new BatchTensors(backend, inputShape);
    this.#targets = new BatchTensors(backend, outputShape);
    this.#gradients = new BatchTensors(backend, outputShape);
    this.#losses = new BatchTensors(backend, []);
    this.#descent = prepareDescent(network, options);
    this.#learningRates = new BatchTensors(backend, []);
    this.#outputs = new BatchTensors(backend, outputShape);
    this.stepsAtOnce = this.#descent ? STEPS_AT_ONCE : 1;
    this.images = backend.bytes(
      this.stepsAtOnce * this.#inputs.for(options.batchSize).size,
    );
    this.labels = new Uint8Array(this.stepsAtOnce * options.batchSize);
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

  /**
   * Trains on the batches in `images` and `labels`, one after the other, as `run` does with each of them
   * and with the same bits.
   *
   * @param count How many images they have: the last one may have fewer than the others.
   * @param options The learning rate of each step, and the number of the first one.
   */
  runAll(
    count: number,
    { learningRates, step }: { learningRates: readonly number[]; step: number },
  ): readonly StepResult[] {
    if (this.#descent === undefined) {
      return [this.run(count, { learningRate: learningRates[0], step })];
    }
    const { loss, labelSmoothing } = this.#options;
    const targets = this.#targets.for(count);
    fillTargets(targets, { labels: this.labels, smoothing: labelSmoothing });
    const rates = this.#learningRates.for(count);
    for (let i = 0; i < count; i++) rates.data[i] = learningRates[i];
    const outputs = this.#outputs.for(count);
    const batchLosses = this.#losses.for(count);
    const { operation } = losses[loss];
    this.#descent(this.images, {
      count,
      loss: operation,
      targets,
      learningRates: rates,
      outputs,
      losses: batchLosses,
    });
    const results: StepResult[] = [];
    for (let i = 0; i < count; i++) {
      const correct = isCorrect(outputs, { row: i, label: this.labels[i] }) ? 1 : 0;
      results.push({ loss: batchLosses.data[i], correct });
    }
    return results;
  }
}

/** Many steps at once, where the network, the training and the backend allow it. */
function prepareDescent(
  { layers, endsInSoftmax, backend }: Sequential,
  { optimizer, loss, batchSize, clipNorm, distillation, watched }: TrainingStepOptions,
): Descent | undefined {
  const plain = optimizer.isPlainDescent && clipNorm === Infinity && distillation === undefined;
  if (!plain || batchSize !== 1 || watched) return undefined;
  const withoutSoftmax = losses[loss].takesLogits && endsInSoftmax;
  const stages = denseStagesOf(withoutSoftmax ? layers.slice(0, -1) : layers);
  return stages && backend.denseDescent?.(stages);
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
  let correct = 0;
  for (let row = 0; row < y.shape[0]; row++) {
    if (isCorrect(y, { row, label: labels[row] })) correct++;
  }
  return correct;
}

function isCorrect(y: Tensor, { row, label }: { row: number; label: number }): boolean {
  const classes = y.shape[1];
  const start = row * classes;
  return argmax(y.data, { start, end: start + classes }) === label;
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
