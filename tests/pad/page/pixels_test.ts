// Tests of lib/pad/page/pixels.ts

import { assertEquals } from "@std/assert";
import { layOut } from "../../../lib/pad/page/pixels.ts";

Deno.test("layOut puts maps side by side, with gaps", () => {
  const data = new Float32Array([1, 4, 2, -3, 3, 8, 0, 2]);
  const { width, height, values } = layOut(data, [2, 2, 2]);
  assertEquals([width, height], [5, 2]);
  // The largest value is full ink, and nothing is less than none.
  assertEquals([...values], [1 / 8, 2 / 8, NaN, 4 / 8, 0, 3 / 8, 0, NaN, 1, 2 / 8]);
});

Deno.test("layOut makes one pixel of each unit, in rows", () => {
  const { width, height, values } = layOut(new Float32Array([0, 1, 0, 1, 1]), [5]);
  assertEquals([width, height], [4, 2]);
  assertEquals([...values], [0, 1, 0, 1, 1, NaN, NaN, NaN]);
});
