// Tests of finding and loading MNIST.

import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { join, toFileUrl } from "@std/path";
import { loadMnist } from "../../lib/data/mnist.ts";
import { countPerClass, pixelStatistics } from "../../lib/data/summary.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { gzip } from "./gzip.ts";
import { csvFile, imageFile, labelFile } from "./small_mnist.ts";

/** Runs a test with a folder that holds the given files, and removes it. */
function withFolder(
  files: Record<string, Uint8Array>,
  test: (directory: string) => Promise<void>,
): Promise<void> {
  return withDirectory(async (directory) => {
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.writeFile(join(directory, name), bytes);
    }
    await test(directory);
  });
}

/** How many images a folder's sets have. */
async function counts(directory: string | URL): Promise<[train: number, test: number]> {
  const { train, test } = await loadMnist({ directory });
  return [train.count, test.count];
}

/** A reader's own files go first, so the original can be tested only where there are none. */
const ownFiles = [...Deno.readDirSync(new URL("../../data/", import.meta.url))]
  .some(({ name }) => name === "mnist");

Deno.test({
  name: "loadMnist loads the original from the package",
  ignore: ownFiles,
  async fn() {
    const { train, test } = await loadMnist();
    assertEquals(String(train), 'Dataset "MNIST train": 60000 images of 28x28, 10 classes');
    assertEquals(String(test), 'Dataset "MNIST test": 10000 images of 28x28, 10 classes');
    const first = (set: typeof train) => Array.from({ length: 10 }, (_, i) => set.label(i));
    assertEquals(first(train), [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    assertEquals(first(test), [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    assertEquals(
      countPerClass(train),
      [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    );
    // The mean and standard deviation that MNIST is normalized with everywhere, as fractions of 255.
    const { mean, std } = pixelStatistics(train);
    assertAlmostEquals(mean / 255, 0.1307, 5e-5);
    assertAlmostEquals(std / 255, 0.3081, 5e-5);
  },
});

Deno.test("loadMnist finds IDX files under their usual names, plain or packed", async () => {
  for (const name of [(kind: string) => `-${kind}`, (kind: string) => `.${kind}`]) {
    for (const packed of [false, true]) {
      const files: Record<string, Uint8Array> = {};
      for (const [part, count] of [["train", 4], ["t10k", 2]] as const) {
        for (
          const [file, { bytes }] of [
            [`${part}-images${name("idx3-ubyte")}`, imageFile(count)],
            [`${part}-labels${name("idx1-ubyte")}`, labelFile(count)],
          ] as const
        ) {
          files[packed ? `${file}.gz` : file] = packed ? await gzip(bytes) : bytes;
        }
      }
      await withFolder(files, async (directory) => {
        assertEquals(await counts(directory), [4, 2]);
        assertEquals(await counts(toFileUrl(directory)), [4, 2]);
      });
    }
  }
});

Deno.test("loadMnist finds CSV files, plain or packed", async () => {
  const [train, test] = [csvFile("a", 5).bytes, csvFile("b", 3).bytes];
  await withFolder({ "mnist_train.csv": train, "mnist_test.csv": test }, async (directory) => {
    assertEquals(await counts(directory), [5, 3]);
  });
  await withFolder(
    { "mnist_train.csv.gz": await gzip(train), "mnist_test.csv": test, ".DS_Store": test },
    async (directory) => assertEquals(await counts(directory), [5, 3]),
  );
});

Deno.test("loadMnist splits Kaggle's train.csv and leaves its test.csv alone", async () => {
  const files = { "train.csv": csvFile("a", 7).bytes, "test.csv": new Uint8Array([1]) };
  await withFolder(files, async (directory) => assertEquals(await counts(directory), [6, 1]));
});

Deno.test("loadMnist names the files that are missing", async () => {
  await withFolder(
    {
      "train-images-idx3-ubyte": imageFile(1).bytes,
      "train-labels.idx1-ubyte.gz": labelFile(1).bytes,
    },
    async (directory) => {
      await assertRejects(
        () => loadMnist({ directory }),
        Deno.errors.NotFound,
        `Cannot load MNIST from "${directory}": found train-images-idx3-ubyte, ` +
          "train-labels.idx1-ubyte.gz but not t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte",
      );
    },
  );
});

Deno.test("loadMnist refuses a folder without MNIST, and one that is not there", async () => {
  await withFolder({ "notes.txt": new Uint8Array() }, async (directory) => {
    await assertRejects(
      () => loadMnist({ directory }),
      Deno.errors.NotFound,
      "found notes.txt but it must have train-images-idx3-ubyte",
    );
    await assertRejects(
      () => loadMnist({ directory: join(directory, "nowhere") }),
      Deno.errors.NotFound,
      "found no files but it must have train-images-idx3-ubyte",
    );
  });
});

Deno.test("loadMnist says which of its files is damaged", async () => {
  const files = { "mnist_train.csv": csvFile("a", 1).bytes, "mnist_test.csv": new Uint8Array() };
  await withFolder(files, async (directory) => {
    await assertRejects(
      () => loadMnist({ directory }),
      SyntaxError,
      'Cannot read CSV file "mnist_test.csv"',
    );
  });
});
