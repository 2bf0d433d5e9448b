// Records for the tests: four systems with made-up figures.

import { mnist } from "../../lib/data/datasets/mnist.ts";
import type { RecordedDataset, RecordParts, TrainingRun } from "../../lib/records/record.ts";

/** MNIST, and all of it. */
export const sampleDataset: RecordedDataset = {
  name: "MNIST",
  sha256: mnist.sha256,
  trainImages: 60_000,
  testImages: 10_000,
  firstTestImages: 1000,
};

/** Images of a reader's own, of which there are few. */
export const ownDataset: RecordedDataset = {
  name: "data/mnist",
  sha256: "0".repeat(64),
  trainImages: 200,
  testImages: 20,
};

/** One run whose figures follow from its accuracy. */
export function sampleRun(seed: number, testAccuracy: number): TrainingRun {
  return {
    seed,
    testAccuracy,
    firstTestAccuracy: Math.round(testAccuracy * 1000) / 1000,
    testLoss: 1 - testAccuracy,
    epochs: 30,
    seconds: 20 + seed,
    weightsSha256: String(seed).padStart(64, "0"),
  };
}

/** What a record is made of, with anything in it replaced. */
export function sampleParts(changes: Partial<RecordParts> = {}): RecordParts {
  return {
    name: "02-softmax",
    title: "2 Softmax and cross-entropy",
    reference: { accuracy: 0.979, readOn: "first 1,000 test images", images: 1000 },
    dataset: sampleDataset,
    network: "784-100-10",
    parameters: 79510,
    settings: { learningRate: 0.01, layers: ["dense", "sigmoid"] },
    runs: [0.979, 0.9784, 0.9793, 0.9779, 0.9788].map((accuracy, i) => sampleRun(i + 1, accuracy)),
    ...changes,
  };
}

/** The five generations, one seed only in the last. */
export function sampleGenerations(): RecordParts[] {
  const reference = { readOn: "first 1,000 test images", images: 1000 };
  return [
    sampleParts({
      name: "01-sigmoid",
      title: "1 Sigmoid and squared error",
      reference: { ...reference, accuracy: 0.918, publishedWeightsAccuracy: 0.9336 },
      runs: [0.9336, 0.9341, 0.9329, 0.9352, 0.9338].map((a, i) => sampleRun(i + 1, a)),
    }),
    sampleParts({ notebook: "02-softmax.ipynb" }),
    sampleParts({
      name: "03-decay",
      title: "3 Learning-rate decay",
      reference: { ...reference, accuracy: 0.977 },
      runs: [0.9773, 0.9781, 0.9769, 0.9777, 0.978].map((a, i) => sampleRun(i + 1, a)),
    }),
    sampleParts({
      name: "05-cnn",
      title: "5 Convolutional network",
      reference: { accuracy: null, readOn: "only wished for" },
      runs: [sampleRun(1, 0.9943)],
    }),
  ];
}
