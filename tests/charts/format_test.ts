// Figures as a reader wants them.

import { assertEquals } from "@std/assert";
import { counted, percent, percentagePoints, pValue, thousands } from "../../lib/charts/format.ts";

Deno.test("figures are written as a reader wants them", () => {
  assertEquals(percent(0.97904), "97.90 %");
  assertEquals(percent(1, 0), "100 %");
  assertEquals(percentagePoints(-0.0012), "−0.12 points");
  assertEquals(percentagePoints(0.0012, 1), "+0.1 points");
  assertEquals(percentagePoints(-0.00001), "0.00 points");
  assertEquals(thousands(1234567), "1,234,567");
  assertEquals(pValue(0.0625), "p = 0.063");
  assertEquals(pValue(1e-9), "p < 0.001");
});

Deno.test("counted puts the noun in the plural unless there is one", () => {
  assertEquals([0, 1, 2000].map((count) => counted(count, "answer")), [
    "0 answers",
    "1 answer",
    "2,000 answers",
  ]);
});
