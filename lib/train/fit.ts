// The training loop: epoch after epoch, until there are enough of them.

import type { Dataset } from "../data/mod.ts";
import { assertLossFits } from "../nn/losses.ts";
import type { Sequential } from "../nn/mod.ts";
import { arithmeticNotice, arithmeticOf } from "../tensor/arithmetic.ts";
import { adviceFor } from "./advice.ts";
import { assertDataFits } from "./assert_data_fits.ts";
import { assertTeacherFits } from "./assert_teacher_fits.ts";
import { EpochTrainer } from "./epoch.ts";
import { validate } from "./evaluate.ts";
import { assertOptions, type FitOptions } from "./fit_options.ts";
import type { EpochReport, History } from "./history.ts";
import { KeptTraining } from "./kept_training.ts";
import { createTrainingState } from "./training_state.ts";
import { yieldToEventLoop } from "./yielder.ts";

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
 * not fit the network, early stopping has nothing to look at, or a teacher is named but not given.
 * @throws {RangeError} If the images do not fit the network, the soft targets are of another teacher or
 * of other images, or the checkpoint is of another training.
 * @throws {SafetensorsError} If what the checkpoint holds is malformed or damaged.
 * @throws {DivergenceError} If the loss or a weight is no longer a finite number. The message says what
 * to try.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { Dataset } from "../data/mod.ts";
 * import { dense, Sequential, softmax } from "../nn/mod.ts";
 * import { fit } from "./fit.ts";
 * import { sgd } from "./optimizers/mod.ts";
 *
 * // Two images of four pixels, of a class each.
 * const images = new Uint8Array([255, 0, 255, 0, 0, 255, 0, 255]);
 * const data = new Dataset(images, new Uint8Array([0, 1]), {
 *   name: "stripes",
 *   imageShape: [2, 2],
 *   classes: 2,
 * });
 * const network = new Sequential([dense(2), softmax()], { inputShape: [4], seed: 1 });
 * const { epochs } = await fit(network, data, {
 *   loss: "crossEntropy",
 *   optimizer: sgd(),
 *   learningRate: 1,
 *   epochs: 20,
 *   batchSize: 2,
 * });
 * assert(epochs[19].loss < 0.1);
 * ```
 */
export async function fit(
  network: Sequential,
  data: Dataset,
  options: FitOptions,
): Promise<History> {
  assertOptions(options);
  assertDataFits(data, { network, to: "train" });
  assertLossFits(options.loss, network);
  await assertTeacherFits(data, options);
  const { loss, labelSmoothing, epochs, validation, signal, onAdvice = console.warn } = options;
  const state = createTrainingState(network, options);
  const { average, early } = state;
  const trainer = new EpochTrainer(state, { data, options });
  const kept = options.checkpoint &&
    await KeptTraining.open(state, { checkpoint: options.checkpoint, data, options });
  const history: EpochReport[] = [...kept?.history ?? []];
  const arithmetic = arithmeticOf(network.backend);
  const notice = arithmeticNotice(arithmetic);
  if (notice) onAdvice(notice);

  // Until all epochs are done, patience is at its end, or the signal says so.
  while (history.length < epochs && !early?.shouldStop && !signal?.aborted) {
    const trained = await trainer.run(history.length);
    if (trained === undefined) break;
    const { seconds, ...report } = trained.report;
    average?.swap();
    const found = validation && await validate(network, validation, { loss, labelSmoothing });
    history.push({ ...report, ...found, seconds });
    early?.observe(history[history.length - 1]);
    average?.swap();
    await kept?.save(history);
    const advice = history.length === 1 && adviceFor(network, data, trained);
    if (advice) onAdvice(advice);
    await options.onEpoch?.(history[history.length - 1]);
    // However short the epoch was: memory of networks dropped before is given back by the event loop.
    // The clock of the progress runs on, so epochs too short for one of their own have it between others.
    await yieldToEventLoop();
  }
  average?.swap();
  early?.restore();
  return {
    epochs: history,
    stopped: history.length < epochs && !early?.shouldStop,
    arithmetic,
    ...early && { bestEpoch: early.bestEpoch },
  };
}
