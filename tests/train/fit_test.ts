// The training loop.

import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { Dataset } from "../../lib/data/mod.ts";
import type { BatchesOptions } from "../../lib/data/batches.ts";
import { dense, dropout, flatten, sigmoid, softmax, weightsSha256 } from "../../lib/nn/mod.ts";
import { createBackend, firstArithmetic } from "../../lib/tensor/mod.ts";
import {
  DivergenceError,
  type EpochReport,
  evaluate,
  exponentialDecay,
  fit,
  type FitOptions,
  oneCycle,
  type Progress,
  type Recipe,
  sgd,
} from "../../lib/train/mod.ts";
import { bars, build, fastBackend, recipe, stateOf } from "./synthetic.ts";

const data = bars(60);

Deno.test("fit learns", async () => {
  const network = build();
  const { epochs, stopped } = await fit(network, data, { ...recipe, epochs: 10 });
  assertEquals(stopped, false);
  assertEquals(epochs.map(({ epoch }) => epoch), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert(epochs[9].loss < epochs[0].loss / 2);
  assert(epochs[9].accuracy > 0.9);
  assert((await evaluate(network, bars(60, { seed: 2 }))).accuracy > 0.9);
});

Deno.test("fit finds the same weights to the bit for the same seed, and others for another", async () => {
  const augmented = { ...recipe, augment: { shift: 1, rotation: 10 }, labelSmoothing: 0.1 };
  for (const options of [recipe, augmented, { ...recipe, optimizer: sgd(), batchSize: 1 }]) {
    const [first, same, other] = await Promise.all([1, 1, 2].map(async (seed) => {
      const network = build();
      await fit(network, data, { ...options, seed });
      return await weightsSha256(network);
    }));
    assertEquals(same, first);
    assertNotEquals(other, first);
  }
});

Deno.test("fit takes the seed of the network if it is not told another", async () => {
  const [untold, told] = [build(recipe, { seed: 7 }), build(recipe, { seed: 7 })];
  await fit(untold, data, recipe);
  await fit(told, data, { ...recipe, seed: 7 });
  assertEquals(stateOf(untold), stateOf(told));
});

Deno.test("fit finds nearly the same on every backend", async () => {
  const [wasm, reference] = [build(), build(recipe, { backend: createBackend("reference") })];
  const histories = [await fit(wasm, data, recipe), await fit(reference, data, recipe)];
  for (const [i, { loss }] of histories[0].epochs.entries()) {
    assertAlmostEquals(loss, histories[1].epochs[i].loss, 1e-4);
  }
});

Deno.test("fit says before it trains that other machines will not get the same weights", async () => {
  const said: string[] = [];
  const options: FitOptions = {
    ...recipe,
    epochs: 1,
    onAdvice: (advice) => void said.push(advice),
    onEpoch: () => void said.push("epoch"),
  };
  const { arithmetic } = await fit(build(), data, options);
  assertEquals(said, ["epoch"]);
  assertEquals(arithmetic, firstArithmetic);
  const fast = await fit(build(recipe, { backend: fastBackend() }), data, options);
  assertEquals(said.slice(2), ["epoch"]);
  assert(said[1].startsWith("Computed by fast rounding: to the bit, these weights are not those"));
  assertEquals(fast.arithmetic.kind, "fast");
});

Deno.test("fit takes batches of any size, from one image to more than all", async () => {
  const fingerprints = new Map<number, string>();
  for (const batchSize of [1, 7, 60, 1000]) {
    const network = build();
    const { epochs } = await fit(network, data, { ...recipe, optimizer: sgd(), batchSize });
    assert(epochs[2].loss < epochs[0].loss);
    fingerprints.set(batchSize, await weightsSha256(network));
  }
  assertEquals(fingerprints.get(1000), fingerprints.get(60));
  assertEquals(new Set(fingerprints.values()).size, 3);
});

Deno.test("fit counts the steps of a schedule over all epochs", async () => {
  const learningRate = oneCycle(0.01, { warmUp: 0.5, start: 0.001, end: 0.001 });
  const { epochs } = await fit(build(), data, { ...recipe, learningRate, epochs: 4 });
  for (const [i, rate] of [0.001, 0.0055, 0.01, 0.0055].entries()) {
    assertAlmostEquals(epochs[i].learningRate, rate, 1e-9);
  }
});

Deno.test("fit makes one step of the whole set as of all images in one batch", async () => {
  const [whole, shuffled] = [build(), build()];
  const options = { ...recipe, epochs: 1, batchSize: 60 };
  await fit(whole, data, options);
  await fit(shuffled, data, { ...options, seed: 5 });
  for (const [i, state] of stateOf(whole).entries()) {
    const other = stateOf(shuffled)[i];
    // The order of the images in the batch changes nothing but the rounding.
    state.forEach((value, j) => assertAlmostEquals(value, other[j], 1e-5));
  }
});

Deno.test("fit shows every image once in an epoch, each epoch in another order", async () => {
  const orders: number[][] = [];
  class Spy extends Dataset {
    override batches(size: number, options: BatchesOptions) {
      orders.push([...options.order!]);
      return super.batches(size, options);
    }
  }
  const { images, labels, ...options } = data.toMessage();
  await fit(build(), new Spy(images, labels, options), recipe);
  assertEquals(orders.length, recipe.epochs);
  const all = Array.from({ length: data.count }, (_, i) => i);
  for (const order of orders) {
    assertNotEquals(order, all);
    assertEquals(order.toSorted((a, b) => a - b), all);
  }
  assertEquals(new Set(orders.map((order) => order.join())).size, recipe.epochs);
});

Deno.test("fit changes images in another way in each epoch, whatever the batches are", async () => {
  // The same image sixty times, and weights that hardly move: only the changes make a difference.
  const same = data.subset(new Uint32Array(60).fill(7));
  const still = { ...recipe, learningRate: 1e-30, augment: { shift: 2 } };
  const histories = [];
  for (const batchSize of [60, 7]) {
    histories.push(await fit(build(), same, { ...still, batchSize }));
  }
  const [whole, parts] = histories.map(({ epochs }) => epochs.map(({ loss }) => loss));
  assertEquals(new Set(whole).size, recipe.epochs);
  for (const [i, loss] of whole.entries()) assertAlmostEquals(loss, parts[i], 1e-6);
});

Deno.test("fit gives every step chance of its own", async () => {
  const network = build({ ...recipe, network: [dropout(0.5), ...recipe.network] });
  const still = { ...recipe, learningRate: 1e-30, batchSize: 60 };
  const same = data.subset(new Uint32Array(60).fill(7));
  const { epochs } = await fit(network, same, still);
  assertEquals(new Set(epochs.map(({ loss }) => loss)).size, recipe.epochs);
});

Deno.test("fit looks at the validation images after each epoch, and learns nothing from them", async () => {
  const validation = bars(30, { seed: 3 });
  const [looking, blind] = [build(), build()];
  const seen: EpochReport[] = [];
  await fit(looking, data, { ...recipe, validation, onEpoch: (epoch) => void seen.push(epoch) });
  const { epochs } = await fit(blind, data, recipe);
  assertEquals(stateOf(looking), stateOf(blind));
  assertEquals(epochs.map(({ loss }) => loss), seen.map(({ loss }) => loss));
  assertEquals(epochs[0].validationLoss, undefined);
  const last = await evaluate(looking, validation);
  assertEquals(seen[2].validationLoss, last.loss);
  assertEquals(seen[2].validationAccuracy, last.accuracy);
});

Deno.test("fit waits for what is done after an epoch", async () => {
  const order: string[] = [];
  await fit(build(), data, {
    ...recipe,
    epochs: 2,
    async onEpoch({ epoch }) {
      order.push(`epoch ${epoch} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`epoch ${epoch} ends`);
    },
  });
  assertEquals(order, ["epoch 1 begins", "epoch 1 ends", "epoch 2 begins", "epoch 2 ends"]);
});

Deno.test("fit tells its progress however short the epochs are, and yields to others", async () => {
  const progress: Progress[] = [];
  const stop = new AbortController();
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  await fit(build(), bars(3), {
    ...recipe,
    batchSize: 1,
    epochs: 1e6,
    signal: stop.signal,
    onProgress: (report) => void (progress.push(report) === 3 && stop.abort()),
  });
  clearInterval(timer);
  assert(ticks > 0);
  for (const [i, { epochs, loss, accuracy }] of progress.entries()) {
    assert(epochs > (progress[i - 1]?.epochs ?? 0));
    assert(loss >= 0 && accuracy >= 0 && accuracy <= 1);
  }
});

Deno.test("fit stops after the step under way, and keeps what was learned", async () => {
  const stop = new AbortController();
  const network = build();
  const before = stateOf(network);
  const { epochs, stopped } = await fit(network, bars(3000), {
    ...recipe,
    optimizer: sgd(),
    epochs: 1e6,
    batchSize: 1,
    signal: stop.signal,
    onProgress: ({ epochs }) => epochs > 0.5 && stop.abort(),
  });
  assert(stopped);
  assert(epochs.length < 1000);
  assertNotEquals(stateOf(network), before);
  assert((await evaluate(network, data)).accuracy > 0.9);
});

Deno.test("fit stopped between two epochs is as one of fewer epochs", async () => {
  const stop = new AbortController();
  const [stopped, shorter] = [build(), build()];
  const options = { ...recipe, learningRate: exponentialDecay(0.05, { factor: 0.9 }) };
  const history = await fit(stopped, data, {
    ...options,
    signal: stop.signal,
    onEpoch: ({ epoch }) => epoch === 2 ? stop.abort() : undefined,
  });
  await fit(shorter, data, { ...options, epochs: 2 });
  assertEquals(history.epochs.length, 2);
  assert(history.stopped);
  assertEquals(stateOf(stopped), stateOf(shorter));
});

Deno.test("fit does nothing where the signal came before", async () => {
  const network = build();
  const before = stateOf(network);
  const { epochs, stopped } = await fit(network, data, { ...recipe, signal: AbortSignal.abort() });
  assertEquals([epochs, stopped], [[], true]);
  assertEquals(stateOf(network), before);
});

Deno.test("fit ends with an error that says what to try where the loss is no number", async () => {
  const error = await assertRejects(
    () => fit(build(), data, { ...recipe, learningRate: 1e38, epochs: 5 }),
    DivergenceError,
    "Training diverged in epoch 1, at step ",
  );
  assert(/the loss is (NaN|Infinity) with a learning rate of 1e\+38/.test(error.message));
  assert(error.message.endsWith("Try a rate ten times smaller, or clipNorm: 1"));
});

Deno.test("fit notices that its last step left nothing but NaN behind", async () => {
  for (const epochs of [1, 3]) {
    await assertRejects(
      () => fit(build(), data, { ...recipe, learningRate: 1e39, batchSize: 60, epochs }),
      DivergenceError,
      "Training diverged in epoch 1, at step 1: a number of dense1.weights is ",
    );
  }
  // The signal comes after the first step.
  const signal = {
    looks: 0,
    get aborted() {
      return ++this.looks > 1;
    },
  };
  await assertRejects(
    () =>
      fit(build(), data, {
        ...recipe,
        learningRate: 1e39,
        signal: signal as unknown as AbortSignal,
      }),
    DivergenceError,
    "in epoch 1, at step 1: a number of dense1.weights is ",
  );
});

Deno.test("fit measures loss and validation loss by the same loss", async () => {
  const squaredSoftmax = { ...recipe, loss: "meanSquaredError" } as const;
  const cases: Recipe[] = [
    recipe,
    squaredSoftmax,
    { ...squaredSoftmax, network: [dense(3), sigmoid()] },
    { ...recipe, labelSmoothing: 0.2 },
    { ...squaredSoftmax, labelSmoothing: 0.2 },
  ];
  for (const settings of cases) {
    // Weights that hardly move give the same loss before a step and after it.
    const still = { ...settings, learningRate: 1e-30, epochs: 1, validation: data };
    const { epochs: [{ loss, validationLoss }] } = await fit(build(settings), data, still);
    assertAlmostEquals(validationLoss!, loss, 1e-6);
  }
});

Deno.test("clipped gradients keep a training from diverging", async () => {
  const wild = { ...recipe, learningRate: 300 };
  const { epochs } = await fit(build(), data, { ...wild, clipNorm: 1e-4 });
  assert(epochs[2].loss < 1.2);
});

Deno.test("gradients below the limit are not touched", async () => {
  const [free, limited] = [build(), build()];
  await fit(free, data, recipe);
  await fit(limited, data, { ...recipe, clipNorm: 1e6 });
  assertEquals(stateOf(limited), stateOf(free));
});

Deno.test("fit answers with a moving average of the weights", async () => {
  const averaged = build();
  const average = stateOf(averaged);
  let steps = 0;
  for (let epochs = 1; epochs <= 3; epochs++) {
    // One step an epoch, so that the weights can be had after each.
    const options = { ...recipe, epochs, batchSize: 60 };
    const network = build();
    await fit(network, data, options);
    steps++;
    const decay = Math.min(0.3, (1 + steps) / (10 + steps));
    stateOf(network).forEach((values, i) =>
      values.forEach((value, j) => average[i][j] += (1 - decay) * (value - average[i][j]))
    );
  }
  const options = { ...recipe, epochs: 3, batchSize: 60, validation: data };
  const { epochs } = await fit(averaged, data, { ...options, emaDecay: 0.3 });
  stateOf(averaged).forEach((values, i) =>
    values.forEach((value, j) => assertAlmostEquals(value, average[i][j], 1e-6))
  );
  // The validation looks at what the training will answer with.
  assertEquals(epochs[2].validationLoss, (await evaluate(averaged, data)).loss);
});

const refused: [change: { readonly [option: string]: unknown }, message: string][] = [
  [{ epochs: -1 }, "epochs is -1 but must be an integer of at least 0"],
  [{ epochs: 1.5 }, "epochs is 1.5 but must be an integer of at least 0"],
  [{ batchSize: 0 }, "batchSize is 0 but must be an integer of at least 1"],
  [{ labelSmoothing: 1 }, "labelSmoothing is 1 but must be a number of at least 0 and less than 1"],
  [{ clipNorm: 0 }, "clipNorm is 0 but must be a number greater than 0"],
  [{ clipNorm: NaN }, "clipNorm is NaN but must be a number greater than 0"],
  [{ emaDecay: 1 }, "emaDecay is 1 but must be a number of at least 0 and less than 1"],
  [
    { augment: { zoom: 2 } },
    "augment.zoom is 2 but must be a number of at least 0 and less than 1",
  ],
  [{ augment: { rotate: 10 } }, "found the unknown augment.rotate"],
  [
    { augment: { elastic: { alpha: 34 } } },
    "augment.elastic.sigma is missing but must be a number",
  ],
  [
    { loss: "crossentropy" },
    'loss is "crossentropy" but must be one of "meanSquaredError", "crossEntropy"; ' +
    "did you mean crossEntropy?",
  ],
  [{ loss: undefined }, 'loss is missing but must be one of "meanSquaredError", "crossEntropy"'],
  [
    { optimizer: "adam" },
    'optimizer is "adam" but must be an optimizer: sgd(), momentum(), adam(); did you mean adam()?',
  ],
  [{ optimizer: sgd }, "optimizer is the function sgd but must be an optimizer: sgd(), "],
  [{ optimizer: undefined }, "optimizer is missing but must be an optimizer: sgd(), "],
  [{ optimizer: { type: "nadam" } }, 'optimizer.type is "nadam" but must be one of "sgd", '],
  [{ learningRate: "0.1" }, 'learningRate is "0.1" but must be a number greater than 0, or a '],
  [{ learningRate: NaN }, "learningRate is NaN but must be a number greater than 0, or a schedule"],
  [{ learningRate: Infinity }, "learningRate is Infinity but must be a number greater than 0"],
  [{ learningRate: -0.1 }, "learningRate is -0.1 but must be a number greater than 0"],
  [{ learningRate: { type: "linear" } }, 'learningRate.type is "linear" but must be one of "expo'],
  [
    { learningRate: undefined, lr: 0.1 },
    "found the unknown lr, known are loss, optimizer, learningRate, ",
  ],
  [{ batch_size: 10 }, "found the unknown batch_size, known are loss, "],
  [{ shuffle: true }, "found the unknown shuffle, known are loss, "],
  [{ earlyStopping: 3 }, "earlyStopping is 3 but must be an object"],
  [{ earlyStopping: { patience: 0 } }, "earlyStopping.patience is 0 but must be an integer"],
  [{ seed: "1" }, 'seed is "1" but must be an integer'],
  [{ validation: [data] }, "validation is "],
  [{ signal: true }, "signal is true but must be an AbortSignal"],
  [{ onEpoch: 1 }, "onEpoch is 1 but must be a function"],
];

for (const [change, message] of refused) {
  Deno.test(`fit refuses ${Deno.inspect(change)}, and says what is wrong`, async () => {
    const network = build();
    const before = stateOf(network);
    await assertRejects(
      () => fit(network, data, { ...recipe, ...change } as FitOptions),
      TypeError,
      `Cannot train: ${message}`,
    );
    assertEquals(stateOf(network), before);
  });
}

Deno.test("fit refuses what is no network, no dataset and no options", async () => {
  const wrong = fit as (...args: unknown[]) => Promise<unknown>;
  const refuses = (args: unknown[], message: string) =>
    assertRejects(() => wrong(...args), TypeError, `Cannot train: ${message}`);
  await refuses([recipe.network, data, recipe], "the network is [{");
  await refuses([build(), data.toMessage(), recipe], "the data is ");
  await refuses([build(), data], "the argument is missing but must be an object");
  await refuses([build(), data, 3], "the argument is 3 but must be an object");
});

Deno.test("fit refuses images and networks that do not fit together", async () => {
  const rejects = (network: ReturnType<typeof build>, images: Dataset, message: string) =>
    assertRejects(() => fit(network, images, recipe), RangeError, message);
  await rejects(build(), data.take(0), `dataset "bars" has no images`);
  const narrow = build({ network: recipe.network, inputShape: [9] });
  await rejects(narrow, data, "images of 4x4 have 16 pixels but the network takes 9 numbers");
  const ten = build({ network: [dense(10), softmax()], inputShape: [16] });
  await rejects(ten, data, "the data has 3 classes but the network puts out [10]");
  const sure = build({ network: [dense(3), sigmoid()], inputShape: [16] });
  await assertRejects(() => fit(sure, data, recipe), TypeError, "put softmax() at its end");
});

Deno.test("fit trains on images as on rows of the same pixels", async () => {
  const [rows, images] = [
    build(),
    build({ inputShape: [4, 4, 1], network: [flatten(), ...recipe.network] }),
  ];
  for (const [i, { value }] of images.state.entries()) value.data.set(rows.state[i].value.data);
  await fit(rows, data, recipe);
  await fit(images, data, recipe);
  assertEquals(stateOf(images), stateOf(rows));
});
