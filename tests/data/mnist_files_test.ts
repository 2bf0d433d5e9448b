// Tests of making MNIST of its files.

import { assertEquals, assertThrows } from "@std/assert";
import { encodeIdx } from "../../lib/data/idx.ts";
import { mnistFromCsv, mnistFromIdx, type NamedBytes } from "../../lib/data/mnist_files.ts";
import { csvFile, imageFile, labelFile } from "./small_mnist.ts";

Deno.test("mnistFromIdx joins images and labels", () => {
  const { train, test } = mnistFromIdx([imageFile(3), labelFile(3), imageFile(2), labelFile(2)]);
  assertEquals(String(train), 'Dataset "MNIST train": 3 images of 28x28, 10 classes');
  assertEquals(String(test), 'Dataset "MNIST test": 2 images of 28x28, 10 classes');
  assertEquals(train.image(2), new Uint8Array(784).fill(2));
  assertEquals(train.label(2), 2);
});

Deno.test("mnistFromIdx refuses another number of labels than of images", () => {
  assertThrows(
    () => mnistFromIdx([imageFile(3), labelFile(2), imageFile(2), labelFile(2)]),
    RangeError,
    'Cannot load MNIST: "images of 3" has 3 images but "labels of 2" has 2 labels',
  );
});

Deno.test("mnistFromIdx refuses images of another size", () => {
  const wide: NamedBytes = {
    name: "wide",
    bytes: encodeIdx({ shape: [1, 28, 29], data: new Uint8Array(28 * 29) }),
  };
  assertThrows(
    () => mnistFromIdx([wide, labelFile(1), imageFile(1), labelFile(1)]),
    RangeError,
    'the images of "wide" are 28x29 but must be 28x28',
  );
});

Deno.test("mnistFromIdx refuses images and labels that were swapped", () => {
  assertThrows(
    () => mnistFromIdx([labelFile(3), imageFile(3), imageFile(2), labelFile(2)]),
    SyntaxError,
    'Cannot read IDX file "labels of 3"',
  );
});

Deno.test("mnistFromCsv takes one file to train with and one to test with", () => {
  const { train, test } = mnistFromCsv([csvFile("a.csv", 3), csvFile("b.csv", 2)]);
  assertEquals([train.name, train.count, test.name, test.count], ["a.csv", 3, "b.csv", 2]);
  assertEquals(test.image(1), new Uint8Array(784).fill(1));
  assertEquals(test.label(1), 1);
});

Deno.test("mnistFromCsv holds the last seventh of a single file out", () => {
  const { train, test } = mnistFromCsv([csvFile("train.csv", 10)]);
  assertEquals([train.name, train.count], ["train.csv, first 9", 9]);
  assertEquals([test.name, test.count], ["train.csv, last 1", 1]);
  assertEquals(train.label(8), 8);
  assertEquals(test.image(0), new Uint8Array(784).fill(9));
  assertEquals(test.label(0), 9);
});
