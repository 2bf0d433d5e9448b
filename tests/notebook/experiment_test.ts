// Experiments: taken from the record where it holds what is asked for, trained where it does not.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { Dataset } from "../../lib/data/dataset.ts";
import { mnist } from "../../lib/data/datasets/mnist.ts";
import { dense, softmax } from "../../lib/nn/mod.ts";
import { experiment } from "../../lib/notebook/experiment.ts";
import { readExperiment } from "../../lib/records/experiment.ts";
import { type Recipe, sgd } from "../../lib/train/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";

function stripes(sha256: string): Dataset {
  return new Dataset(new Uint8Array([255, 0, 0, 255]), new Uint8Array([0, 1]), {
    name: "stripes",
    imageShape: [1, 2],
    classes: 2,
    source: { name: "stripes", sha256 },
  });
}

const published = stripes(mnist.sha256);

const recipe: Recipe = {
  inputShape: [2],
  network: [dense(2), softmax()],
  loss: "crossEntropy",
  optimizer: sgd(),
  learningRate: 0.5,
  epochs: 2,
  batchSize: 1,
};

/** Runs an experiment, and tells whether something was trained. */
async function run(
  directory: string,
  { variations = { slow: recipe }, retrain = false, train = published, checkpoints }: {
    variations?: Record<string, Recipe>;
    retrain?: boolean;
    train?: Dataset;
    checkpoints?: string;
  } = {},
) {
  const printed: string[] = [];
  const { log } = console;
  console.log = (line: unknown) => void printed.push(`${line}`);
  if (retrain) Deno.env.set("RETRAIN", "1");
  try {
    const found = await experiment("01-tiny", {
      variations,
      seeds: [1, 2],
      train,
      validation: train,
      directory,
      checkpoints,
    });
    return { found, trained: printed.some((line) => line.startsWith("training: loss")), printed };
  } finally {
    console.log = log;
    Deno.env.delete("RETRAIN");
  }
}

Deno.test("experiment writes its record when told to, and then takes trainings from it", async () => {
  await withDirectory(async (directory) => {
    const first = await run(directory, { retrain: true });
    assertEquals([first.trained, first.found.slow.map(({ seed }) => seed)], [true, [1, 2]]);
    const [{ epochs, testAccuracy }] = first.found.slow;
    assertEquals([epochs.length, testAccuracy], [2, undefined]);
    assert(epochs[1].loss < epochs[0].loss && epochs[1].validationLoss! < epochs[0].loss);
    assertEquals((await readExperiment("01-tiny", { directory }))?.variations[0].recipe, recipe);

    const again = await run(directory);
    assertEquals([again.trained, again.found], [false, first.found]);
  });
});

Deno.test("experiment trains what its record does not hold, says so, and leaves the record", async () => {
  await withDirectory(async (directory) => {
    await run(directory, { retrain: true });
    const file = join(directory, "01-tiny.json");
    const before = await Deno.readTextFile(file);
    const fast = { ...recipe, learningRate: 0.9 };
    const { found, trained, printed } = await run(directory, {
      variations: { slow: recipe, fast },
    });
    assertEquals([trained, printed.at(-1)], [true, "Trained here, not recorded: fast."]);
    assert(found.fast[0].epochs[1].loss < found.slow[0].epochs[1].loss);
    // Other images are another experiment, too.
    assertEquals((await run(directory, { train: published.subset([1, 0]) })).trained, true);
    assertEquals(await Deno.readTextFile(file), before);
  });
});

Deno.test("experiment records trainings that ended early by themselves", async () => {
  await withDirectory(async (directory) => {
    const patient = { ...recipe, epochs: 6, learningRate: 50, earlyStopping: { patience: 1 } };
    const first = await run(directory, { variations: { patient }, retrain: true });
    const epochs = first.found.patient.map(({ epochs }) => epochs.length);
    assert(epochs.every((count) => count < 6), `${epochs}`);
    const again = await run(directory, { variations: { patient } });
    assertEquals([again.trained, again.found], [false, first.found]);
  });
});

Deno.test("experiment keeps checkpoints of each variation, and goes on from what is there", async () => {
  await withDirectory(async (directory) => {
    const checkpoints = join(directory, "checkpoints");
    const variations = { "1 slow, as it is": recipe, fast: { ...recipe, learningRate: 0.9 } };
    const first = await run(directory, { variations, checkpoints, retrain: true });
    for (const folder of ["1-slow-as-it-is", "fast"]) {
      const files = Array.from(Deno.readDirSync(join(checkpoints, folder)), ({ name }) => name);
      assertEquals(files.toSorted(), ["seed-1.safetensors", "seed-2.safetensors"]);
    }
    const again = await run(directory, { variations, checkpoints, retrain: true });
    assertEquals(again.found, first.found);
    // Under the same name something else would not go on from there.
    const other = { ...variations, fast: { ...recipe, learningRate: 0.8 } };
    await assertRejects(() => run(directory, { variations: other, checkpoints, retrain: true }));
  });
});

Deno.test("experiment does not record what learned from a reader's own images", async () => {
  await withDirectory(async (directory) => {
    const { trained } = await run(directory, { retrain: true, train: stripes("1".repeat(64)) });
    assertEquals([trained, await readExperiment("01-tiny", { directory })], [true, undefined]);
  });
});

Deno.test("readExperiment names the field that is wrong", async () => {
  await withDirectory(async (directory) => {
    await run(directory, { retrain: true });
    const file = join(directory, "01-tiny.json");
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, text.replace('"seed":2', '"seed":2.5'));
    await assertRejects(() => run(directory), TypeError, "variations[0].runs[1].seed is 2.5");
    await Deno.writeTextFile(file, text.slice(1));
    await assertRejects(() => run(directory), SyntaxError, "Cannot read experiment");
  });
});
