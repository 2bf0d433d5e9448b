// A reader's own files, as a page has them; load_dataset_test.ts looks at folders.

import { assertEquals, assertRejects } from "@std/assert";
import { datasets } from "../../lib/data/datasets/mod.ts";
import {
  MissingFiles,
  type OwnFiles,
  readOwnFiles,
  sourceOfFiles,
} from "../../lib/data/own_files.ts";
import { csvFile } from "./small_mnist.ts";

const info = datasets.mnist;

function files(...names: string[]): OwnFiles & { asked: string[] } {
  const asked: string[] = [];
  return {
    from: "your files",
    files: names,
    others: [],
    asked,
    read(name) {
      asked.push(name);
      return Promise.resolve(csvFile(name, 7));
    },
  };
}

Deno.test("readOwnFiles reads the files that belong together, and no others", async () => {
  const own = files("notes.txt", "train.csv.gz", "huge.bin");
  const { trainLabels, testLabels } = await readOwnFiles(own, { info });
  assertEquals([trainLabels.bytes.length, testLabels.bytes.length], [8 + 6, 8 + 1]);
  assertEquals(own.asked, ["train.csv.gz"]);
});

Deno.test("readOwnFiles says from where files are missing, and reads none", async () => {
  const own = files("mnist_train.csv");
  await assertRejects(
    () => readOwnFiles(own, { info }),
    MissingFiles,
    "Cannot load MNIST from your files: found mnist_train.csv but not mnist_test.csv; add what is missing",
  );
  assertEquals(own.asked, []);
});

Deno.test("sourceOfFiles calls files that are no published dataset as it is told", async () => {
  const found = await sourceOfFiles(await readOwnFiles(files("train.csv"), { info }), {
    info,
    name: "mine",
  });
  assertEquals(found.name, "mine");
});
