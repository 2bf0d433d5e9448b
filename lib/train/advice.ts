// What to say of a network that does not learn.

import type { Dataset } from "../data/mod.ts";
import type { Sequential } from "../nn/mod.ts";
import { BatchTensors } from "../tensor/mod.ts";
import type { TrainedEpoch } from "./epoch.ts";

/** After fewer steps nothing can be said. */
const MIN_STEPS = 10;

/** By how many standard deviations a network must be better than guessing to have learned something. */
const CERTAINTY = 3;

/** How many images are shown to the network to find out why it does not learn. */
const PROBES = 100;

/** A layer is stuck if this part of its units is. */
const STUCK = 0.5;

/** A unit is stuck if its outputs differ by no more than this part of them, as rounding does. */
const ROUNDING = 1e-6;

/** A loss stays as it is if it changes by no more than this part. */
const STEADY = 0.1;

/**
 * A line for a network that learned nothing in its first epoch: how it does, what is seen of the cause,
 * and what to try.
 *
 * @param network The network after that epoch.
 * @param data The images it learned from.
 * @param trained What the epoch brought.
 * @returns Nothing if the network does better than always answering the most frequent class, if its loss
 * falls without units that are stuck, or if it had too few steps to tell.
 */
export function adviceFor(
  network: Sequential,
  data: Dataset,
  { report: { accuracy, loss }, steps, firstLoss, maxLearningRate }: TrainedEpoch,
): string | undefined {
  const guessing = shareOfLargestClass(data);
  const std = Math.sqrt(guessing * (1 - guessing) / data.count);
  if (steps < MIN_STEPS || guessing === 1 || accuracy > guessing + CERTAINTY * std) {
    return undefined;
  }
  const stuck = stuckLayer(network, data);
  const rose = loss > (1 + STEADY) * firstLoss;
  const fell = loss < (1 - STEADY) * firstLoss;
  if (fell && stuck === undefined) return undefined;
  const change = `${rose ? "rose" : fell ? "fell" : "went"} from ${show(firstLoss)} to ${
    show(loss)
  }`;
  // Units get stuck by steps that are too long, unless the loss shows that the steps were short.
  const remedy = rose || fell
    ? "a rate ten times lower"
    : stuck === undefined
    ? "a rate ten times higher, or other first weights such as he()"
    : "other first weights such as xavier()";
  return `After its first epoch the network is no better than guessing: it is right for ` +
    `${percent(accuracy)} of the training images, and the most frequent class would be for ` +
    `${percent(guessing)}. The loss ${change} at a learning rate of ${maxLearningRate}` +
    `${stuck === undefined ? "" : `, and ${stuck}`}: try ${remedy}`;
}

/** Says which layer is the first that answers the same to whatever the network sees, if there is one. */
function stuckLayer(network: Sequential, data: Dataset): string | undefined {
  const ranges = outputRanges(network, data);
  // What comes before the first weights are the pixels, some of which are always paper.
  const first = network.layers.findIndex(({ parameters }) => parameters.length > 0);
  for (const [index, { min, max }] of ranges.entries()) {
    const stuck = min.filter((low, unit) =>
      max[unit] - low <= ROUNDING * Math.max(Math.abs(max[unit]), Math.abs(low))
    );
    if (index < first || stuck.length < STUCK * min.length) continue;
    return `${stuck.length} of the ${min.length} units of layer ${index + 1} ` +
      `(${network.layers[index].type}) ` +
      (stuck.every((value) => value === 0)
        ? "are dead, with 0 for every image"
        : "answer the same to every image");
  }
}

/** For each layer the smallest and the largest output of each unit, or of each channel. */
function outputRanges(network: Sequential, data: Dataset) {
  const { backend, inputShape, layers } = network;
  const ranges = layers.map(({ outputShape }) => {
    const units = outputShape[outputShape.length - 1];
    return {
      min: new Float32Array(units).fill(Infinity),
      max: new Float32Array(units).fill(-Infinity),
    };
  });
  const x = new BatchTensors(backend, inputShape).for(1);
  for (let i = 0; i < Math.min(PROBES, data.count); i++) {
    backend.bytesToFloats(data.image(i), { out: x });
    let y = x;
    for (const [index, layer] of layers.entries()) {
      y = layer.forward(y, { training: false, step: 0 });
      const { min, max } = ranges[index];
      for (let j = 0; j < y.size; j++) {
        const unit = j % min.length;
        min[unit] = Math.min(min[unit], y.data[j]);
        max[unit] = Math.max(max[unit], y.data[j]);
      }
    }
  }
  return ranges;
}

function shareOfLargestClass(data: Dataset): number {
  const counts = new Uint32Array(data.classes);
  for (let i = 0; i < data.count; i++) counts[data.label(i)]++;
  return Math.max(...counts) / data.count;
}

function show(loss: number): string {
  return `${Number(loss.toPrecision(3))}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
