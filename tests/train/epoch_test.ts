// What an epoch of training is: batches, their order, chance and the steps of a schedule.

import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import type { BatchesOptions } from "../../lib/data/batches.ts";
import { Dataset } from "../../lib/data/mod.ts";
import { dropout, weightsSha256 } from "../../lib/nn/mod.ts";
import { fit, oneCycle, sgd } from "../../lib/train/mod.ts";
import { bars, build, recipe, stateOf } from "./synthetic.ts";

const data = bars(60);

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
