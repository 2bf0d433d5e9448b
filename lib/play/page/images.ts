// The images that a Worker trains with, as the page sends them, unpacked and checked.

import { Dataset, type DatasetMessage } from "../../data/dataset.ts";
import { datasetFromIdx, type IdxFiles, type LoadedDataset } from "../../data/dataset_files.ts";
import { type Part, PARTS } from "../../data/dataset_info.ts";
import { datasets } from "../../data/datasets/mod.ts";
import { checkDigest } from "../../data/digest.ts";
import { unpackText } from "../../system/packed_text.ts";

/** MNIST's four files, compressed with gzip, in base64. */
export interface PackedMnist {
  readonly type: "mnist";
  readonly files: Readonly<Record<Part, string>>;
}

/** Images that were read from the reader's own files. */
export interface OwnImages {
  readonly type: "own";
  readonly train: DatasetMessage;
  readonly test: DatasetMessage;
}

/** Images as a page sends them to its Worker. */
export type PackedImages = PackedMnist | OwnImages;

/**
 * Unpacks images.
 *
 * @throws {Error} If the files are not those that were published.
 */
export async function unpackImages(images: PackedImages): Promise<LoadedDataset> {
  if (images.type === "mnist") return await unpackMnist(images);
  return { train: Dataset.fromMessage(images.train), test: Dataset.fromMessage(images.test) };
}

async function unpackMnist({ files: packed }: PackedMnist): Promise<LoadedDataset> {
  const info = datasets.mnist;
  const files = await Promise.all(PARTS.map(async (part) => {
    const { name, sha256 } = info.files[part];
    const bytes = await unpackText(packed[part]);
    await checkDigest(bytes, { name, sha256 });
    return [part, { name, bytes }] as const;
  }));
  const { name, sha256, firstTestImages } = info;
  return datasetFromIdx(Object.fromEntries(files) as IdxFiles, {
    info,
    source: { name, sha256, firstTestImages },
  });
}
