// Dropout: which numbers go, how often, and when none does.

import { assertAlmostEquals, assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { createLayer } from "../../../lib/nn/layers/mod.ts";
import { dropout } from "../../../lib/nn/mod.ts";
import { Random, referenceBackend, type Tensor } from "../../../lib/tensor/mod.ts";

const COUNT = 100_000;
const ones = referenceBackend.tensor([1, COUNT]);
ones.data.fill(1);

Deno.test("dropout leaves out that part of the numbers and keeps their expected value", () => {
  for (const rate of [0, 0.1, 0.5, 0.9]) {
    const y = layer({ rate }).forward(ones, { training: true, step: 1 });
    const zeros = y.data.filter((value) => value === 0).length / COUNT;
    assertAlmostEquals(zeros, rate, 4 * Math.sqrt(rate * (1 - rate) / COUNT));
    assertEquals(
      new Set(y.data.filter((value) => value > 0)),
      new Set([Math.fround(1 / (1 - rate))]),
    );
  }
});

Deno.test("dropout lets the gradient through where it let the numbers through", () => {
  const dropping = layer({ rate: 0.3 });
  const y = dropping.forward(ones, { training: true, step: 1 }).data.slice();
  assertEquals(dropping.backward(ones, { inputGradient: true }).data, y);
});

Deno.test("dropout takes other numbers in every step and every layer, the same when repeated", () => {
  const first = mask({ step: 1 });
  assertEquals(mask({ step: 1 }), first);
  for (const other of [mask({ step: 2 }), mask({ step: 1, key: 2 })]) {
    // Two independent masks of rate 1/2 agree at half of all indices.
    const same = first.filter((value, i) => value === other[i]).length / COUNT;
    assertAlmostEquals(same, 0.5, 4 * Math.sqrt(0.25 / COUNT));
  }
});

Deno.test("dropout does nothing outside training", () => {
  const dropping = layer({ rate: 0.5 });
  assertStrictEquals(dropping.forward(ones, { training: false, step: 1 }), ones);
  assertStrictEquals(dropping.backward(ones, { inputGradient: true }), ones);
  const y: Tensor = dropping.forward(ones, { training: true, step: 1 });
  assertNotEquals(y.data, ones.data);
});

function layer({ rate, key = 1 }: { rate: number; key?: number }) {
  const random = new Random([1]);
  return createLayer(dropout(rate), {
    inputShape: [COUNT],
    backend: referenceBackend,
    random,
    key,
  });
}

function mask({ step, key }: { step: number; key?: number }): Float32Array {
  return layer({ rate: 0.5, key }).forward(ones, { training: true, step }).data;
}
