// The files that a dataset comes in, made into images to train with and images to test with.

import { parseCsv } from "./csv.ts";
import type { LabelColumn } from "./csv_header.ts";
import { Dataset } from "./dataset.ts";
import type { DatasetInfo, DatasetSource, Part } from "./dataset_info.ts";
import { decodeIdx, encodeIdx } from "./idx.ts";

/** A dataset: images to train with, and others to test with. */
export interface LoadedDataset {
  /** What is learned from. */
  readonly train: Dataset;
  /** What is looked at when the training is over. */
  readonly test: Dataset;
}

/** A whole file, unpacked, and its name for error messages. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The four IDX files. */
export type IdxFiles = Readonly<Record<Part, NamedBytes>>;

/**
 * Makes a dataset of its four IDX files.
 *
 * @param options `info`: what the images must be like; `source`: where they are from.
 * @throws {SyntaxError} If a file is no IDX file, or incomplete.
 * @throws {RangeError} If images are of another size, there are none, or images and labels do not match.
 */
export function datasetFromIdx(
  files: IdxFiles,
  options: { info: DatasetInfo; source: DatasetSource },
): LoadedDataset {
  return {
    train: fromIdx(files.trainImages, { labelFile: files.trainLabels, part: "train", ...options }),
    test: fromIdx(files.testImages, { labelFile: files.testLabels, part: "test", ...options }),
  };
}

/**
 * Makes the four IDX files of CSV files.
 *
 * @param files A file to train with and one to test with; or one for both, of which the last
 * seventh becomes the test set, the share that it has in MNIST. The lines of such a file must be in
 * random order, as they are in Kaggle's.
 * @param options `info`: what the images must be like; `labelColumn`: see {@linkcode parseCsv}.
 * @throws {SyntaxError} If a file cannot be read; the message says in which line and column.
 */
export function idxFromCsv(
  files: readonly NamedBytes[],
  { info, labelColumn }: { info: DatasetInfo; labelColumn?: LabelColumn },
): IdxFiles {
  const { imageShape, classes } = info;
  const size = imageShape[0] * imageShape[1];
  const [train, test] = files.map(({ bytes, name }) => ({
    name,
    ...parseCsv(bytes, { name, imageShape, classes, labelColumn }),
  }));
  const total = train.labels.length;
  const count = test === undefined ? total - Math.round(total / 7) : total;
  const rest = test ?? {
    name: train.name,
    images: train.images.subarray(count * size),
    labels: train.labels.subarray(count),
  };
  const images = ({ name, images }: { name: string; images: Uint8Array }): NamedBytes => ({
    name,
    bytes: encodeIdx({ shape: [images.length / size, ...imageShape], data: images }),
  });
  const labels = ({ name, labels }: { name: string; labels: Uint8Array }): NamedBytes => ({
    name,
    bytes: encodeIdx({ shape: [labels.length], data: labels }),
  });
  return {
    trainImages: images({ ...train, images: train.images.subarray(0, count * size) }),
    trainLabels: labels({ ...train, labels: train.labels.subarray(0, count) }),
    testImages: images(rest),
    testLabels: labels(rest),
  };
}

function fromIdx(
  imageFile: NamedBytes,
  { labelFile, part, info, source }: {
    labelFile: NamedBytes;
    part: "train" | "test";
    info: DatasetInfo;
    source: DatasetSource;
  },
): Dataset {
  const to = `Cannot load ${info.name}`;
  const images = decodeIdx(imageFile.bytes, { axes: 3, name: imageFile.name });
  const labels = decodeIdx(labelFile.bytes, { axes: 1, name: labelFile.name });
  const { imageShape, classes } = info;
  const [count, ...shape] = images.shape;
  if (shape.join() !== imageShape.join()) {
    throw new RangeError(
      `${to}: the images of "${imageFile.name}" are ${shape.join("x")} but must be ` +
        `${imageShape.join("x")}`,
    );
  }
  if (count !== labels.shape[0]) {
    throw new RangeError(
      `${to}: "${imageFile.name}" has ${count} images but "${labelFile.name}" has ` +
        `${labels.shape[0]} labels; take both from the same set`,
    );
  }
  if (count === 0) {
    throw new RangeError(`${to}: "${imageFile.name}" has no images; add some to the folder`);
  }
  return new Dataset(images.data, labels.data, {
    name: `${source.name} ${part}`,
    imageShape,
    classes,
    source,
  });
}
