// Tests of lib/play/page/own_images_file.ts: a page reads the files that Deno reads, with the same errors.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { loadDataset } from "../../../lib/data/mod.ts";
import { type OwnImages, unpackImages } from "../../../lib/play/page/images.ts";
import { bytesOfFiles, readOwnImages } from "../../../lib/play/page/own_images_file.ts";
import { gzip } from "../../data/gzip.ts";
import { csvFile, imageFile, labelFile } from "../../data/small_mnist.ts";
import { withDirectory } from "../../system/temporary_directory.ts";

type Bytes = Uint8Array<ArrayBuffer>;

async function idxFiles(): Promise<Record<string, Bytes>> {
  return {
    "train-images-idx3-ubyte": imageFile(6).bytes,
    "train-labels.idx1-ubyte.gz": await gzip(labelFile(6).bytes),
    "t10k-images-idx3-ubyte": imageFile(2).bytes,
    "t10k-labels-idx1-ubyte": labelFile(2).bytes,
  };
}

async function read(files: Record<string, Bytes>): Promise<OwnImages> {
  const chosen = Object.entries(files).map(([name, bytes]) => new File([bytes], name));
  return await readOwnImages(await bytesOfFiles(chosen));
}

/** What Deno says of the same files in a folder. */
async function messageInDeno(files: Record<string, Bytes>): Promise<string> {
  let message = "";
  await withDirectory(async (directory) => {
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.writeFile(join(directory, name), bytes);
    }
    const error = await assertRejects(() => loadDataset("mnist", { directory }), Error);
    message = error.message.replace(`"${directory}"`, "your files");
  });
  return message;
}

Deno.test("readOwnImages reads IDX files, packed or not, and a Worker gets what is in them", async () => {
  const { train, test } = await unpackImages(await read(await idxFiles()));
  assertEquals([train.count, test.count], [6, 2]);
  assertEquals([train.label(5), train.image(5)[0], test.label(1)], [5, 5, 1]);
  assertEquals(train.source?.name, "your files");
});

Deno.test("readOwnImages reads a CSV file, and keeps its last seventh to test", async () => {
  const { train, test } = await read({ "train.csv.gz": await gzip(csvFile("", 7).bytes) });
  assertEquals([train.indices?.length, test.indices?.length], [6, 1]);
});

Deno.test("readOwnImages says of wrong files what Deno says of them", async () => {
  const idx = await idxFiles();
  const page = new TextEncoder().encode("<!doctype html><title>Not found</title>");
  const cases: Record<string, Bytes>[] = [
    { "notes.txt": page },
    { "train-images-idx3-ubyte": idx["train-images-idx3-ubyte"] },
    { ...idx, "train-images-idx3-ubyte": page },
    { ...idx, "t10k-labels-idx1-ubyte": labelFile(3).bytes },
    { ...idx, "train-labels.idx1-ubyte.gz": idx["train-labels.idx1-ubyte.gz"].slice(0, 20) },
    { "train.csv": new TextEncoder().encode("1,2,3\n") },
    { "train.csv": page },
  ];
  for (const files of cases) {
    const error = await assertRejects(() => read(files), Error);
    assertEquals(error.message, await messageInDeno(files));
  }
});

Deno.test("readOwnImages reads no file that is larger than there is room for", async () => {
  const file = new File([], "train.csv");
  Object.defineProperty(file, "size", { value: 2 ** 29 + 1 });
  await assertRejects(
    async () => await readOwnImages(await bytesOfFiles([file])),
    RangeError,
    'Cannot load MNIST: "train.csv" has 536,870,913 bytes but at most 536,870,912 are read',
  );
});
