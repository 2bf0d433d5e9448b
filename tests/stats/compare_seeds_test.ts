// Comparisons over seeds against scipy and statsmodels; golden/statistics.py made the figures.

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { compareSeeds } from "../../lib/stats/compare_seeds.ts";
import golden from "./golden/statistics.json" with { type: "json" };

const [plain, ...others] = golden.seeds.ways;
const compared = compareSeeds(others.map((after, i) => ({ label: `${i}`, before: plain, after })));

Deno.test("compareSeeds agrees with scipy and statsmodels on a family of four", () => {
  assertEquals(compared.map(({ label }) => label), ["0", "1", "2", "3"]);
  for (const [i, wanted] of golden.seeds.found.entries()) {
    const found = compared[i];
    assertAlmostEquals(found.difference, wanted.difference, 1e-12);
    assertAlmostEquals(found.interval.low, wanted.interval[0], 1e-8);
    assertAlmostEquals(found.interval.high, wanted.interval[1], 1e-8);
    assertAlmostEquals(found.p, wanted.p, 1e-6 * wanted.p);
    assertAlmostEquals(found.holmP, wanted.holmP, 1e-6 * wanted.holmP);
    assertAlmostEquals(found.signFlipP, wanted.signFlipP, 1e-12);
  }
});

Deno.test("compareSeeds calls a difference real by the corrected p and tells its direction", () => {
  const after = plain.map((accuracy, i) => accuracy - 0.001 * (1 + i % 2));
  const [lower] = compareSeeds([{ label: "", before: plain, after }]);
  assertEquals(lower.verdict, "lower");
  assertEquals(compared[0].verdict, "higher");
  for (const { holmP, verdict } of compared) {
    assertEquals(verdict === "undecided", holmP >= 0.05);
  }
});

Deno.test("compareSeeds asks more of a pair that is one of many", () => {
  // Alone p is 0.02.
  const pair = { label: "", before: [0, 0, 0, 0, 0, 0], after: [1, 2, 0.2, 2.5, 0.1, 2] };
  const [alone] = compareSeeds([pair]);
  const [amongMany] = compareSeeds(new Array(10).fill(pair));
  assertEquals([alone.verdict, amongMany.verdict], ["higher", "undecided"]);
  assertEquals(alone.p, amongMany.p);
});

Deno.test("compareSeeds of nothing is nothing, and pairs must pair", () => {
  assertEquals(compareSeeds([]), []);
  assertThrows(
    () => compareSeeds([{ label: "", before: [1, 2], after: [1] }]),
    RangeError,
    "found 2 first and 1 second",
  );
});
