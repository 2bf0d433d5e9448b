// One epoch: the network sees all images once, in a new order.

import { Augmenter, type Dataset } from "../data/mod.ts";
import { Random } from "../tensor/mod.ts";
import { soften } from "./distillation.ts";
import { assertLossFinite, assertWeightsFinite } from "./divergence.ts";
import type { FitOptions } from "./fit_options.ts";
import type { EpochReport } from "./history.ts";
import { learningRateAt } from "./schedules/mod.ts";
import { TrainingStep } from "./training_step.ts";
import type { TrainingState } from "./training_state.ts";
import { Yielder } from "./yielder.ts";

/** Milliseconds from one progress report to the next, and the longest that others wait for their turn. */
const YIELD_INTERVAL = 50;

/** What an epoch of training brought, without the validation. */
export interface TrainedEpoch {
  readonly report: Omit<EpochReport, "validationLoss" | "validationAccuracy">;
  /** How many steps it had. */
  readonly steps: number;
  /** The mean loss of the first batch, which the network saw before it learned from this epoch. */
  readonly firstLoss: number;
  /** The highest learning rate. */
  readonly maxLearningRate: number;
}

/** Trains epoch after epoch. Everything random is fixed by the seed, in a stream for each epoch. */
export class EpochTrainer {
  readonly #state: TrainingState;
  readonly #data: Dataset;
  readonly #options: FitOptions;
  readonly #step: TrainingStep;
  readonly #augmenter: Augmenter | undefined;
  /** What the teacher says of each image, at the temperature of the distillation. */
  readonly #softened: Float32Array | undefined;
  readonly #order: Uint32Array;
  readonly #stepsPerEpoch: number;
  readonly #yielder = new Yielder({ every: YIELD_INTERVAL });

  constructor(state: TrainingState, { data, options }: { data: Dataset; options: FitOptions }) {
    const { loss, batchSize, labelSmoothing = 0, clipNorm = Infinity, augment } = options;
    const { distillation, softTargets } = options;
    this.#state = state;
    this.#data = data;
    this.#options = options;
    this.#step = new TrainingStep(state.network, {
      optimizer: state.optimizer,
      loss,
      batchSize: Math.min(batchSize, data.count),
      labelSmoothing,
      clipNorm,
      distillation,
      watched: state.average !== undefined,
    });
    this.#softened = distillation && softTargets && soften(softTargets, distillation);
    this.#augmenter = augment && new Augmenter(augment, data);
    this.#order = new Uint32Array(data.count);
    this.#stepsPerEpoch = Math.ceil(data.count / batchSize);
  }

  /**
   * Trains one epoch.
   *
   * @param epoch Which one, counted from 0.
   * @returns What it brought, or nothing if the signal ended it early.
   * @throws {DivergenceError} If the loss or a weight is no longer a finite number.
   */
  async run(epoch: number): Promise<TrainedEpoch | undefined> {
    const { network, optimizer, average } = this.#state;
    const { batchSize, signal, onProgress, seed = network.seed } = this.#options;
    const begin = performance.now();
    const order = this.#order;
    for (let i = 0; i < order.length; i++) order[i] = i;
    new Random([seed, "shuffle", epoch]).shuffle(order);
    const firstStep = epoch * this.#stepsPerEpoch;
    optimizer.resume(firstStep);
    let step = firstStep;
    let seen = 0;
    let lossSum = 0;
    let correct = 0;
    let firstLoss = 0;
    let learningRate = 0;
    let maxLearningRate = 0;
    const atOnce = batchSize * this.#step.stepsAtOnce;
    const learningRates: number[] = [];
    for (const batch of this.#data.batches(atOnce, { order, into: this.#step })) {
      this.#augmenter?.applyBatch(batch, { key: [seed, "augment", epoch], start: seen });
      this.#copySoftTargets(order, { start: seen, count: batch.count });
      for (let i = 0; i * batchSize < batch.count; i++) {
        learningRates[i] = this.#learningRateAt(step + i, epoch);
      }
      const results = this.#step.runAll(batch.count, { learningRates, step });
      if (seen === 0) firstLoss = results[0].loss / Math.min(batchSize, batch.count);
      for (const [i, result] of results.entries()) {
        learningRate = learningRates[i];
        step++;
        average?.update(step);
        lossSum += result.loss;
        correct += result.correct;
        maxLearningRate = Math.max(maxLearningRate, learningRate);
        assertLossFinite(result.loss, { epoch, step, learningRate });
      }
      seen += batch.count;
      if (this.#yielder.due) {
        onProgress?.({
          epochs: epoch + seen / this.#data.count,
          loss: lossSum / seen,
          accuracy: correct / seen,
        });
        await this.#yielder.yield();
      }
      if (signal?.aborted) break;
    }
    assertWeightsFinite(network, { epoch, step, learningRate });
    if (seen < this.#data.count) return undefined;
    return {
      report: {
        epoch: epoch + 1,
        learningRate: this.#learningRateAt(firstStep, epoch),
        loss: lossSum / seen,
        accuracy: correct / seen,
        seconds: (performance.now() - begin) / 1000,
      },
      steps: step - firstStep,
      firstLoss,
      maxLearningRate,
    };
  }

  /** Brings what the teacher says of the images of a batch to where the step finds it. */
  #copySoftTargets(
    order: Uint32Array,
    { start, count }: { start: number; count: number },
  ): void {
    const softened = this.#softened;
    if (softened === undefined) return;
    const { classes } = this.#data;
    const { softTargets } = this.#step;
    for (let row = 0; row < count; row++) {
      const from = order[start + row] * classes;
      for (let j = 0; j < classes; j++) softTargets[row * classes + j] = softened[from + j];
    }
  }

  #learningRateAt(step: number, epoch: number): number {
    const { learningRate, epochs } = this.#options;
    const progress = step / (epochs * this.#stepsPerEpoch);
    return learningRateAt(learningRate, { epoch, progress });
  }
}
