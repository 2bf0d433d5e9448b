// The files that MNIST comes in, made into a dataset to train with and one to test with.

import { parseCsv } from "./csv.ts";
import { Dataset } from "./dataset.ts";
import { decodeIdx } from "./idx.ts";

/** MNIST: handwritten digits of 28x28 pixels, 60,000 to train with and 10,000 to test. */
export interface Mnist {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** A whole file, unpacked, and its name for error messages. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const IMAGE_SHAPE = [28, 28] as const;

/**
 * Makes MNIST of its four IDX files.
 *
 * @param files Images and labels to train with, then images and labels to test with.
 * @throws {SyntaxError} If a file is no IDX file, or incomplete.
 * @throws {RangeError} If images are not of 28x28, or images and labels do not match.
 */
export function mnistFromIdx(files: readonly NamedBytes[]): Mnist {
  return {
    train: fromIdx(files[0], { labelFile: files[1], name: "MNIST train" }),
    test: fromIdx(files[2], { labelFile: files[3], name: "MNIST test" }),
  };
}

/**
 * Makes MNIST of CSV files.
 *
 * @param files A file to train with and one to test with; or one for both, of which the last
 * seventh becomes the test set, the share that it has in MNIST. The lines of such a file must be in
 * random order, as they are in Kaggle's.
 * @throws {SyntaxError} If a file cannot be read; the message says in which line and column.
 */
export function mnistFromCsv(files: readonly NamedBytes[]): Mnist {
  const [first, second] = files.map(({ bytes, name }) => ({ name, ...parseCsv(bytes, { name }) }));
  if (second !== undefined) return { train: digits(first), test: digits(second) };

  const { name, images, labels } = first;
  const count = labels.length - Math.round(labels.length / 7);
  const size = IMAGE_SHAPE[0] * IMAGE_SHAPE[1];
  return {
    train: digits({
      name: `${name}, first ${count}`,
      images: images.subarray(0, count * size),
      labels: labels.subarray(0, count),
    }),
    test: digits({
      name: `${name}, last ${labels.length - count}`,
      images: images.subarray(count * size),
      labels: labels.subarray(count),
    }),
  };
}

function fromIdx(
  imageFile: NamedBytes,
  { labelFile, name }: { labelFile: NamedBytes; name: string },
): Dataset {
  const images = decodeIdx(imageFile.bytes, { axes: 3, name: imageFile.name });
  const labels = decodeIdx(labelFile.bytes, { axes: 1, name: labelFile.name });
  const [count, height, width] = images.shape;
  if (height !== IMAGE_SHAPE[0] || width !== IMAGE_SHAPE[1]) {
    throw new RangeError(
      `Cannot load MNIST: the images of "${imageFile.name}" are ${height}x${width} but must be ` +
        `${IMAGE_SHAPE.join("x")}`,
    );
  }
  if (count !== labels.shape[0]) {
    throw new RangeError(
      `Cannot load MNIST: "${imageFile.name}" has ${count} images but "${labelFile.name}" has ` +
        `${labels.shape[0]} labels; take both from the same set`,
    );
  }
  return digits({ name, images: images.data, labels: labels.data });
}

function digits(
  { name, images, labels }: { name: string; images: Uint8Array; labels: Uint8Array },
): Dataset {
  return new Dataset(images, labels, { name, imageShape: IMAGE_SHAPE, classes: 10 });
}
