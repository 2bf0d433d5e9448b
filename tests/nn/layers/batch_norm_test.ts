// Batch normalization: what it keeps from batch to batch, and what it does with that.

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createLayer } from "../../../lib/nn/layers/mod.ts";
import { batchNorm } from "../../../lib/nn/mod.ts";
import { Random, referenceBackend } from "../../../lib/tensor/mod.ts";

const training = { training: true, step: 0 };
const evaluation = { training: false, step: 0 };

Deno.test("batchNorm gives each channel of a batch mean 0 and standard deviation 1", () => {
  const { data } = layer().forward(batch({ mean: 5, std: 3 }), training);
  for (const channel of [0, 1]) {
    const values = [...data].filter((_, i) => i % 2 === channel);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    assertAlmostEquals(mean, 0, 1e-5);
    assertAlmostEquals(squares / values.length, 1, 1e-4);
  }
});

Deno.test("batchNorm learns mean and variance of all images from those of batches", () => {
  const normalizing = layer();
  for (let i = 0; i < 200; i++) {
    normalizing.forward(batch({ mean: 5, std: 3, seed: i }), training);
  }
  const [mean, variance] = normalizing.buffers;
  for (const channel of [0, 1]) {
    assertAlmostEquals(mean.value.data[channel], 5, 0.5);
    assertAlmostEquals(variance.value.data[channel], 9, 1.5);
  }
});

Deno.test("batchNorm answers alike whatever images are beside one, outside training", () => {
  const normalizing = layer();
  normalizing.forward(batch({ mean: 5, std: 3 }), training);
  const before = normalizing.buffers.map(({ value }) => value.data.slice());
  const all = batch({ mean: 0, std: 1 });
  const together = normalizing.forward(all, evaluation).data.slice(0, 2);
  const one = referenceBackend.tensor([1, 2]);
  one.data.set(all.data.subarray(0, 2));
  assertEquals(normalizing.forward(one, evaluation).data, together);
  assertEquals(normalizing.buffers.map(({ value }) => value.data), before);
});

Deno.test("batchNorm refuses to go backward from a pass that was not part of training", () => {
  const normalizing = layer();
  const x = batch({ mean: 0, std: 1 });
  normalizing.forward(x, evaluation);
  assertThrows(
    () => normalizing.backward(x, { inputGradient: true }),
    TypeError,
    "run forward with training: true",
  );
});

function layer() {
  const random = new Random([1]);
  return createLayer(batchNorm(), { inputShape: [2], backend: referenceBackend, random, key: 1 });
}

function batch({ mean, std, seed = 1 }: { mean: number; std: number; seed?: number }) {
  const random = new Random([seed, "batch"]);
  const x = referenceBackend.tensor([50, 2]);
  for (let i = 0; i < x.size; i++) x.data[i] = mean + std * random.normal();
  return x;
}
