// What a notebook trained replaces a model of the project only if it learned from the same images.

import { assertEquals } from "@std/assert";
import { Dataset } from "../../lib/data/dataset.ts";
import type { DatasetSource } from "../../lib/data/dataset_info.ts";
import { mnist } from "../../lib/data/datasets/mnist.ts";
import { loadModel, modelNames } from "../../lib/inference/mod.ts";
import { dense, Sequential, softmax } from "../../lib/nn/mod.ts";
import { keepModel } from "../../lib/notebook/keep_model.ts";
import type { SeedRun } from "../../lib/train/mod.ts";
import { type Arithmetic, firstArithmetic } from "../../lib/tensor/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";

const published: DatasetSource = { name: "MNIST", sha256: mnist.sha256 };
const own: DatasetSource = { name: "data/mnist", sha256: "1".repeat(64) };

/** What comes of a training of no time from a number of images. */
function run(
  seed: number,
  { count = 3, source = published, stopped = false, arithmetic = firstArithmetic }: {
    count?: number;
    source?: DatasetSource;
    stopped?: boolean;
    arithmetic?: Arithmetic;
  } = {},
): SeedRun {
  const options = { name: "tiny", imageShape: [2, 2], classes: 2, source } as const;
  return {
    seed,
    network: new Sequential([dense(2), softmax()], { inputShape: [4], seed }),
    history: { epochs: [], stopped, arithmetic },
    weightsSha256: "",
    trainedOn: new Dataset(new Uint8Array(4 * count), new Uint8Array(count), options),
    seconds: 1,
  };
}

/** Keeps a model, and tells what was printed. */
async function keep(directory: string, trained: SeedRun): Promise<string[]> {
  const printed: string[] = [];
  const { log } = console;
  console.log = (text: string) => void printed.push(text);
  try {
    await keepModel("tiny", trained, { title: "1 Tiny", directory });
  } finally {
    console.log = log;
  }
  return printed;
}

/** The seed that tells the networks apart. */
async function seedOf(directory: string): Promise<number> {
  return (await loadModel("tiny", { directory })).network.seed;
}

Deno.test("keepModel saves a network with what it learned from, and replaces it by its like", async () => {
  await withDirectory(async (directory) => {
    for (const seed of [1, 2]) {
      assertEquals(await keep(directory, run(seed)), []);
      assertEquals(await seedOf(directory), seed);
    }
    const { title, metadata } = await loadModel("tiny", { directory });
    assertEquals(title, "1 Tiny");
    assertEquals(
      [metadata.dataset, metadata.datasetSha256, metadata.trainImages],
      ["MNIST", mnist.sha256, "3"],
    );
  });
});

Deno.test("keepModel leaves the model as it was where other or fewer images were learned from", async () => {
  await withDirectory(async (directory) => {
    const refused: [SeedRun, string][] = [
      [run(2, { stopped: true }), "the training was stopped early"],
      [
        run(2, { source: own }),
        "this learned from data/mnist, and models are of published datasets",
      ],
      [
        run(2, { count: 2 }),
        "it learned from 3 images of MNIST, this from 2; remove its file to replace it",
      ],
    ];
    for (const [trained] of refused.slice(0, 2)) await keep(directory, trained);
    assertEquals(await modelNames({ directory }), []);
    await keep(directory, run(1));
    for (const [trained, reason] of refused) {
      assertEquals(await keep(directory, trained), [
        `The model tiny was left as it was: ${reason}.`,
      ]);
      assertEquals(await seedOf(directory), 1);
    }
  });
});

Deno.test("keepModel says what weights were computed in, and keeps those that every machine gets", async () => {
  await withDirectory(async (directory) => {
    const fast: Arithmetic = { kind: "fast", version: 1 };
    await keep(directory, run(1, { arithmetic: fast }));
    assertEquals(
      (await loadModel("tiny", { directory })).metadata.arithmetic,
      "fast rounding, version 1",
    );
    assertEquals(await keep(directory, run(2)), []);
    assertEquals((await loadModel("tiny", { directory })).metadata.arithmetic, undefined);
    assertEquals(await keep(directory, run(3, { arithmetic: fast })), [
      "The model tiny was left as it was: its weights are of the bits of every machine, version 1, " +
      "these of fast rounding, version 1; remove its file to replace it.",
    ]);
    assertEquals(await seedOf(directory), 2);
  });
});
