// Where images are from, for those that were loaded and those that were made otherwise.

import { assertEquals, assertNotEquals } from "@std/assert";
import { Dataset } from "../../lib/data/dataset.ts";
import type { DatasetSource } from "../../lib/data/dataset_info.ts";
import type { IdxFiles } from "../../lib/data/dataset_files.ts";
import { sourceOf } from "../../lib/data/dataset_source.ts";
import { datasetSha256, sha256 } from "../../lib/data/digest.ts";
import { imageFile, labelFile } from "./small_mnist.ts";

const mnist: DatasetSource = { name: "MNIST", sha256: "0".repeat(64), firstTestImages: 1000 };
const other: DatasetSource = { name: "other", sha256: "1".repeat(64) };

/** Images like those of `imageFile`. */
function images(count: number, source?: DatasetSource): Dataset {
  const pixels = new Uint8Array(count * 784).map((_, i) => Math.floor(i / 784));
  const labels = new Uint8Array(count).map((_, i) => i);
  const options = { name: `${count} images`, imageShape: [28, 28], classes: 10, source } as const;
  return new Dataset(pixels, labels, options);
}

Deno.test("sourceOf is the dataset that parts of it were loaded from", async () => {
  const [train, validation] = images(5, mnist).shuffle([1]).split(3);
  assertEquals(await sourceOf({ train, test: images(2, mnist) }), mnist);
  assertEquals(await sourceOf({ train: validation, test: images(2, { ...mnist }) }), mnist);
});

Deno.test("sourceOf images that were made otherwise has the digest of the files they would fill", async () => {
  const files: IdxFiles = {
    trainImages: imageFile(3),
    trainLabels: labelFile(3),
    testImages: imageFile(2),
    testLabels: labelFile(2),
  };
  assertEquals(await sourceOf({ train: images(3), test: images(2) }), {
    name: "3 images and 2 images",
    sha256: await datasetSha256({
      trainImages: await sha256(files.trainImages.bytes),
      trainLabels: await sha256(files.trainLabels.bytes),
      testImages: await sha256(files.testImages.bytes),
      testLabels: await sha256(files.testLabels.bytes),
    }),
  });
});

Deno.test("sourceOf images of two datasets is neither of them", async () => {
  for (const test of [images(2, other), images(2)]) {
    const { sha256: digest, firstTestImages } = await sourceOf({ train: images(3, mnist), test });
    assertNotEquals(digest, mnist.sha256);
    assertNotEquals(digest, other.sha256);
    assertEquals(firstTestImages, undefined);
  }
});
