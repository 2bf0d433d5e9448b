// Where images are from: what a record of a training has to say of them.

import type { Dataset } from "./dataset.ts";
import type { LoadedDataset } from "./dataset_files.ts";
import type { DatasetSource } from "./dataset_info.ts";
import { datasetSha256, sha256 } from "./digest.ts";
import { encodeIdx } from "./idx.ts";

/**
 * Where the images of a training are from.
 *
 * @param images What was learned from and what was tested on: each may be a part of what was loaded.
 * @returns The dataset that both were loaded from. Where they were made otherwise, or come from two
 * datasets, their names and the digest of the files that they would fill.
 */
export async function sourceOf({ train, test }: LoadedDataset): Promise<DatasetSource> {
  if (train.source !== undefined && train.source.sha256 === test.source?.sha256) {
    return train.source;
  }
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
    [train, test].flatMap((part) => [sha256(imageFile(part)), sha256(labelFile(part))]),
  );
  return {
    name: `${train.name} and ${test.name}`,
    sha256: await datasetSha256({ trainImages, trainLabels, testImages, testLabels }),
  };
}

function imageFile(part: Dataset): Uint8Array<ArrayBuffer> {
  const [height, width] = part.imageShape;
  const data = new Uint8Array(part.count * height * width);
  for (let i = 0; i < part.count; i++) data.set(part.image(i), i * height * width);
  return encodeIdx({ shape: [part.count, height, width], data });
}

function labelFile(part: Dataset): Uint8Array<ArrayBuffer> {
  const data = Uint8Array.from({ length: part.count }, (_, i) => part.label(i));
  return encodeIdx({ shape: [part.count], data });
}
