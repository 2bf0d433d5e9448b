// The training loop: every epoch shows the network all images once, in a new order.

import { Augmenter, type Dataset } from "../data/mod.ts";
import { assertLossFits } from "../nn/losses.ts";
import type { Sequential } from "../nn/mod.ts";
import { Random } from "../tensor/mod.ts";
import { assertDataFits } from "./assert_data_fits.ts";
import { evaluate } from "./evaluate.ts";
import { MovingAverage } from "./moving_average.ts";
import { Optimizer } from "./optimizers.ts";
import type { TrainingSettings } from "./recipe.ts";
import { learningRateAt } from "./schedules.ts";
import { TrainingStep } from "./training_step.ts";
import { Turns } from "./turns.ts";

/** How {@linkcode fit} trains, and whom it tells. */
export interface FitOptions extends TrainingSettings {
  /** Fixes the order of the images. The seed of the network if left out. */
  readonly seed?: number;
  /** Images that are not trained on but looked at after each epoch. */
  readonly validation?: Dataset;
  /** Ends the training after the step under way, with all that was learned kept. */
  readonly signal?: AbortSignal;
  /** Called some twenty times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called after each epoch; the training waits for it. */
  readonly onEpoch?: (epoch: EpochReport) => void | Promise<void>;
}

/** How far a training has come. */
export interface Progress {
  /** Epochs trained, with a fraction: 2.5 in the middle of the third. */
  readonly epochs: number;
  /** The mean loss over the images of this epoch so far. */
  readonly loss: number;
  /** The part of the images of this epoch so far that was classified rightly. */
  readonly accuracy: number;
}

/**
 * What an epoch brought. Loss and accuracy are means over the epoch, taken of each batch before it
 * changed the weights.
 */
export interface EpochReport {
  /** Counts from 1. */
  readonly epoch: number;
  /** The learning rate at its first step. */
  readonly learningRate: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly validationLoss?: number;
  readonly validationAccuracy?: number;
  /** Training alone, without the validation. */
  readonly seconds: number;
}

/** What happened during a training. */
export interface History {
  /** The epochs that were finished. */
  readonly epochs: EpochReport[];
  /** Whether the signal ended it early. */
  readonly stopped: boolean;
}

/** The loss of a training was no longer a number. */
export class DivergenceError extends Error {
  override readonly name = "DivergenceError";
}

/**
 * Trains a network.
 *
 * Everything random is fixed by the seed, and every epoch has a stream of its own, so the weights come
 * out the same to the bit, however many threads share the work.
 *
 * @param network What is trained; it is changed in place, and valid after every step.
 * @param data What it learns from.
 * @param options The settings of the training, and who is told of its progress.
 * @throws {RangeError} If a setting is out of range, or the images do not fit the network.
 * @throws {TypeError} If the loss does not fit the network.
 * @throws {DivergenceError} If the loss stops being a finite number. The message says what to try.
 */
export async function fit(
  network: Sequential,
  data: Dataset,
  options: FitOptions,
): Promise<History> {
  const { loss, epochs, batchSize, seed = network.seed, validation, signal } = options;
  checkSettings(options);
  assertLossFits(loss, network);
  assertDataFits(data, { network, to: "train" });
  const { parameters, backend } = network;
  const optimizer = new Optimizer(options.optimizer, { parameters, backend });
  const average = options.averageDecay === undefined
    ? undefined
    : new MovingAverage(network, options.averageDecay);
  const augmenter = options.augment && new Augmenter(options.augment, data);
  const training = new TrainingStep(network, {
    optimizer,
    loss,
    batchSize: Math.min(batchSize, data.count),
    labelSmoothing: options.labelSmoothing ?? 0,
    clipNorm: options.clipNorm ?? Infinity,
  });
  const order = new Uint32Array(data.count);
  const stepsPerEpoch = Math.ceil(data.count / batchSize);
  const turns = new Turns({ every: 50 });
  const history: EpochReport[] = [];
  let step = 0;

  for (let epoch = 0; epoch < epochs && !signal?.aborted; epoch++) {
    const begin = performance.now();
    const rateAt = (step: number) =>
      learningRateAt(options.learningRate, { epoch, progress: step / (epochs * stepsPerEpoch) });
    const firstRate = rateAt(step);
    for (let i = 0; i < order.length; i++) order[i] = i;
    new Random([seed, "shuffle", epoch]).shuffle(order);
    let seen = 0;
    let lossSum = 0;
    let correct = 0;
    for (const batch of data.batches(batchSize, { order, into: training })) {
      augmenter?.applyBatch(batch, { key: [seed, "augment", epoch], start: seen });
      const learningRate = rateAt(step);
      const result = training.run(batch.count, { learningRate, step });
      step++;
      average?.update(step);
      seen += batch.count;
      lossSum += result.loss;
      correct += result.correct;
      if (!Number.isFinite(result.loss)) {
        throw divergence(result.loss, { epoch, step, learningRate });
      }
      if (turns.due) {
        options.onProgress?.({
          epochs: epoch + seen / data.count,
          loss: lossSum / seen,
          accuracy: correct / seen,
        });
        await turns.take();
      }
      if (signal?.aborted) break;
    }
    if (seen < data.count) break;
    const seconds = (performance.now() - begin) / 1000;
    average?.swap();
    const found = validation && await evaluate(network, validation);
    average?.swap();
    const report: EpochReport = {
      epoch: epoch + 1,
      learningRate: firstRate,
      loss: lossSum / seen,
      accuracy: correct / seen,
      ...found && { validationLoss: found.loss, validationAccuracy: found.accuracy },
      seconds,
    };
    history.push(report);
    await options.onEpoch?.(report);
  }
  average?.swap();
  return { epochs: history, stopped: history.length < epochs };
}

function divergence(
  loss: number,
  { epoch, step, learningRate }: { epoch: number; step: number; learningRate: number },
): DivergenceError {
  return new DivergenceError(
    `Training diverged in epoch ${
      epoch + 1
    }, at step ${step}: the loss is ${loss} with a learning ` +
      `rate of ${learningRate}. Try a rate ten times smaller, or clipNorm: 1`,
  );
}

function checkSettings(
  { epochs, batchSize, labelSmoothing = 0, clipNorm = Infinity }: FitOptions,
): void {
  const wrong = (name: string, { found, wanted }: { found: unknown; wanted: string }) =>
    new RangeError(`Cannot train: ${name} must be ${wanted} but is ${found}`);
  if (!Number.isInteger(epochs) || epochs < 0) {
    throw wrong("epochs", { found: epochs, wanted: "a whole number of at least 0" });
  }
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw wrong("batchSize", { found: batchSize, wanted: "a whole number of at least 1" });
  }
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw wrong("labelSmoothing", { found: labelSmoothing, wanted: "at least 0, less than 1" });
  }
  if (!(clipNorm > 0)) {
    throw wrong("clipNorm", { found: clipNorm, wanted: "greater than 0" });
  }
}
