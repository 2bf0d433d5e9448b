// A reader's own files of a dataset: which of them belong together, wherever they lie.

import type { LabelColumn } from "./csv_header.ts";
import { type IdxFiles, idxFromCsv, type NamedBytes } from "./dataset_files.ts";
import { type DatasetInfo, type DatasetSource, type Part, PARTS } from "./dataset_info.ts";
import { publishedDataset } from "./datasets/mod.ts";
import { datasetSha256, sha256 } from "./digest.ts";
import { listed } from "./listed.ts";

/** What a reader has put somewhere, as a folder on a disk or as files dropped on a page. */
export interface OwnFiles {
  /** What to call the place in errors: `"data/mnist"`. */
  readonly from: string;
  /** The names of the files. */
  readonly files: readonly string[];
  /** The names of folders and of whatever else there is. */
  readonly others: readonly string[];
  /** Reads a file and unpacks it. */
  read(name: string): NamedBytes | Promise<NamedBytes>;
}

/** Files are missing, or have other names than they must. */
export class MissingFiles extends Error {
  override readonly name = "MissingFiles";
}

/**
 * The four files of a dataset, made of whatever a reader has: see `loadDataset`.
 *
 * @param own What there is.
 * @param options `info`: the dataset; `labelColumn`: see `parseCsv`.
 * @throws {MissingFiles} If files are missing.
 * @throws {SyntaxError} If a file is damaged, or not what its name says.
 * @throws What `own.read` throws.
 */
export async function readOwnFiles(
  own: OwnFiles,
  { info, labelColumn }: { info: DatasetInfo; labelColumn?: LabelColumn },
): Promise<IdxFiles> {
  const to = `load ${info.name}`;
  const idx = PARTS.map((part) => info.files[part].name);
  const layouts = [idx, ...info.csv ?? []];
  for (const names of layouts) {
    const found = names.map((name) => own.files.find((file) => isCalled(file, name)));
    const present = found.filter((file) => file !== undefined);
    if (present.length === 0) continue;
    if (present.length < names.length) {
      const missing = names.filter((_, i) => found[i] === undefined);
      throw new MissingFiles(
        `Cannot ${to} from ${own.from}: found ${present.join(", ")} but not ` +
          `${missing.join(", ")}; ` +
          (foldersCalled(missing, own) ?? "add what is missing, or take away the others"),
      );
    }
    const files = await Promise.all(present.map((file) => own.read(file)));
    if (names !== idx) return idxFromCsv(files, { info, labelColumn });
    return Object.fromEntries(PARTS.map((part, i) => [part, files[i]])) as IdxFiles;
  }
  throw new MissingFiles(
    `Cannot ${to} from ${own.from}: found ${listed([...own.files, ...own.others])} but ` +
      `it must have ${layouts.map((names) => names.join(", ")).join("; or ")}; ` +
      (foldersCalled(layouts.flat(), own) ?? "each may end with .gz"),
  );
}

/** What to do about folders that have the names of files. */
function foldersCalled(names: readonly string[], { others }: OwnFiles): string | undefined {
  const folders = others.filter((other) => names.some((name) => isCalled(other, name)));
  if (folders.length === 0) return undefined;
  return `${folders.join(", ")} ${
    folders.length === 1 ? "is a folder" : "are folders"
  }: move what is inside up here`;
}

/** Whether a file has the name, or that with a dot for the hyphen before "idx", or is its archive. */
function isCalled(file: string, name: string): boolean {
  const plain = file.endsWith(".gz") ? file.slice(0, -".gz".length) : file;
  return plain.replace(".idx", "-idx") === name;
}

/**
 * Which dataset some files are.
 *
 * @param options `info`: the dataset that they may be; `name`: what to call them if they are no published
 * one.
 */
export async function sourceOfFiles(
  files: IdxFiles,
  { info, name }: { info: DatasetInfo; name: string },
): Promise<DatasetSource> {
  const digests = await Promise.all(PARTS.map((part) => sha256(files[part].bytes)));
  const digest = await datasetSha256(
    Object.fromEntries(PARTS.map((part, i) => [part, digests[i]])) as Record<Part, string>,
  );
  return {
    name: publishedDataset(digest)?.name ?? name,
    sha256: digest,
    firstTestImages: info.firstTestImages,
  };
}
