// How well a network does on labelled images that it did not learn from.

import * as v from "valibot";
import type { Dataset } from "../data/mod.ts";
import { assertLossFits, losses, type LossName, lossSchema } from "../nn/losses.ts";
import type { Sequential } from "../nn/mod.ts";
import { argmax } from "../system/argmax.ts";
import { belowOne, checkSchema, integerFrom, type Schema } from "../system/schema.ts";
import { BatchTensors } from "../tensor/mod.ts";
import { assertDataFits } from "./assert_data_fits.ts";
import { type Evaluation, scoreOutputs } from "./evaluation.ts";
import { fillTargets } from "./training_step.ts";
import { Yielder } from "./yielder.ts";

/** How a network is evaluated. */
export interface EvaluateOptions {
  /** How many images go through at once: 250 if left out. It changes nothing but the time. */
  readonly batchSize?: number;
  /**
   * The loss, which should be the one that was trained: if left out, cross-entropy where the network
   * ends in softmax, else squared error.
   */
  readonly loss?: LossName;
  /** The part of each target that is spread over all classes, as in training: 0 if left out. */
  readonly labelSmoothing?: number;
}

const optionsSchema: Schema<EvaluateOptions> = v.strictObject({
  batchSize: v.optional(integerFrom(1)),
  loss: v.optional(lossSchema),
  labelSmoothing: v.optional(belowOne),
});

/**
 * Shows every image of a set to a network, and counts.
 *
 * @throws {TypeError} If an option is unknown or out of range, or the loss does not fit the network.
 * @throws {RangeError} If the set is empty, its images do not fit the network, or the network answers
 * with NaN.
 */
export async function evaluate(
  network: Sequential,
  data: Dataset,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  assertDataFits(data, { network, to: "evaluate" });
  checkSchema(optionsSchema, options, { to: "evaluate", name: "the argument" });
  const { outputs, ...found } = await forwardAll(network, data, options);
  return scoreOutputs(outputs, found);
}

/**
 * The loss and the accuracy of a network in training. NaN is an answer too here, and a wrong one: a
 * training may find back from there.
 */
export async function validate(
  network: Sequential,
  data: Dataset,
  options: EvaluateOptions,
): Promise<{ validationLoss: number; validationAccuracy: number }> {
  const { outputs, labels, loss } = await forwardAll(network, data, options);
  const [classes] = network.outputShape;
  let correct = 0;
  for (const [i, label] of labels.entries()) {
    if (argmax(outputs, { start: i * classes, end: (i + 1) * classes }) === label) correct++;
  }
  return { validationLoss: loss, validationAccuracy: correct / data.count };
}

/** What a network puts out for each image, and the mean loss of that. */
async function forwardAll(
  network: Sequential,
  data: Dataset,
  { batchSize = 250, labelSmoothing = 0, ...options }: EvaluateOptions,
): Promise<{ outputs: Float32Array; labels: Uint8Array; loss: number }> {
  const { loss: name = network.endsInSoftmax ? "crossEntropy" : "meanSquaredError" } = options;
  assertLossFits(name, network);
  const { takesLogits, compute } = losses[name];
  const { backend } = network;
  const size = Math.min(batchSize, data.count);
  const inputs = new BatchTensors(backend, network.inputShape);
  const images = backend.bytes(inputs.for(size).size);
  const targets = new BatchTensors(backend, network.outputShape);
  const gradients = new BatchTensors(backend, network.outputShape);
  const batchLosses = new BatchTensors(backend, []);
  const into = { images, labels: new Uint8Array(size) };
  const [classes] = network.outputShape;
  const outputs = new Float32Array(data.count * classes);
  const allLabels = new Uint8Array(data.count);
  const yielder = new Yielder({ every: 50 });
  let lossSum = 0;
  let start = 0;
  for (const { count, labels } of data.batches(size, { into })) {
    const x = inputs.for(count);
    backend.bytesToFloats(images, { out: x });
    const target = targets.for(count);
    fillTargets(target, { labels, smoothing: labelSmoothing });
    const result = { backend, losses: batchLosses.for(count), gradient: gradients.for(count) };
    const y = network.forward(x, { logits: takesLogits });
    compute(y, target, result);
    if (takesLogits) backend.softmax(y, { out: y });
    outputs.set(y.data, start * classes);
    allLabels.set(labels.subarray(0, count), start);
    for (let i = 0; i < count; i++) lossSum += result.losses.data[i];
    start += count;
    if (yielder.due) await yielder.yield();
  }
  return { outputs, labels: allLabels, loss: lossSum / data.count };
}
