// Tests of making a dataset of its files.

import { assertEquals, assertThrows } from "@std/assert";
import {
  datasetFromIdx,
  type IdxFiles,
  idxFromCsv,
  type LoadedDataset,
  type NamedBytes,
} from "../../lib/data/dataset_files.ts";
import { mnist as info } from "../../lib/data/datasets/mnist.ts";
import { decodeIdx, encodeIdx } from "../../lib/data/idx.ts";
import { csvFile, imageFile, labelFile } from "./small_mnist.ts";

const source = { name: "small", sha256: "0".repeat(64), firstTestImages: 1 };

const files: IdxFiles = {
  trainImages: imageFile(3),
  trainLabels: labelFile(3),
  testImages: imageFile(2),
  testLabels: labelFile(2),
};

function load(changes: Partial<IdxFiles> = {}): LoadedDataset {
  return datasetFromIdx({ ...files, ...changes }, { info, source });
}

Deno.test("datasetFromIdx joins images and labels, and says where they are from", () => {
  const { train, test } = load();
  assertEquals(String(train), 'Dataset "small train": 3 images of 28x28, 10 classes');
  assertEquals(String(test), 'Dataset "small test": 2 images of 28x28, 10 classes');
  assertEquals(train.image(2), new Uint8Array(784).fill(2));
  assertEquals(train.label(2), 2);
  assertEquals(train.source, source);
});

Deno.test("datasetFromIdx refuses another number of labels than of images", () => {
  assertThrows(
    () => load({ trainLabels: labelFile(2) }),
    RangeError,
    'Cannot load MNIST: "images of 3" has 3 images but "labels of 2" has 2 labels',
  );
});

Deno.test("datasetFromIdx refuses images of another size, and none", () => {
  const wide: NamedBytes = {
    name: "wide",
    bytes: encodeIdx({ shape: [1, 28, 29], data: new Uint8Array(28 * 29) }),
  };
  assertThrows(
    () => load({ trainImages: wide }),
    RangeError,
    'the images of "wide" are 28x29 but must be 28x28',
  );
  assertThrows(
    () => load({ testImages: imageFile(0), testLabels: labelFile(0) }),
    RangeError,
    '"images of 0" has no images; add some to the folder',
  );
});

Deno.test("datasetFromIdx refuses images and labels that were swapped", () => {
  assertThrows(
    () => load({ trainImages: labelFile(3), trainLabels: imageFile(3) }),
    SyntaxError,
    'Cannot read IDX file "labels of 3"',
  );
});

/** The labels in the four files. */
function labelsIn({ trainLabels, testLabels }: IdxFiles): number[][] {
  return [trainLabels, testLabels].map(({ bytes, name }) => [
    ...decodeIdx(bytes, { axes: 1, name }).data,
  ]);
}

Deno.test("idxFromCsv makes the very files that the images were published in", () => {
  const made = idxFromCsv([csvFile("a.csv", 3), csvFile("b.csv", 2)], { info });
  assertEquals(made.trainImages, { name: "a.csv", bytes: imageFile(3).bytes });
  assertEquals(made.trainLabels, { name: "a.csv", bytes: labelFile(3).bytes });
  assertEquals(made.testImages, { name: "b.csv", bytes: imageFile(2).bytes });
  assertEquals(made.testLabels, { name: "b.csv", bytes: labelFile(2).bytes });
});

Deno.test("idxFromCsv holds the last seventh of a single file out", () => {
  const made = idxFromCsv([csvFile("train.csv", 10)], { info });
  assertEquals(labelsIn(made), [[0, 1, 2, 3, 4, 5, 6, 7, 8], [9]]);
  const images = decodeIdx(made.testImages.bytes, { axes: 3, name: "" });
  assertEquals(images, { shape: [1, 28, 28], data: new Uint8Array(784).fill(9) });
});

Deno.test("idxFromCsv takes the labels from the column that it is told", () => {
  const made = idxFromCsv([csvFile("a.csv", 4, { labelColumn: 784 })], { info, labelColumn: 784 });
  assertEquals(labelsIn(made), [[0, 1, 2], [3]]);
});
