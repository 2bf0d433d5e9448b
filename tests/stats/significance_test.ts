// Tests of significance against scipy and statsmodels; golden/statistics.py made the figures.

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { mcnemarTest, pairedTTest, signFlipTest } from "../../lib/stats/significance.ts";
import golden from "./golden/statistics.json" with { type: "json" };

/** How many of 10,000 images networks get right that differ a little. */
const right10k = fc.integer({ min: 9700, max: 9730 });

Deno.test("pairedTTest agrees with scipy", () => {
  for (const { first, second, t, p, interval } of golden.pairs) {
    const found = pairedTTest(first, second);
    assertAlmostEquals(found.t, t, 1e-8 * Math.abs(t));
    assertAlmostEquals(found.p, p, 1e-6 * p);
    assertAlmostEquals(found.interval.low, interval[0], 1e-7);
    assertAlmostEquals(found.interval.high, interval[1], 1e-7);
    assertEquals(found.degreesOfFreedom, first.length - 1);
  }
});

Deno.test("pairedTTest answers where differences do not scatter", () => {
  assertEquals(pairedTTest([1, 2], [1, 2]).p, 1);
  assertEquals(pairedTTest([1, 2], [2, 3]).p, 0);
});

Deno.test("signFlipTest agrees with scipy's permutation test", () => {
  for (const { first, second, signFlipP } of golden.pairs) {
    assertAlmostEquals(signFlipTest(first, second).p, signFlipP, 1e-12);
  }
});

Deno.test("signFlipTest counts differences of equal size as equally far", () => {
  // Of eight ways to sign +0.1, +0.2 and -0.1, six end at 0.2 or beyond: 0.4 twice, 0.2 four times.
  assertEquals(signFlipTest([0, 0, 0.1], [0.1, 0.2, 0]).p, 6 / 8);
});

Deno.test("signFlipTest gives for accuracies what integers give for the numbers of right answers", () => {
  const right = fc.array(fc.tuple(right10k, right10k), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(right, (pairs) => {
    const differences = pairs.map(([first, second]) => second - first);
    const found = Math.abs(differences.reduce((a, b) => a + b));
    let sums = [0];
    for (const d of differences) sums = sums.flatMap((sum) => [sum + d, sum - d]);
    const asFar = sums.filter((sum) => Math.abs(sum) >= found).length;
    const [first, second] = [0, 1].map((k) => pairs.map((pair) => pair[k] / 10_000));
    assertEquals(signFlipTest(first, second).p, asFar / sums.length);
  }));
});

Deno.test("signFlipTest cannot give less than 1/16 for five seeds", () => {
  const { p, smallestP } = signFlipTest([0, 0, 0, 0, 0], [1, 1.1, 0.9, 1, 1.2]);
  assertEquals([p, smallestP], [0.0625, 0.0625]);
});

Deno.test("mcnemarTest agrees with statsmodels and with scipy's mid-p", () => {
  for (const { onlyFirst, onlySecond, p, exactP } of golden.mcnemar) {
    const labels = new Uint8Array(onlyFirst + onlySecond + 2);
    const first = labels.map((_, i) => i < onlyFirst || i >= labels.length - 1 ? 0 : 1);
    const second = labels.map((_, i) => i < onlyFirst || i === labels.length - 2 ? 1 : 0);
    const found = mcnemarTest(first, second, { labels });
    assertEquals([found.onlyFirst, found.onlySecond], [onlyFirst, onlySecond]);
    assertAlmostEquals(found.exactP, exactP, 1e-9 * exactP);
    assertAlmostEquals(found.p, p, 1e-9 * p);
  }
});

Deno.test("mcnemarTest finds no difference where models never disagree", () => {
  assertEquals(mcnemarTest([1, 2], [1, 2], { labels: [1, 3] }).p, 1);
});

Deno.test("tests of significance refuse what does not pair", () => {
  assertThrows(() => pairedTTest([1, 2], [1]), RangeError, "found 2 first and 1 second");
  assertThrows(() => pairedTTest([1], [2]), RangeError, "at least 2");
  assertThrows(() => signFlipTest([], []), RangeError, "at least 1");
  for (const test of [pairedTTest, signFlipTest]) {
    assertThrows(() => test([1, 2], [1, NaN]), RangeError, "found 2 and NaN in pair 1");
  }
  const many = new Array(21).fill(0);
  assertThrows(() => signFlipTest(many, many), RangeError, "at most 20 pairs are tried");
  assertThrows(
    () => mcnemarTest([1], [1, 2], { labels: [1, 2] }),
    RangeError,
    "found 1 and 2 answers but 2 labels",
  );
});
