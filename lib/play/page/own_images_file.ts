// Files that the reader of a page chose, read in a Worker: by the code that reads them in Deno, with its errors.

import { checkDataSize, unpackData } from "../../data/data_bytes.ts";
import { datasetFromIdx } from "../../data/dataset_files.ts";
import { datasets } from "../../data/datasets/mod.ts";
import { readOwnFiles, sourceOfFiles } from "../../data/own_files.ts";
import type { OwnImages } from "./images.ts";

/**
 * Makes a dataset of files: see `loadDataset`.
 *
 * @throws What `readOwnFiles` and `datasetFromIdx` throw.
 */
export async function readOwnImages(files: readonly File[]): Promise<OwnImages> {
  const info = datasets.mnist;
  const to = `load ${info.name}`;
  const idx = await readOwnFiles({
    from: "your files",
    files: files.map(({ name }) => name),
    others: [],
    async read(name) {
      const file = files.find((file) => file.name === name)!;
      checkDataSize(file.size, { to, path: name });
      return await unpackData(await bytesOf(file, { to }), { name });
    },
  }, { info });
  const source = await sourceOfFiles(idx, { info, name: "your files" });
  const { train, test } = datasetFromIdx(idx, { info, source });
  return { type: "own", train: train.toMessage(), test: test.toMessage() };
}

async function bytesOf(file: File, { to }: { to: string }): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new Error(
      `Cannot ${to}: "${file.name}" cannot be read ("${
        (cause as Error).message
      }"); if it is a folder, ` +
        `choose the files in it`,
      { cause },
    );
  }
}
