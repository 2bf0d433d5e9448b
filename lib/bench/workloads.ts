// The trainings that are timed: plain data, so that every peer builds the same network from it.

import {
  conv2d,
  dense,
  flatten,
  type LayerSpec,
  type LossName,
  maxPool2d,
  relu,
  sigmoid,
  softmax,
} from "../nn/mod.ts";
import type { Shape } from "../tensor/mod.ts";

/** A training that is timed. Every step is plain gradient descent on a batch of MNIST images. */
export interface Workload {
  /** The name that the record has it under. */
  readonly name: string;
  readonly title: string;
  readonly inputShape: Shape;
  readonly network: readonly LayerSpec[];
  readonly loss: LossName;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Seconds of one slice: how long a peer trains before it is the next one's turn. */
  readonly slice: number;
}

/** What `deno task bench` times, in this order. */
export const workloads: readonly Workload[] = [
  // The document's first generation and its fourth.
  oneByOne("784-100-10", { widths: [100], end: sigmoid(), loss: "meanSquaredError" }),
  oneByOne("784-256-128-10", { widths: [256, 128], end: softmax(), loss: "crossEntropy" }),
  denseWorkload({ widths: [256, 128], batchSize: 128 }),
  {
    name: "cnn-batch-128",
    title: "CNN 32-32-pool-64-64-pool-dense 128, batches of 128",
    inputShape: [28, 28, 1],
    network: [
      conv2d(32),
      relu(),
      conv2d(32),
      relu(),
      maxPool2d(2),
      conv2d(64),
      relu(),
      conv2d(64),
      relu(),
      maxPool2d(2),
      flatten(),
      dense(128),
      relu(),
      dense(10),
      softmax(),
    ],
    loss: "crossEntropy",
    batchSize: 128,
    learningRate: 0.01,
    slice: 1,
  },
];

/** A dense ReLU network with cross-entropy. */
export function denseWorkload(
  { widths, batchSize }: { widths: readonly number[]; batchSize: number },
): Workload {
  const sizes = [784, ...widths, 10].join("-");
  return {
    name: `${sizes}-batch-${batchSize}`,
    title: `${sizes} ReLU, batches of ${batchSize}`,
    inputShape: [784],
    network: [...widths.flatMap((width) => [dense(width), relu()]), dense(10), softmax()],
    loss: "crossEntropy",
    batchSize,
    learningRate: 0.01,
    slice: 0.4,
  };
}

/** The document's way of training: sigmoids, and one image after the other. */
function oneByOne(
  sizes: string,
  { widths, end, loss }: {
    widths: readonly number[];
    /** What follows the last dense layer. */
    end: LayerSpec;
    loss: LossName;
  },
): Workload {
  return {
    name: `${sizes}-one-by-one`,
    title: `${sizes} sigmoid, one image at a time`,
    inputShape: [784],
    network: [...widths.flatMap((width) => [dense(width), sigmoid()]), dense(10), end],
    loss,
    batchSize: 1,
    learningRate: 0.01,
    slice: 0.3,
  };
}
