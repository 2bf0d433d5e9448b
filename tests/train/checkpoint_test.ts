// Trainings that are interrupted and go on.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import {
  batchNorm,
  conv2d,
  dense,
  dropout,
  flatten,
  maxPool2d,
  relu,
  SafetensorsError,
  saveNetwork,
  type Sequential,
  softmax,
  weightsSha256,
} from "../../lib/nn/mod.ts";
import {
  adam,
  cosineDecay,
  type EpochReport,
  fit,
  type FitOptions,
  type History,
  momentum,
  type Recipe,
  sgd,
  trainSeeds,
} from "../../lib/train/mod.ts";
import { createBackend } from "../../lib/tensor/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { bars, build, classes, recipe } from "./synthetic.ts";

const data = bars(40);
const validation = bars(20, { seed: 2 });

/** With everything that keeps something from one step to the next. */
const everything: Recipe = {
  inputShape: [4, 4, 1],
  network: [
    conv2d(2, { padding: 1 }),
    batchNorm(),
    relu(),
    maxPool2d(2),
    flatten(),
    dropout(0.2),
    dense(classes),
    softmax(),
  ],
  loss: "crossEntropy",
  optimizer: adam({ weightDecay: 0.01 }),
  learningRate: cosineDecay(0.01, { warmUp: 0.2 }),
  epochs: 6,
  batchSize: 8,
  labelSmoothing: 0.1,
  clipNorm: 1,
  augment: { shift: 1, rotation: 10 },
  emaDecay: 0.9,
  earlyStopping: { patience: 6 },
};
const recipes: [name: string, recipe: Recipe][] = [
  ["everything", everything],
  ["sgd", { ...recipe, optimizer: sgd(), epochs: 6 }],
  ["momentum", { ...recipe, optimizer: momentum({ nesterov: true }), epochs: 6 }],
];

for (const [name, recipe] of recipes) {
  Deno.test(`an interrupted training goes on to the same bits: ${name}`, async () => {
    const whole = await train(recipe, { validation });
    for (const [interruptions, every] of [[[1, 3], 1], [[2, 4], 2], [[3, 5], 2]] as const) {
      await inDirectory(async (path) => {
        const checkpoint = { path, every };
        for (const epoch of interruptions) {
          await assertRejects(
            () => train(recipe, { validation, checkpoint, onEpoch: failAfter(epoch) }),
            Error,
            "the power failed",
          );
        }
        assertEquals(await train(recipe, { validation, checkpoint }), whole);
      });
    }
  });
}

Deno.test("a stopped training goes on from the last epoch it finished", async () => {
  const whole = await train(everything, { validation });
  await inDirectory(async (path) => {
    // Looked at before each epoch and after each of its 5 steps: this is in the third epoch.
    let looks = 0;
    const signal = {
      get aborted() {
        return ++looks > 14;
      },
    } as AbortSignal;
    const stopped = await train(everything, { validation, checkpoint: { path }, signal });
    assert(stopped.history.stopped);
    assertEquals(stopped.history.epochs, whole.history.epochs.slice(0, 2));
    assertEquals(await train(everything, { validation, checkpoint: { path } }), whole);
  });
});

Deno.test("a finished training is not repeated", async () => {
  await inDirectory(async (path) => {
    const early = { ...recipe, epochs: 200, earlyStopping: { patience: 2 } };
    for (const [i, finished] of [recipe, early, { ...recipe, emaDecay: 0.5 }].entries()) {
      const options = { validation, checkpoint: { path: `${path}${i}`, every: 1000 } };
      const first = await train(finished, options);
      const onEpoch = () => assert(false, "an epoch was trained");
      assertEquals(await train(finished, { ...options, onEpoch }), first);
    }
  });
});

Deno.test("a checkpoint is made in a folder that is not there yet, and alone in it", async () => {
  await inDirectory(async (path) => {
    const folder = join(path, "..", "a", "b");
    await train(recipe, { checkpoint: { path: join(folder, "training.safetensors") } });
    const files = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    assertEquals(files, ["training.safetensors"]);
  });
});

const others: [name: string, change: Partial<Recipe & FitOptions>][] = [
  ["learningRate", { learningRate: 0.01 }],
  ["optimizer", { optimizer: sgd() }],
  ["loss", { loss: "meanSquaredError" }],
  ["epochs", { epochs: 4 }],
  ["batchSize", { batchSize: 9 }],
  ["labelSmoothing", { labelSmoothing: 0.1 }],
  ["augment", { augment: { shift: 1 } }],
  ["emaDecay", { emaDecay: 0.9 }],
  ["earlyStopping", { earlyStopping: { patience: 2 }, validation }],
  ["network", { network: [dense(classes), softmax()] }],
  ["seed", { seed: 5 }],
  ["validation", { validation }],
];

Deno.test("a checkpoint of another training is refused, and says what is other", async () => {
  await inDirectory(async (path) => {
    const checkpoint = { path };
    await train(recipe, { checkpoint, onEpoch: failAfter(1) }).catch(() => {});
    const before = await Deno.readFile(path);
    const refuses = (run: () => Promise<unknown>, name: string) =>
      assertRejects(run, RangeError, `Cannot go on with the training in ${path}: its ${name} is `);
    for (const [name, change] of others) {
      await refuses(() => train({ ...recipe, ...change }, { ...change, checkpoint }), name);
    }
    await refuses(() => fit(build(), bars(40, { seed: 3 }), { ...recipe, checkpoint }), "data");
    await refuses(
      () => fit(build(recipe, { seed: 2 }), data, { ...recipe, checkpoint }),
      "firstWeights",
    );
    const backend = createBackend("reference");
    await refuses(
      () => fit(build(recipe, { backend }), data, { ...recipe, checkpoint }),
      "backend",
    );
    assertEquals(await Deno.readFile(path), before);
  });
});

Deno.test("a file that is no checkpoint is refused", async () => {
  await inDirectory(async (path) => {
    const start = () => train(recipe, { checkpoint: { path } });
    await Deno.writeTextFile(path, "{}");
    await assertRejects(start, SafetensorsError, `Cannot read ${path}`);
    await saveNetwork(path, build());
    await assertRejects(start, SafetensorsError, `${path}: it is no checkpoint`);
  });
  await assertRejects(
    () => train(recipe, { checkpoint: { path: "x", every: 0 } }),
    TypeError,
    "Cannot train: checkpoint.every is 0 but must be an integer of at least 1",
  );
});

Deno.test("trainSeeds goes on with each seed where it was interrupted", async () => {
  await inDirectory(async (path) => {
    const seeds = [1, 2];
    const options = { seeds, train: data, workers: 1 };
    const whole = await trainSeeds(recipe, options);
    const stop = new AbortController();
    const kept = { ...options, checkpoints: join(path, "..", "seeds") };
    // The first seed is finished, the second is not.
    await trainSeeds(recipe, {
      ...kept,
      signal: stop.signal,
      onEpoch: (seed) => seed === 2 && stop.abort(),
    });
    const epochs: [number, number][] = [];
    const runs = await trainSeeds(recipe, {
      ...kept,
      onEpoch: (seed, { epoch }) => void epochs.push([seed, epoch]),
    });
    assertEquals(runs.map((run) => run.weightsSha256), whole.map((run) => run.weightsSha256));
    assert(runs.every(({ history }) => history.epochs.length === recipe.epochs));
    assert(epochs.every(([seed, epoch]) => seed === 2 && epoch > 1));
  });
});

/** Trains a new network, and returns all that tells one training from another. */
async function train(
  recipe: Recipe,
  options: Partial<FitOptions>,
): Promise<{ history: History; fingerprint: string }> {
  const network: Sequential = build(recipe);
  const history = await fit(network, data, { ...recipe, ...options });
  const epochs = history.epochs.map((epoch) => ({ ...epoch, seconds: 0 }));
  return { history: { ...history, epochs }, fingerprint: await weightsSha256(network) };
}

function failAfter(last: number) {
  return ({ epoch }: EpochReport) => {
    if (epoch === last) throw new Error("the power failed");
  };
}

/** Calls with the path of a file in a folder of its own, which is gone afterwards. */
function inDirectory(test: (path: string) => Promise<void>): Promise<void> {
  return withDirectory((directory) => test(join(directory, "training.safetensors")));
}
