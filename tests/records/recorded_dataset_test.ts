// What a record says of the images of a training.

import { assert, assertEquals } from "@std/assert";
import { Dataset } from "../../lib/data/dataset.ts";
import type { DatasetSource } from "../../lib/data/dataset_info.ts";
import { mnist } from "../../lib/data/datasets/mnist.ts";
import {
  describeData,
  isPublished,
  isSameData,
  recordedDataset,
} from "../../lib/records/recorded_dataset.ts";
import { ownDataset, sampleDataset } from "./sample_record.ts";

function images(count: number, source?: DatasetSource): Dataset {
  const options = { name: "tiny", imageShape: [1, 1], classes: 1, source } as const;
  return new Dataset(new Uint8Array(count), new Uint8Array(count), options);
}

const source: DatasetSource = { name: "MNIST", sha256: mnist.sha256, firstTestImages: 10 };

Deno.test("recordedDataset counts the images that were used", async () => {
  const train = images(50, source).shuffle([1]).take(30);
  assertEquals(await recordedDataset({ train, test: images(20, source) }), {
    name: "MNIST",
    sha256: mnist.sha256,
    trainImages: 30,
    testImages: 20,
    firstTestImages: 10,
  });
});

Deno.test("recordedDataset has first test images only where there are others after them", async () => {
  for (const count of [5, 10]) {
    const { firstTestImages, testImages } = await recordedDataset({
      train: images(5, source),
      test: images(count, source),
    });
    assertEquals([firstTestImages, testImages], [undefined, count]);
  }
});

Deno.test("images are published if their digest is and all machines agree, the same if their numbers are, too", async () => {
  assert(isPublished({ dataset: sampleDataset }));
  assert(!isPublished({ dataset: ownDataset }));
  const made = await recordedDataset({ train: images(60_000), test: images(10_000) });
  assert(!isPublished({ dataset: made }));
  assert(!isPublished({ dataset: sampleDataset, arithmetic: { kind: "fast", version: 1 } }));
  assert(isPublished({ dataset: sampleDataset, arithmetic: { kind: "portable", version: 2 } }));
  assert(isSameData(sampleDataset, { ...sampleDataset }));
  for (const change of [{ sha256: "0" }, { trainImages: 1 }, { testImages: 1 }]) {
    assert(!isSameData(sampleDataset, { ...sampleDataset, ...change }));
  }
  assertEquals(describeData(ownDataset), "200 images of data/mnist, tested on 20");
});
