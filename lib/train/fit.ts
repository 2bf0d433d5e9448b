// The training loop: every epoch shows the network all images once, in a new order.

import { Augmenter, type Dataset } from "../data/mod.ts";
import { assertLossFits } from "../nn/losses.ts";
import type { Sequential } from "../nn/mod.ts";
import { Random } from "../tensor/mod.ts";
import { assertDataFits } from "./assert_data_fits.ts";
import { Checkpoint } from "./checkpoint.ts";
import { assertLossFinite, assertWeightsFinite } from "./divergence.ts";
import { EarlyStopping } from "./early_stopping.ts";
import { validate } from "./evaluate.ts";
import { assertOptions, type FitOptions } from "./fit_options.ts";
import type { EpochReport, History } from "./history.ts";
import { MovingAverage } from "./moving_average.ts";
import { Optimizer } from "./optimizers/optimizer.ts";
import { learningRateAt } from "./schedules/mod.ts";
import { TrainingStep } from "./training_step.ts";
import { Yielder, yieldToEventLoop } from "./yielder.ts";

/**
 * Trains a network.
 *
 * Everything random is fixed by the seed, and every epoch has a stream of its own, so the weights come
 * out the same to the bit, however many threads share the work.
 *
 * @param network What is trained; it is changed in place, and valid after every step.
 * @param data What it learns from.
 * @param options The settings of the training, and who is told of its progress.
 * @throws {TypeError} If an option is missing, unknown, of the wrong kind or out of range, the loss does
 * not fit the network, or early stopping has nothing to look at.
 * @throws {RangeError} If the images do not fit the network, or the checkpoint is of another training.
 * @throws {SafetensorsError} If the checkpoint is malformed.
 * @throws {DivergenceError} If the loss or a weight is no longer a finite number. The message says what
 * to try.
 */
export async function fit(
  network: Sequential,
  data: Dataset,
  options: FitOptions,
): Promise<History> {
  assertOptions(options);
  assertDataFits(data, { network, to: "train" });
  const { loss, epochs, batchSize, seed = network.seed, labelSmoothing = 0 } = options;
  const { validation, signal } = options;
  assertLossFits(loss, network);
  const { parameters, backend } = network;
  const optimizer = new Optimizer(options.optimizer, { parameters, backend });
  const average = options.emaDecay === undefined
    ? undefined
    : new MovingAverage(network, options.emaDecay);
  const early = options.earlyStopping && new EarlyStopping(options.earlyStopping, network);
  const augmenter = options.augment && new Augmenter(options.augment, data);
  const training = new TrainingStep(network, {
    optimizer,
    loss,
    batchSize: Math.min(batchSize, data.count),
    labelSmoothing,
    clipNorm: options.clipNorm ?? Infinity,
  });
  const order = new Uint32Array(data.count);
  const stepsPerEpoch = Math.ceil(data.count / batchSize);
  const yielder = new Yielder({ every: 50 });
  const parts = { network, optimizer, average, early };
  const checkpoint = options.checkpoint &&
    await Checkpoint.open(parts, { ...options.checkpoint, data, options });
  const history: EpochReport[] = [...checkpoint?.history ?? []];
  let step = history.length * stepsPerEpoch;
  optimizer.resume(step);

  for (
    let epoch = history.length;
    epoch < epochs && !early?.shouldStop && !signal?.aborted;
    epoch++
  ) {
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
      assertLossFinite(result.loss, { epoch, step, learningRate });
      if (yielder.due) {
        options.onProgress?.({
          epochs: epoch + seen / data.count,
          loss: lossSum / seen,
          accuracy: correct / seen,
        });
        await yielder.yield();
      }
      if (signal?.aborted) break;
    }
    assertWeightsFinite(network, { epoch, step, learningRate: rateAt(step - 1) });
    if (seen < data.count) break;
    const seconds = (performance.now() - begin) / 1000;
    average?.swap();
    const report: EpochReport = {
      epoch: epoch + 1,
      learningRate: firstRate,
      loss: lossSum / seen,
      accuracy: correct / seen,
      ...validation && await validate(network, validation, { loss, labelSmoothing }),
      seconds,
    };
    early?.observe(report);
    average?.swap();
    history.push(report);
    await checkpoint?.save(history);
    await options.onEpoch?.(report);
    // However short the epoch was: memory of networks dropped before is given back by the event loop.
    // The clock of the progress runs on, so epochs too short for one of their own have it between others.
    await yieldToEventLoop();
  }
  average?.swap();
  early?.restore();
  return {
    epochs: history,
    stopped: history.length < epochs && !early?.shouldStop,
    ...early && { bestEpoch: early.bestEpoch },
  };
}
