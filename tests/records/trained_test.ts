// From trainings to their record: what is written, what is only shown, and what is refused.

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { Dataset } from "../../lib/data/dataset.ts";
import type { DatasetSource } from "../../lib/data/dataset_info.ts";
import { mnist } from "../../lib/data/datasets/mnist.ts";
import { dense, Sequential, softmax, weightsSha256 } from "../../lib/nn/mod.ts";
import { readRecord, readRecords } from "../../lib/records/record_files.ts";
import { resultTable } from "../../lib/records/result_table.ts";
import { recordTraining } from "../../lib/records/trained.ts";
import { accuracyOfFirst, evaluate, type Recipe, type SeedRun, sgd } from "../../lib/train/mod.ts";
import { type Arithmetic, firstArithmetic } from "../../lib/tensor/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";

const recipe: Recipe = {
  inputShape: [4],
  network: [dense(3), softmax()],
  loss: "crossEntropy",
  optimizer: sgd(),
  learningRate: 0.1,
  epochs: 1,
  batchSize: 1,
};

const published: DatasetSource = { name: "MNIST", sha256: mnist.sha256, firstTestImages: 10 };
const own: DatasetSource = { name: "data/mnist", sha256: "1".repeat(64), firstTestImages: 10 };

/** Images of 2x2 pixels of three classes. */
function images(count: number, source?: DatasetSource): Dataset {
  const pixels = Uint8Array.from({ length: 4 * count }, (_, i) => (i * 89) % 256);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  return new Dataset(pixels, labels, { name: "tiny", imageShape: [2, 2], classes: 3, source });
}

/** What comes of a training of no time. */
async function run(
  seed: number,
  { train, test, stopped = false, arithmetic = firstArithmetic }: {
    train: Dataset;
    test: Dataset;
    stopped?: boolean;
    arithmetic?: Arithmetic;
  },
): Promise<SeedRun> {
  const network = new Sequential(recipe.network, { inputShape: recipe.inputShape, seed });
  return {
    seed,
    network,
    history: {
      epochs: [{ epoch: 1, learningRate: 0.1, loss: 1, accuracy: 0.3, seconds: 1 }],
      stopped,
      arithmetic,
    },
    weightsSha256: await weightsSha256(network),
    test: await evaluate(network, test),
    trainedOn: train,
    testedOn: test,
    seconds: 1,
  };
}

const title = {
  recipe,
  name: "01-tiny",
  title: "1 Tiny",
  reference: { accuracy: 0.4, readOn: "first 10", images: 10, publishedWeightsAccuracy: 0.5 },
};

Deno.test("recordTraining writes what the trainings reached, and on which images", async () => {
  await withDirectory(async (directory) => {
    const [train, test] = [images(30, published), images(20, published)];
    const runs = await Promise.all([1, 2].map((seed) => run(seed, { train, test })));
    const record = await recordTraining(runs, { ...title, directory });
    assertEquals(record, await readRecord("01-tiny", { directory }));
    assertEquals(record.dataset, {
      name: "MNIST",
      sha256: mnist.sha256,
      trainImages: 30,
      testImages: 20,
      firstTestImages: 10,
    });
    assertEquals([record.network, record.parameters], ["4-3", 15]);
    assertEquals(record.runs[1], {
      seed: 2,
      testAccuracy: runs[1].test!.accuracy,
      firstTestAccuracy: accuracyOfFirst(10, runs[1].test!),
      testLoss: runs[1].test!.loss,
      epochs: 1,
      seconds: 1,
      weightsSha256: runs[1].weightsSha256,
    });
    const shown = `${resultTable(record)}`;
    assertStringIncludes(shown, "first 10 test images   40.00 %");
    assertStringIncludes(shown, "all 20 test images     50.00 %");
  });
});

Deno.test("recordTraining shows what learned from a reader's own images, and writes nothing", async () => {
  await withDirectory(async (directory) => {
    const [train, test] = [images(30, own), images(8, own)];
    const record = await recordTraining([await run(1, { train, test })], { ...title, directory });
    assertEquals(await readRecords({ directory }), []);
    assertStringIncludes(
      record.notice ?? "",
      "Shown here, not recorded: this learned from 30 images of data/mnist, tested on 8, ",
    );
    // Only figures on images that are there, none of the document's, and the notice.
    assertEquals(record.runs[0].firstTestAccuracy, undefined);
    const output = resultTable(record);
    const shown = `${output}`;
    assertStringIncludes(shown, "all 8 test images of data/mnist          37.50 %");
    assertEquals(shown.includes("first"), false);
    for (const medium of ["text/html", "text/markdown", "text/plain"]) {
      assertStringIncludes(output.media[medium], "Shown here, not recorded");
    }
  });
});

Deno.test("recordTraining never replaces the record of all images by that of fewer or others", async () => {
  await withDirectory(async (directory) => {
    const [train, test] = [images(30, published), images(20, published)];
    await recordTraining([await run(1, { train, test })], { ...title, directory });
    const before = await readRecord("01-tiny", { directory });
    const others = [
      { train: train.take(10), test },
      { train, test: test.take(15) },
      { train: images(30, own), test: images(20, own) },
      { train: images(30, own), test },
      { train: images(30), test: images(20) },
    ];
    for (const data of others) {
      const { notice } = await recordTraining([await run(1, data)], { ...title, directory });
      assertStringIncludes(notice ?? "", "Shown here, not recorded: this learned from ");
      assertEquals(await readRecord("01-tiny", { directory }), before);
    }
  });
});

Deno.test("recordTraining keeps the record where a training was stopped early", async () => {
  await withDirectory(async (directory) => {
    const data = { train: images(30, published), test: images(20, published) };
    const runs = [await run(1, data), await run(2, { ...data, stopped: true })];
    const { notice } = await recordTraining(runs, { ...title, directory });
    assertEquals(notice, "Shown here, not recorded: the training was stopped early.");
    assertEquals(await readRecords({ directory }), []);
  });
});

Deno.test("recordTraining says that a training of any seed was of fast rounding, and keeps the record that was not", async () => {
  await withDirectory(async (directory) => {
    const data = { train: images(30, published), test: images(20, published) };
    const arithmetic: Arithmetic = { kind: "fast", version: 1 };
    const runs = [await run(1, data), await run(2, { ...data, arithmetic })];
    const record = await recordTraining(runs, { ...title, directory });
    assertEquals(record.arithmetic, arithmetic);
    assertEquals(await readRecord("01-tiny", { directory }), record);
    const portable = await recordTraining(runs.slice(0, 1), { ...title, directory });
    assertEquals(portable.arithmetic, undefined);
    const { notice } = await recordTraining(runs, { ...title, directory });
    assertStringIncludes(notice ?? "", "these weights are of fast rounding, version 1");
    assertEquals(await readRecord("01-tiny", { directory }), portable);
  });
});

Deno.test("recordTraining refuses no training, one without a test, and seeds of different images", async () => {
  const [train, test] = [images(30, published), images(20, published)];
  const first = await run(1, { train, test });
  const refused: [SeedRun[], string][] = [
    [[], 'Cannot record "01-tiny": there is no training; let one finish'],
    [[{ ...first, test: undefined, testedOn: undefined }], "seed 1 was not tested; give the"],
    [
      [first, await run(2, { train: train.take(3), test })],
      "seed 2 is of other images than seed 1; give all seeds the same",
    ],
  ];
  for (const [runs, message] of refused) {
    await assertRejects(() => recordTraining(runs, title), RangeError, message);
  }
});

Deno.test("recordTraining holds some of the seeds against the record, which stays", async () => {
  await withDirectory(async (directory) => {
    const [train, test] = [images(30, published), images(20, published)];
    const runs = await Promise.all([1, 2, 3].map((seed) => run(seed, { train, test })));
    const { notice, ...all } = await recordTraining(runs, { ...title, directory });
    assertEquals(notice, undefined);

    const repeated = await recordTraining(runs.slice(1, 2), { ...title, directory });
    assertEquals({ ...repeated, notice }, { ...all, notice });
    assertStringIncludes(repeated.notice!, "seed 2, to the same weights as in the record");

    const other = { ...recipe, learningRate: 0.5 };
    const changed = [{ ...runs[1], weightsSha256: "f".repeat(64) }];
    const shown = await recordTraining(changed, { ...title, recipe: other, directory });
    assertEquals(shown.runs.length, 1);
    assertStringIncludes(shown.notice!, "another recipe: learningRate 0.5, against 0.1.");
    assertEquals(await readRecord("01-tiny", { directory }), all);
  });
});
