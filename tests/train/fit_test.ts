// The training loop.

import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { dense, flatten, sigmoid, weightsSha256 } from "../../lib/nn/mod.ts";
import { createBackend } from "../../lib/tensor/mod.ts";
import {
  type EpochReport,
  evaluate,
  exponentialDecay,
  fit,
  type Progress,
  type Recipe,
  sgd,
} from "../../lib/train/mod.ts";
import { bars, build, recipe, stateOf } from "./synthetic.ts";

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
