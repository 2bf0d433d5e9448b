// Files of images that the reader of a page chose, read by the code that reads them in Deno, with its errors.

import { checkDataSize, MAX_DATA_BYTES, unpackData } from "../../data/data_bytes.ts";
import { datasetFromIdx } from "../../data/dataset_files.ts";
import { datasets } from "../../data/datasets/mod.ts";
import { readOwnFiles, sourceOfFiles } from "../../data/own_files.ts";
import type { OwnImages } from "./images.ts";
import type { FileBytes } from "./reading.ts";

const info = datasets.mnist;
const to = `load ${info.name}`;

/**
 * Reads files in the page, for a Worker to make sense of.
 *
 * @throws {Error} If the browser cannot read one.
 */
export async function bytesOfFiles(files: readonly File[]): Promise<FileBytes[]> {
  return await Promise.all(files.map(async (file) => {
    const { name, size } = file;
    if (size > MAX_DATA_BYTES) return { name, size, bytes: new Uint8Array() };
    try {
      return { name, size, bytes: new Uint8Array(await file.arrayBuffer()) };
    } catch (cause) {
      throw new Error(
        `Cannot ${to}: "${name}" cannot be read ("${
          (cause as Error).message
        }"); if it is a folder, ` +
          `choose the files in it`,
        { cause },
      );
    }
  }));
}

/**
 * Makes a dataset of files: see `loadDataset`.
 *
 * @throws What `readOwnFiles` and `datasetFromIdx` throw.
 */
export async function readOwnImages(files: readonly FileBytes[]): Promise<OwnImages> {
  const idx = await readOwnFiles({
    from: "your files",
    files: files.map(({ name }) => name),
    others: [],
    read(name) {
      const { size, bytes } = files.find((file) => file.name === name)!;
      checkDataSize(size, { to, path: name });
      return unpackData(bytes, { name });
    },
  }, { info });
  const source = await sourceOfFiles(idx, { info, name: "your files" });
  const { train, test } = datasetFromIdx(idx, { info, source });
  return { type: "own", train: train.toMessage(), test: test.toMessage() };
}
