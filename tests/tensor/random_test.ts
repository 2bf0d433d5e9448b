// Random streams: fixed by their keys, independent of each other, and distributed as they say.

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Random, type StreamKey } from "../../lib/tensor/random.ts";

const key = fc.array(fc.oneof(fc.nat(), fc.string()), { minLength: 1, maxLength: 4 });

Deno.test("Random gives the same numbers for the same key", () => {
  fc.assert(fc.property(key, (key) => {
    assertEquals(bits(key, 8), bits([...key], 8));
  }));
});

Deno.test("Random gives other numbers for every other key", () => {
  fc.assert(fc.property(fc.uniqueArray(key, { minLength: 2, selector: JSON.stringify }), (keys) => {
    const firsts = keys.map((key) => bits(key, 4).join());
    assertEquals(new Set(firsts).size, keys.length);
  }));
});

Deno.test("Random is sfc32, the same on every machine", () => {
  assertEquals(bits([1, "weights"], 4), [3765002251, 2603131803, 1035424629, 218297940]);
});

Deno.test("streams of neighbouring keys are not correlated", () => {
  const count = 20_000;
  const keys: StreamKey[] = [[1], [2], [1, 0], [1, 1], ["1"], [1, "shuffle", 0], [1, "shuffle", 1]];
  const streams = keys.map((key) => numbers(count, () => new Random(key), "uniform"));
  for (let i = 0; i < streams.length; i++) {
    for (let j = 0; j < i; j++) {
      const correlation = mean(streams[i].map((x, k) => (x - 0.5) * (streams[j][k] - 0.5))) * 12;
      // The standard deviation of this is 1 / sqrt(count).
      assert(Math.abs(correlation) < 4 / Math.sqrt(count), `${keys[i]} and ${keys[j]}`);
    }
  }
});

Deno.test("uniform fills [0, 1) evenly", () => {
  const values = numbers(100_000, () => new Random([3, "uniform"]), "uniform");
  assert(values.every((value) => value >= 0 && value < 1));
  const counts = new Array<number>(50).fill(0);
  for (const value of values) counts[Math.floor(value * 50)]++;
  // 85.4 is the 99.9 % point of chi-square with 49 degrees of freedom.
  assert(chiSquare(counts) < 85.4);
});

Deno.test("normal has the moments of the standard normal distribution", () => {
  const values = numbers(200_000, () => new Random([4, "normal"]), "normal");
  const moment = (power: number) => mean(values.map((value) => value ** power));
  assertAlmostEquals(moment(1), 0, 4 * Math.sqrt(1 / 200_000));
  assertAlmostEquals(moment(2), 1, 4 * Math.sqrt(2 / 200_000));
  assertAlmostEquals(moment(3), 0, 4 * Math.sqrt(15 / 200_000));
  assertAlmostEquals(moment(4), 3, 4 * Math.sqrt(96 / 200_000));
  const inside = mean(values.map((value) => Math.abs(value) < 1.959964 ? 1 : 0));
  assertAlmostEquals(inside, 0.95, 4 * Math.sqrt(0.95 * 0.05 / 200_000));
});

Deno.test("integer stays below its bound and reaches every number", () => {
  fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), (seed, bound) => {
    const random = new Random([seed, "integer"]);
    const seen = new Set(Array.from({ length: 60 * bound }, () => random.integer(bound)));
    assertEquals([...seen].sort((a, b) => a - b), Array.from({ length: bound }, (_, i) => i));
  }));
});

Deno.test("integer is even where the bound does not divide 2^32", () => {
  const random = new Random([5, "integer"]);
  const bound = 3 * 2 ** 30;
  const counts = [0, 0, 0];
  for (let i = 0; i < 30_000; i++) counts[Math.floor(random.integer(bound) / 2 ** 30)]++;
  // A plain remainder would hit the first third twice as often. 13.8 is the 99.9 % point.
  assert(chiSquare(counts) < 13.8);
});

Deno.test("integer takes every bound from 1 to 2^32, and no other", () => {
  const random = new Random([6]);
  assertEquals(random.integer(1), 0);
  assert(random.integer(2 ** 32) < 2 ** 32);
  for (const bound of [0, -1, 1.5, NaN, 2 ** 32 + 1]) {
    assertThrows(() => random.integer(bound), RangeError, `1 to 2^32 but is ${bound}`);
  }
});

Deno.test("shuffle is a permutation, in place", () => {
  fc.assert(fc.property(fc.nat(), fc.array(fc.integer()), (seed, items) => {
    const shuffled = items.slice();
    assert(new Random([seed]).shuffle(shuffled) === shuffled);
    assertEquals(shuffled.toSorted(), items.toSorted());
  }));
});

Deno.test("shuffle makes every order equally likely", () => {
  const random = new Random([7, "shuffle"]);
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const order = random.shuffle(["a", "b", "c", "d"]).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assertEquals(counts.size, 24);
  // 49.7 is the 99.9 % point of chi-square with 23 degrees of freedom.
  assert(chiSquare([...counts.values()]) < 49.7);
});

function bits(key: StreamKey, count: number): number[] {
  const random = new Random(key);
  return Array.from({ length: count }, () => random.bits());
}

function numbers(count: number, make: () => Random, kind: "uniform" | "normal"): number[] {
  const random = make();
  return Array.from({ length: count }, () => random[kind]());
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How far counts are from being all alike. */
function chiSquare(counts: number[]): number {
  const wanted = mean(counts);
  return counts.reduce((sum, count) => sum + (count - wanted) ** 2 / wanted, 0);
}
