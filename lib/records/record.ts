// The record of a training: what was trained how and on what, what it reached, and the digest that proves it.

import type { Arithmetic } from "../tensor/mod.ts";

/** The figure that a document gives for this system. */
export interface ReferenceFigure {
  /** A fraction from 0 to 1, or null where the document only describes the system. */
  readonly accuracy: number | null;
  /** What it was read on, in words: "first 1,000 test images". */
  readonly readOn: string;
  /** How many images that were; without it the figure gets no interval. */
  readonly images?: number;
  /** Whether it is an aim that the document sets, and nobody's result. */
  readonly mark?: true;
  /** What our seeds reach on images of the same kind, where these are not test images. */
  readonly ours?: readonly number[];
  /** What the weights it published reach on all test images. */
  readonly publishedWeightsAccuracy?: number;
  /** The loss that it gives. */
  readonly loss?: number;
  /** How long its training took. */
  readonly seconds?: number;
}

/** The images that a training learned from and was tested on. */
export interface RecordedDataset {
  /** What the dataset is called: "MNIST"; where it is none that was published, what its images are. */
  readonly name: string;
  /** SHA-256 of all its files: see `DatasetInfo.sha256`. */
  readonly sha256: string;
  /** How many of its training images were learned from. */
  readonly trainImages: number;
  /** How many test images accuracies are read on. */
  readonly testImages: number;
  /** On how many of these, the first, accuracies are also read; left out where there are no more. */
  readonly firstTestImages?: number;
}

/** One seed's training. Accuracies are fractions from 0 to 1. */
export interface TrainingRun {
  /** What all chance of the training came from. */
  readonly seed: number;
  /** On all test images. */
  readonly testAccuracy: number;
  /** On the first of them, as some documents read it: see `RecordedDataset.firstTestImages`. */
  readonly firstTestAccuracy?: number;
  /** The mean loss of all test images. */
  readonly testLoss: number;
  /** How many epochs it took: fewer than the recipe's where it was stopped early. */
  readonly epochs: number;
  /** What the training took; the only figure that another run changes. */
  readonly seconds: number;
  /** SHA-256 of the trained weights, 64 hexadecimal digits. */
  readonly weightsSha256: string;
}

/** What {@linkcode makeRecord} needs: everything but what it computes. */
export interface RecordParts {
  /** The name of the file, such as "02-softmax-cross-entropy": small letters, digits and hyphens. */
  readonly name: string;
  /** What a reader calls it: "2 Softmax and cross-entropy". */
  readonly title: string;
  /** The notebook that trains it, such as "02-softmax.ipynb", if there is one. */
  readonly notebook?: string;
  /** What there is to compare with. */
  readonly reference: ReferenceFigure;
  /** What was learned from. */
  readonly dataset: RecordedDataset;
  /** The network in short: "784-100-10". */
  readonly network: string;
  /** How many numbers were learned. */
  readonly parameters: number;
  /** The whole recipe; where there is none, whatever tells this training from others. */
  readonly settings: unknown;
  /** What the weights were computed in; left out where it is {@linkcode firstArithmetic}. */
  readonly arithmetic?: Arithmetic;
  /** Its trainings, one a seed. */
  readonly runs: readonly TrainingRun[];
  /** Results beside the runs, such as an ensemble's accuracy: anything JSON can say. */
  readonly figures?: unknown;
  /** The machine that the seconds belong to. */
  readonly machine?: string;
}

/** A record as its file holds it. */
export interface TrainingRecord extends RecordParts {
  /** The mean of the runs' test accuracies. */
  readonly mean: number;
  /** Their standard deviation (n - 1), or null if there is only one run. */
  readonly std: number | null;
}
