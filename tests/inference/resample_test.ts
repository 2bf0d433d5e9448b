// Tests of lib/inference/resample.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { resample } from "../../lib/inference/resample.ts";

function line(...values: number[]) {
  return { width: values.length, height: 1, values: new Float32Array(values) };
}

Deno.test("resample averages the area under each new pixel, whole or in part", () => {
  const { values } = resample(line(1, 0, 0, 1, 1, 1), { width: 4, height: 1 });
  // Each new pixel covers one and a half of the old ones.
  assertEquals([...values].map((v) => +v.toFixed(4)), [0.6667, 0, 0.6667 + 0.3333, 1]);
});

Deno.test("resample interpolates when it enlarges", () => {
  const { values } = resample(line(0, 1), { width: 4, height: 1 });
  assertEquals([...values], [0, 0.25, 0.75, 1 - 0.25]);
});

Deno.test("resample keeps the mean along both axes", () => {
  const values = Float32Array.from({ length: 30 * 20 }, (_, i) => i * 7 % 11 / 11);
  const mean = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const small = resample({ width: 30, height: 20, values }, { width: 7, height: 3 });
  assertEquals([small.width, small.height, small.values.length], [7, 3, 21]);
  assertAlmostEquals(mean(small.values), mean(values), 1e-6);
});

Deno.test("resample takes a part whose edges lie between pixels, and paper around the picture", () => {
  const part = resample(line(0, 1, 1), {
    box: { x: 0.5, y: 0, width: 2, height: 1 },
    width: 2,
    height: 1,
  });
  assertEquals([...part.values], [0.5, 1]);
  const beyond = resample(line(1, 1), {
    box: { x: 1, y: -1, width: 2, height: 2 },
    width: 2,
    height: 2,
  });
  assertEquals([...beyond.values], [0, 0, 1, 0]);
});
