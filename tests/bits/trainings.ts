// Five small trainings that are to end in the same bits on every machine, and together go through all
// that decides about them: every kernel, schedule, optimizer and kind of chance.

import { Dataset } from "../../lib/data/dataset.ts";
import {
  batchNorm,
  conv2d,
  dense,
  dropout,
  flatten,
  maxPool2d,
  relu,
  Sequential,
  sigmoid,
  softmax,
  tanh,
} from "../../lib/nn/mod.ts";
import type { Backend } from "../../lib/tensor/backend.ts";
import { Random } from "../../lib/tensor/random.ts";
import { ensembleOf } from "../../lib/train/ensemble.ts";
import { evaluate } from "../../lib/train/evaluate.ts";
import { fit } from "../../lib/train/fit.ts";
import { adam, momentum, sgd } from "../../lib/train/optimizers/mod.ts";
import type { Recipe } from "../../lib/train/recipe.ts";
import { cosineDecay, exponentialDecay, oneCycle } from "../../lib/train/schedules/mod.ts";

/** What one of the trainings ended in. */
export interface Trained {
  readonly name: string;
  /** SHA-256 of the weights; of the ensemble, that of its probabilities and its loss. */
  readonly sha256: string;
  readonly seconds: number;
}

const SIDE = 20;
const CLASSES = 10;

/**
 * Images of strokes: each class has six corners of its own, and each image draws them a little moved,
 * over zeros, as digits are.
 */
export function strokes(count: number, { seed }: { seed: number }): Dataset {
  const images = new Uint8Array(count * SIDE * SIDE);
  const labels = new Uint8Array(count);
  const random = new Random([seed, "strokes"]);
  for (let i = 0; i < count; i++) {
    labels[i] = i % CLASSES;
    const image = images.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
    const shape = new Random(["corners", labels[i]]);
    const corner = () => 3 + shape.integer(SIDE - 7) + random.integer(2);
    let [x, y] = [corner(), corner()];
    for (let line = 0; line < 5; line++) {
      const [toX, toY] = [corner(), corner()];
      for (let step = 0; step <= 12; step++) {
        const at = Math.round(y + (toY - y) * step / 12) * SIDE +
          Math.round(x + (toX - x) * step / 12);
        image[at] = 160 + random.integer(96);
        image[at + 1] = Math.max(image[at + 1], random.integer(160));
      }
      [x, y] = [toX, toY];
    }
  }
  return new Dataset(images, labels, {
    name: "strokes",
    imageShape: [SIDE, SIDE],
    classes: CLASSES,
  });
}

const rows = { inputShape: [SIDE * SIDE] };

const recipes: Record<string, Recipe> = {
  "one by one": {
    ...rows,
    network: [dense(50), sigmoid(), dense(CLASSES), softmax()],
    loss: "crossEntropy",
    optimizer: sgd(),
    learningRate: exponentialDecay(0.1, { factor: 0.9 }),
    epochs: 3,
    batchSize: 1,
  },
  "batches with Adam": {
    ...rows,
    network: [dense(64), relu(), dense(32), tanh(), dense(CLASSES), softmax()],
    loss: "crossEntropy",
    labelSmoothing: 0.1,
    optimizer: adam({ weightDecay: 0.01 }),
    learningRate: cosineDecay(0.003, { warmUp: 0.1 }),
    epochs: 5,
    batchSize: 32,
  },
  "convolution": {
    inputShape: [SIDE, SIDE, 1],
    network: [
      conv2d(8, { size: 3 }),
      batchNorm(),
      relu(),
      conv2d(16, { size: 3, padding: 1 }),
      maxPool2d(2),
      batchNorm(),
      relu(),
      conv2d(8, { size: 5, stride: 2 }),
      relu(),
      flatten(),
      dropout(0.25),
      dense(CLASSES),
      softmax(),
    ],
    loss: "crossEntropy",
    optimizer: momentum({ nesterov: true }),
    learningRate: oneCycle(0.1),
    clipNorm: 2,
    epochs: 2,
    batchSize: 20,
    augment: { rotation: 10, shift: 1, zoom: 0.1, shear: 0.1, elastic: { alpha: 20, sigma: 4 } },
    emaDecay: 0.9,
  },
  "squared error": {
    ...rows,
    network: [dense(40), tanh(), dense(CLASSES), sigmoid()],
    loss: "meanSquaredError",
    optimizer: momentum({ momentum: 0.8, weightDecay: 0.001 }),
    learningRate: 0.3,
    epochs: 3,
    batchSize: 10,
  },
};

/** Trains all of them, one after the other, and tells of each as it ends. */
export async function* trainAll(backend: Backend): AsyncGenerator<Trained> {
  const train = strokes(400, { seed: 1 });
  const test = strokes(200, { seed: 2 });
  const networks: Sequential[] = [];
  for (const [name, recipe] of Object.entries(recipes)) {
    const start = performance.now();
    const { inputShape, network: layers } = recipe;
    const network = new Sequential(layers, { inputShape, seed: 1, backend });
    await fit(network, train, { ...recipe, seed: 1 });
    networks.push(network);
    const sha256 = await digestOf(network.state.map(({ value }) => value.data));
    yield { name, sha256, seconds: (performance.now() - start) / 1000 };
  }
  const start = performance.now();
  const answers = [];
  for (const network of networks.slice(0, 3)) answers.push(await evaluate(network, test));
  const { outputs, loss } = ensembleOf(answers);
  const sha256 = await digestOf([outputs, Float64Array.of(loss)]);
  yield { name: "ensemble", sha256, seconds: (performance.now() - start) / 1000 };
}

/** The training images of MNIST and their labels, as the dataset's files hold them: IDX, gzipped. */
export interface Mnist {
  readonly images: Uint8Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
  /** The recipe of generation 1, as its record has it. */
  readonly recipe: Recipe;
}

/** Trains generation 1 from its first seed: 60,000 images one by one, 30 times. */
export async function trainFirstGeneration(
  backend: Backend,
  { images, labels, recipe }: Mnist,
): Promise<Trained> {
  const pixels = (await unzip(images)).subarray(16);
  const train = new Dataset(pixels, (await unzip(labels)).subarray(8), {
    name: "MNIST",
    imageShape: [28, 28],
    classes: CLASSES,
  });
  const start = performance.now();
  const { inputShape, network: layers } = recipe;
  const network = new Sequential(layers, { inputShape, seed: 1, backend });
  await fit(network, train, { ...recipe, seed: 1 });
  const seconds = (performance.now() - start) / 1000;
  return {
    name: "generation 1",
    sha256: await digestOf(network.state.map(({ value }) => value.data)),
    seconds,
  };
}

async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  // Not by way of a Blob, which a Worker of a page from a file cannot read in WebKit.
  const stream = new Response(bytes).body!.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** SHA-256 of numbers as they lie in memory, which all engines hold in the same way. */
async function digestOf(parts: readonly (Float32Array | Float64Array)[]): Promise<string> {
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
