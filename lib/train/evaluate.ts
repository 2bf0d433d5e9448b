// How well a network does on labelled images that it did not learn from.

import type { Dataset } from "../data/mod.ts";
import { losses } from "../nn/losses.ts";
import type { Sequential } from "../nn/mod.ts";
import { BatchTensors } from "../tensor/mod.ts";
import { assertDataFits } from "./assert_data_fits.ts";
import { argmax, fillTargets } from "./training_step.ts";
import { Yielder } from "./yielder.ts";

/** What a network said of a set of images, and how much of it was right. */
export interface Evaluation {
  readonly count: number;
  readonly correct: number;
  /** The part of the images that was classified rightly. */
  readonly accuracy: number;
  /** The mean loss: cross-entropy where the network ends in softmax, else squared error. */
  readonly loss: number;
  /** The class of each image. */
  readonly labels: Uint8Array;
  /** The class that the network chose for each image. */
  readonly predictions: Uint8Array;
  /** What the network put out for each image: `count` rows of one number a class. */
  readonly outputs: Float32Array;
  /** How many images of class `row` were taken for class `column`. */
  readonly confusion: readonly (readonly number[])[];
  readonly classes: readonly ClassMetrics[];
}

/** How a network does on one class. */
export interface ClassMetrics {
  /** How many images are of this class. */
  readonly count: number;
  /** The part of the images of this class that was recognized; NaN if there are none. */
  readonly recall: number;
  /** The part of the images taken for this class that are of it; NaN if there are none. */
  readonly precision: number;
}

/**
 * Shows every image of a set to a network and counts.
 *
 * @param options `batchSize`: how many images go through at once; it changes nothing but the time.
 * @throws {RangeError} If the set is empty, or its images do not fit the network.
 */
export async function evaluate(
  network: Sequential,
  data: Dataset,
  { batchSize = 250 }: { batchSize?: number } = {},
): Promise<Evaluation> {
  assertDataFits(data, { network, to: "evaluate" });
  const { backend, endsInSoftmax } = network;
  const size = Math.min(batchSize, data.count);
  const inputs = new BatchTensors(backend, network.inputShape);
  const images = backend.bytes(inputs.for(size).size);
  const targets = new BatchTensors(backend, network.outputShape);
  const gradients = new BatchTensors(backend, network.outputShape);
  const lossOf = new BatchTensors(backend, []);
  const into = { images, labels: new Uint8Array(size) };
  const [classes] = network.outputShape;
  const outputs = new Float32Array(data.count * classes);
  const truth = new Uint8Array(data.count);
  const yielder = new Yielder({ every: 50 });
  let loss = 0;
  let start = 0;
  for (const { count, labels } of data.batches(size, { into })) {
    const x = inputs.for(count);
    backend.bytesToFloats(images, { out: x });
    const target = targets.for(count);
    fillTargets(target, { labels });
    const result = { backend, losses: lossOf.for(count), gradient: gradients.for(count) };
    const y = network.forward(x, { logits: endsInSoftmax });
    losses[endsInSoftmax ? "crossEntropy" : "meanSquaredError"].compute(y, target, result);
    if (endsInSoftmax) backend.softmax(y, { out: y });
    outputs.set(y.data, start * classes);
    truth.set(labels.subarray(0, count), start);
    for (let i = 0; i < count; i++) loss += result.losses.data[i];
    start += count;
    if (yielder.due) await yielder.yield();
  }
  return scoreOutputs(outputs, { labels: truth, loss: loss / data.count });
}

/**
 * What follows from the outputs of a network for each image.
 *
 * @param outputs A row for each image, as long as there are classes.
 * @param options `labels`: the right classes; `loss`: the mean loss of these outputs.
 */
export function scoreOutputs(
  outputs: Float32Array,
  { labels, loss }: { labels: Uint8Array; loss: number },
): Evaluation {
  const count = labels.length;
  const classes = outputs.length / count;
  const predictions = new Uint8Array(count);
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < count; i++) {
    predictions[i] = argmax({ data: outputs, shape: [count, classes] }, i);
    confusion[labels[i]][predictions[i]]++;
  }
  const correct = confusion.reduce((sum, row, i) => sum + row[i], 0);
  return {
    count,
    correct,
    accuracy: correct / count,
    loss,
    labels,
    predictions,
    outputs,
    confusion,
    classes: classMetrics(confusion),
  };
}

/** The accuracy on the first images of a set that was evaluated. */
export function accuracyOfFirst(
  count: number,
  { predictions, labels }: Pick<Evaluation, "predictions" | "labels">,
): number {
  let correct = 0;
  for (let i = 0; i < count; i++) if (predictions[i] === labels[i]) correct++;
  return correct / count;
}

function classMetrics(confusion: readonly (readonly number[])[]): ClassMetrics[] {
  return confusion.map((row, i) => {
    const count = row.reduce((sum, n) => sum + n, 0);
    const chosen = confusion.reduce((sum, other) => sum + other[i], 0);
    return { count, recall: row[i] / count, precision: row[i] / chosen };
  });
}
