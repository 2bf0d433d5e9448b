// First weights: the distribution that each initializer promises.

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as nn from "../../lib/nn/mod.ts";
import { Random, Tensor } from "../../lib/tensor/mod.ts";
import { initializers, sampler } from "../../lib/nn/initializers.ts";

const fan = { fanIn: 400, fanOut: 100 };
const COUNT = 100_000;

const cases: {
  readonly initializer: nn.Initializer;
  readonly mean: number;
  readonly std: number;
  readonly normal: boolean;
}[] = [
  { initializer: nn.normal(0.01), mean: 0, std: 0.01, normal: true },
  { initializer: nn.uniform(-1, 3), mean: 1, std: 4 / Math.sqrt(12), normal: false },
  { initializer: nn.xavier(), mean: 0, std: Math.sqrt(2 / 500), normal: false },
  { initializer: nn.he(), mean: 0, std: Math.sqrt(2 / 400), normal: true },
  { initializer: nn.fanOut(), mean: 0, std: Math.sqrt(1 / 100), normal: true },
];

for (const { initializer, mean, std, normal } of cases) {
  Deno.test(`${initializer.type} has its mean, standard deviation and shape`, () => {
    const scores = [...draw(initializer).data].map((value) => (value - mean) / std);
    const moment = (power: number) => scores.reduce((sum, x) => sum + x ** power, 0) / COUNT;
    assertAlmostEquals(moment(1), 0, 4 / Math.sqrt(COUNT));
    assertAlmostEquals(moment(2), 1, 4 * Math.sqrt(2 / COUNT));
    // The fourth moment is 3 for a normal and 9/5 for a uniform distribution.
    assertAlmostEquals(moment(4), normal ? 3 : 9 / 5, 4 * Math.sqrt(96 / COUNT));
    const max = scores.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
    assert(normal ? max > 3.5 : max <= Math.sqrt(3));
  });
}

Deno.test("every initializer has its distribution here", () => {
  const tested = ["zeros", ...cases.map(({ initializer }) => initializer.type)];
  assertEquals(new Set<string>(tested), new Set(Object.keys(initializers)));
});

Deno.test("zeros is 0 everywhere", () => {
  assertEquals(draw(nn.zeros()).data, new Float32Array(COUNT));
});

Deno.test("sampler draws the same weights from the same stream", () => {
  assertEquals(draw(nn.he(), 5), draw(nn.he(), 5));
  assert(draw(nn.he(), 5).data[0] !== draw(nn.he(), 6).data[0]);
});

Deno.test("initializers refuse distributions that there are not", () => {
  assertThrows(() => nn.normal(0), RangeError, "std is 0 but must be a number greater than 0");
  assertThrows(() => nn.normal(NaN), RangeError, "std is NaN but");
  assertThrows(
    () => nn.uniform(1, 1),
    RangeError,
    "low is 1 but must be less than high, which is 1",
  );
});

function draw(initializer: nn.Initializer, seed = 1): Tensor {
  const tensor = new Tensor([COUNT]);
  const first = sampler(initializer, { fan, random: new Random([seed]) });
  for (let i = 0; i < COUNT; i++) tensor.data[i] = first();
  return tensor;
}
