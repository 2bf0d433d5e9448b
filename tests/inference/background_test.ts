// Tests of lib/inference/background.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { estimateBackground, robustStd } from "../../lib/inference/background.ts";
import { Random } from "../../lib/tensor/random.ts";

Deno.test("estimateBackground is the mean of the paper nearby, and of all paper where none is near", () => {
  // One row of 24 pixels: the surroundings reach 4 pixels to each side.
  const values = Float32Array.from({ length: 24 }, (_, x) => x < 12 ? 0.2 : 0.8);
  const paper = new Uint8Array(24).fill(1).fill(0, 12);
  values[2] = 0.9;
  paper[2] = 0;
  const background = estimateBackground({ width: 24, height: 1, values }, paper);
  for (const value of background) assertAlmostEquals(value, 0.2, 1e-6);
  paper.fill(1);
  const mixed = estimateBackground({ width: 24, height: 1, values }, paper);
  assertAlmostEquals(mixed[11], (5 * 0.2 + 4 * 0.8) / 9, 1e-6);
  assertAlmostEquals(mixed[23], 0.8, 1e-6);
});

Deno.test("robustStd is the standard deviation of values, whatever a few outliers do", () => {
  const random = new Random([1, "deviations"]);
  const values = Float32Array.from({ length: 10_000 }, () => 0.1 * random.normal());
  const all = new Uint8Array(values.length).fill(1);
  assertAlmostEquals(robustStd(values, all), 0.1, 0.003);
  values.fill(50, 0, 500);
  assertAlmostEquals(robustStd(values, all), 0.1, 0.01);
  assertAlmostEquals(robustStd(values, all.fill(0, 0, 500)), 0.1, 0.003);
  assertEquals(robustStd(values, all.fill(0)), 0);
});
