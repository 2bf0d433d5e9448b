// Tests of lib/inference/merge_components.ts

import { assertEquals, assertThrows } from "@std/assert";
import type { Box } from "../../lib/inference/grey_image.ts";
import { lineHeight, mergeComponents } from "../../lib/inference/merge_components.ts";

function box(x: number, y: number, width: number, height: number): Box {
  return { x, y, width, height };
}

/** Which pieces make up each digit, in an order that can be compared. */
function merged(...boxes: Box[]): number[][] {
  return mergeComponents(boxes).map((indices) => indices.toSorted()).sort((a, b) => a[0] - b[0]);
}

Deno.test("mergeComponents joins the bar of a 5 and the two strokes of a 4", () => {
  const [body, bar] = [box(10, 20, 40, 80), box(30, 5, 45, 10)];
  const next = box(120, 5, 50, 95);
  assertEquals(merged(body, bar, next), [[0, 1], [2]]);
  const [angle, stroke] = [box(10, 0, 50, 55), box(40, 10, 12, 90)];
  assertEquals(merged(angle, stroke), [[0, 1]]);
});

Deno.test("mergeComponents keeps an eleven and the digits of two lines apart", () => {
  assertEquals(merged(box(0, 0, 10, 100), box(20, 0, 10, 100)), [[0], [1]]);
  assertEquals(merged(box(0, 0, 60, 100), box(5, 115, 60, 100)), [[0], [1]]);
});

Deno.test("mergeComponents leaves dust out and keeps small digits", () => {
  const [digit, dust, small] = [box(0, 0, 60, 100), box(62, 95, 5, 5), box(120, 60, 30, 40)];
  assertEquals(merged(digit, dust, small), [[0], [2]]);
});

Deno.test("mergeComponents refuses more pieces than a page of digits has", () => {
  const pieces = (count: number) =>
    Array.from({ length: count }, (_, i) => box(30 * (i % 50), 30 * Math.floor(i / 50), 8, 10));
  assertEquals(merged(...pieces(2000)).length, 2000);
  assertThrows(
    () => merged(...pieces(2001)),
    RangeError,
    "the ink is in 2001 pieces but at most 2000 can be told apart",
  );
});

Deno.test("lineHeight is the median height of all but small pieces", () => {
  const heights = (...values: number[]) => values.map((height) => box(0, 0, 10, height));
  assertEquals(lineHeight(heights(100, 5, 90, 80, 3)), 90);
  assertEquals(lineHeight([]), 0);
});
