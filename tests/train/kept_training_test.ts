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
  type NamedTensor,
  relu,
  SafetensorsError,
  saveNetwork,
  type Sequential,
  softmax,
  weightsSha256,
} from "../../lib/nn/mod.ts";
import {
  adam,
  type Checkpoint,
  checkpointFile,
  cosineDecay,
  type EpochReport,
  fit,
  type FitOptions,
  type History,
  momentum,
  type Recipe,
  sgd,
  stepDecay,
  trainSeeds,
} from "../../lib/train/mod.ts";
import { decodeSafetensors, encodeSafetensors } from "../../lib/nn/safetensors.ts";
import { type Backend, createBackend } from "../../lib/tensor/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { bars, build, classes, fastBackend, recipe, stateOf } from "./synthetic.ts";

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
        const checkpoint = checkpointFile(path, { every });
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
    const stopped = await train(everything, {
      validation,
      checkpoint: checkpointFile(path),
      signal,
    });
    assert(stopped.history.stopped);
    assertEquals(stopped.history.epochs, whole.history.epochs.slice(0, 2));
    assertEquals(await train(everything, { validation, checkpoint: checkpointFile(path) }), whole);
  });
});

Deno.test("a finished training is not repeated", async () => {
  await inDirectory(async (path) => {
    const early = { ...recipe, epochs: 200, earlyStopping: { patience: 2 } };
    for (const [i, finished] of [recipe, early, { ...recipe, emaDecay: 0.5 }].entries()) {
      const options = { validation, checkpoint: checkpointFile(`${path}${i}`, { every: 1000 }) };
      const first = await train(finished, options);
      const onEpoch = () => assert(false, "an epoch was trained");
      assertEquals(await train(finished, { ...options, onEpoch }), first);
    }
  });
});

Deno.test("a checkpoint is made in a folder that is not there yet, and alone in it", async () => {
  await inDirectory(async (path) => {
    const folder = join(path, "..", "a", "b");
    await train(recipe, { checkpoint: checkpointFile(join(folder, "training.safetensors")) });
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
    const checkpoint = checkpointFile(path);
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

Deno.test("a checkpoint of another rounding is refused, and its own goes on", async () => {
  const trainBy = (backend: Backend, checkpoint: Checkpoint) =>
    fit(build(recipe, { backend }), data, { ...recipe, checkpoint, onAdvice() {} });
  const portable = createBackend("wasm", { threads: 1 });
  const fast = fastBackend();
  for (
    const [one, other, message] of [
      [
        portable,
        fast,
        'its arithmetic is "the bits of every machine, version 1" but this one\'s is ' +
        '"fast rounding, version 1"; delete it to train anew, or name another',
      ],
      [
        fast,
        portable,
        'its arithmetic is "fast rounding, version 1" but this one\'s is ' +
        '"the bits of every machine, version 1"; delete it to train anew, or name another',
      ],
    ] as const
  ) {
    const checkpoint = inMemory();
    const history = await trainBy(one, checkpoint);
    await assertRejects(() => trainBy(other, checkpoint), RangeError, message);
    assertEquals(await trainBy(one, checkpoint), history);
  }
});

Deno.test("a checkpoint that does not say its arithmetic is of the first there was", async () => {
  const checkpoint = inMemory();
  const history = await train(recipe, { checkpoint });
  const { tensors, metadata } = decodeSafetensors(checkpoint.kept!);
  const named = Array.from(tensors, ([name, value]) => ({ name, value }));
  const content = JSON.parse(metadata.checkpoint);
  delete content.identity.arithmetic;
  const text = JSON.stringify(content);
  checkpoint.kept = encodeSafetensors(named, {
    metadata: { checkpoint: text, sha256: await digestOf(text, named) },
  });
  assertEquals((await train(recipe, { checkpoint })).history, history.history);
  await assertRejects(
    () =>
      fit(build(recipe, { backend: fastBackend() }), data, {
        ...recipe,
        checkpoint,
        onAdvice() {},
      }),
    RangeError,
    'its arithmetic is "the bits of every machine, version 1"',
  );
});

Deno.test("a checkpoint does not mind in what order settings are written", async () => {
  const checkpoint = inMemory();
  const forward = { ...recipe, augment: { shift: 1, rotation: 5 } };
  const backward = {
    augment: { rotation: 5, shift: 1 },
    ...Object.fromEntries(Object.entries(recipe).reverse()),
  };
  const first = await train(forward, { checkpoint });
  assertEquals(await train(backward as Recipe, { checkpoint }), first);
});

Deno.test("a training can be kept by any object that loads and saves", async () => {
  const whole = await train(everything, { validation });
  const checkpoint = inMemory();
  await assertRejects(() => train(everything, { validation, checkpoint, onEpoch: failAfter(4) }));
  const epochs: number[] = [];
  const onEpoch = ({ epoch }: EpochReport) => void epochs.push(epoch);
  assertEquals(await train(everything, { validation, checkpoint, onEpoch }), whole);
  assertEquals(epochs, [5, 6]);
});

Deno.test("a training whose validation loss is not finite goes on to the same history", async () => {
  // The second step is so long that answers, and only they, are larger than any number.
  const wild: Recipe = {
    inputShape: [16],
    network: [dense(classes)],
    loss: "meanSquaredError",
    optimizer: sgd(),
    learningRate: stepDecay(0.01, { factor: 1e24, every: 1 }),
    epochs: 2,
    batchSize: data.count,
    earlyStopping: { patience: 2 },
  };
  const softmaxed: Recipe = {
    ...wild,
    network: [dense(8), dense(classes), softmax()],
    loss: "crossEntropy",
  };
  for (const [settings, loss] of [[wild, Infinity], [softmaxed, NaN]] as const) {
    const whole = await train(settings, { validation });
    assertEquals(whole.history.epochs[1].validationLoss, loss);
    assertEquals([whole.history.bestEpoch, whole.history.stopped], [1, false]);
    for (const epoch of [1, 2]) {
      const checkpoint = inMemory();
      await assertRejects(() =>
        train(settings, { validation, checkpoint, onEpoch: failAfter(epoch) })
      );
      assertEquals(await train(settings, { validation, checkpoint }), whole);
    }
  }
});

Deno.test("what holds no training is refused", async () => {
  await inDirectory(async (path) => {
    const start = () => train(recipe, { checkpoint: checkpointFile(path) });
    await Deno.writeTextFile(path, "{}");
    await assertRejects(start, SafetensorsError, `Cannot read ${path}`);
    await saveNetwork(path, build());
    await assertRejects(start, SafetensorsError, `${path}: it holds tensors but no training`);
    await Deno.remove(path);
    await Deno.mkdir(path);
    await assertRejects(start, Deno.errors.IsADirectory, `"${path}" is a folder where a file`);
  });
});

/** What may have happened to the metadata of a checkpoint, and what is then said. */
const damages: [name: string, change: (content: Content) => unknown, message: string][] = [
  ["no identity", ({ history }) => ({ history }), "identity is missing but must be"],
  ["no history", ({ identity }) => ({ identity }), "history is missing but must be a list"],
  [
    "a history of nulls",
    ({ identity }) => ({ identity, history: [null, null, null] }),
    "history[0] is null but must be an object",
  ],
  [
    "more epochs than are asked for",
    ({ identity, history }) => ({
      identity,
      history: Array.from({ length: 50 }, (_, i) => ({ ...history[0], epoch: i + 1 })),
    }),
    "its history is of the epochs 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ",
  ],
  [
    "an epoch that is missing",
    ({ identity, history }) => ({ identity, history: history.slice(1) }),
    "its history is of the epochs 2, 3 but must be of 1 to at most 3",
  ],
  [
    "an accuracy that is none",
    ({ identity, history }) => ({ identity, history: [{ ...history[0], accuracy: 2 }] }),
    "history[0].accuracy is 2 but must be a number from 0 to 1",
  ],
  ["nothing", () => null, "the value is null but must be an object"],
];

Deno.test("a checkpoint that is not as it was saved is refused", async () => {
  const checkpoint = inMemory();
  await train(recipe, { checkpoint });
  const { tensors, metadata } = decodeSafetensors(checkpoint.kept!);
  const named = Array.from(tensors, ([name, value]) => ({ name, value }));
  const content: Content = JSON.parse(metadata.checkpoint);
  const refuses = async (state: Uint8Array<ArrayBuffer>, message: string) => {
    checkpoint.kept = state;
    const network = build();
    const before = stateOf(network);
    await assertRejects(
      () => fit(network, data, { ...recipe, checkpoint }),
      SafetensorsError,
      `Cannot go on with the training in memory: ${message}`,
    );
    assertEquals(stateOf(network), before);
  };
  const unsealed =
    "it is not as it was saved, for its digest does not fit; delete it to train anew";
  for (const [, change, message] of damages) {
    const text = JSON.stringify(change(content));
    const damaged: Record<string, string> = { ...metadata, checkpoint: text };
    await refuses(encodeSafetensors(named, { metadata: damaged }), unsealed);
    // Where somebody went so far as to make another digest, all else is checked too.
    damaged.sha256 = await digestOf(text, named);
    await refuses(encodeSafetensors(named, { metadata: damaged }), message);
  }
  const { sha256: _, ...undigested } = metadata;
  await refuses(encodeSafetensors(named, { metadata: undigested }), unsealed);
  const shorter = { ...content, history: content.history.slice(0, 1) };
  const shortened = { ...metadata, checkpoint: JSON.stringify(shorter) };
  await refuses(encodeSafetensors(named, { metadata: shortened }), unsealed);
  named[0].value.data[0] += 1;
  await refuses(encodeSafetensors(named, { metadata }), unsealed);
});

Deno.test("fit finds out before it trains that a checkpoint cannot be saved", async () => {
  const full = {
    ...inMemory(),
    assertWritable: () => Promise.reject(new Error("the disk is full")),
  };
  const network = build();
  const before = stateOf(network);
  await assertRejects(
    () => fit(network, data, { ...recipe, checkpoint: full }),
    Error,
    "the disk is full",
  );
  assertEquals(stateOf(network), before);
});

Deno.test("a finished training need not be saved again, and may lie where nothing can be written", async () => {
  const checkpoint = inMemory();
  const first = await train(recipe, { checkpoint });
  const full = {
    ...checkpoint,
    assertWritable: () => Promise.reject(new Error("the disk is full")),
  };
  assertEquals(await train(recipe, { checkpoint: full }), first);
});

Deno.test("fit refuses what cannot keep a training", async () => {
  const cases: [checkpoint: unknown, message: string][] = [
    [
      "a.safetensors",
      'checkpoint is "a.safetensors" but must be a checkpoint such as checkpointFile(',
    ],
    [{ path: "a" }, "checkpoint.name is missing but must be a text"],
    [{ name: "a" }, "checkpoint.load is missing but must be a function"],
    [
      checkpointFile("a", { every: 0 }),
      "checkpoint.every is 0 but must be an integer of at least 1",
    ],
  ];
  for (const [checkpoint, message] of cases) {
    await assertRejects(
      () => train(recipe, { checkpoint } as Partial<FitOptions>),
      TypeError,
      `Cannot train: ${message}`,
    );
  }
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

/** What a checkpoint holds beside its tensors. */
interface Content {
  readonly identity: Record<string, unknown>;
  readonly history: readonly EpochReport[];
}

/** The digest that belongs to a content and its tensors. */
async function digestOf(text: string, tensors: readonly NamedTensor[]): Promise<string> {
  const numbers = await weightsSha256({ state: tensors });
  const bytes = new TextEncoder().encode(`${text}\n${numbers}`);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** A checkpoint that is kept in memory. */
function inMemory(): Checkpoint & { kept?: Uint8Array<ArrayBuffer> } {
  return {
    name: "memory",
    load() {
      return Promise.resolve(this.kept);
    },
    save(state) {
      this.kept = state;
      return Promise.resolve();
    },
  };
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

Deno.test("fit saves no more often than its checkpoint wants, but always at the end", async () => {
  for (const [seconds, times] of [[0, recipe.epochs], [3600, 1]]) {
    const saved: Uint8Array[] = [];
    const checkpoint: Checkpoint = {
      name: "a list",
      seconds,
      load: () => Promise.resolve(saved.at(-1)),
      save: (state) => Promise.resolve(void saved.push(state)),
    };
    await fit(build(recipe), data, { ...recipe, checkpoint });
    assertEquals(saved.length, times);
    // It is the end that was saved, which is not trained again.
    const { epochs } = await fit(build(recipe), data, { ...recipe, checkpoint });
    assertEquals([epochs.length, saved.length], [recipe.epochs, times]);
  }
});
