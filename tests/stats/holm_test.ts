// Holm's correction against statsmodels; golden/statistics.py made the figures.

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { holm } from "../../lib/stats/holm.ts";
import golden from "./golden/statistics.json" with { type: "json" };

Deno.test("holm agrees with statsmodels", () => {
  for (const { ps, corrected } of golden.holm) {
    const found = holm(ps);
    assertEquals(found.length, ps.length);
    for (const [i, p] of corrected.entries()) assertAlmostEquals(found[i], p, 1e-12);
  }
});

Deno.test("holm keeps the order, makes no p-value smaller, and never asks more than Bonferroni", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) => {
    const found = holm(ps);
    for (const [i, p] of ps.entries()) {
      assertEquals(found[i] >= p && found[i] <= Math.min(1, ps.length * p), true);
      for (const [j, other] of ps.entries()) assertEquals(p < other && found[i] > found[j], false);
    }
  }));
});

Deno.test("holm refuses what is no probability", () => {
  assertThrows(() => holm([0.5, NaN]), RangeError, "found NaN at 1");
  assertThrows(() => holm([1.5]), RangeError, "found 1.5 at 0");
});
