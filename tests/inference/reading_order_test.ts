// Tests of lib/inference/reading_order.ts

import { assertEquals } from "@std/assert";
import type { Box } from "../../lib/inference/grey_image.ts";
import { readingRows } from "../../lib/inference/reading_order.ts";

function box(x: number, y: number, width: number, height: number): Box {
  return { x, y, width, height };
}

Deno.test("readingRows goes line by line, each from left to right", () => {
  const boxes = [box(100, 105, 20, 40), box(0, 0, 20, 40), box(50, 8, 10, 25), box(0, 100, 20, 40)];
  assertEquals(readingRows(boxes).flat(), [1, 2, 3, 0]);
});

Deno.test("readingRows follows lines that slope", () => {
  // The end of the upper line is lower than the beginning of the lower one.
  const upper = [0, 1, 2, 3, 4, 5].map((i) => box(50 * i, 14 * i, 30, 40));
  const lower = [0, 1, 2, 3, 4, 5].map((i) => box(50 * i, 60 + 14 * i, 30, 40));
  assertEquals(readingRows([...lower, ...upper]).flat(), [6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5]);
});

Deno.test("readingRows keeps rows of large and of small digits apart, also where they reach into each other", () => {
  const large = [0, 1, 2].map((i) => box(100 * i, 0, 80, 160));
  const small = [0, 1, 2, 3].map((i) => box(50 * i, 150, 30, 40));
  assertEquals(readingRows([...small, ...large]), [[4, 5, 6], [0, 1, 2, 3]]);
});

Deno.test("readingRows goes across columns, and lets digits of a row jump up and down", () => {
  const upper = [0, 1, 2, 8, 9].map((i) => box(50 * i, 10 + 12 * (i % 2), 30, 40));
  const lower = [0, 1, 2, 8, 9].map((i) => box(50 * i, 70 + 12 * (i % 2), 30, 40));
  assertEquals(readingRows([...upper, ...lower]), [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]);
});

Deno.test("readingRows of nothing is nothing", () => {
  assertEquals(readingRows([]), []);
});
