// Tests of lib/inference/reading_order.ts

import { assertEquals } from "@std/assert";
import type { Box } from "../../lib/inference/grey_image.ts";
import { readingOrder } from "../../lib/inference/reading_order.ts";

function box(x: number, y: number, width: number, height: number): Box {
  return { x, y, width, height };
}

Deno.test("readingOrder goes line by line, each from left to right", () => {
  const boxes = [box(100, 105, 20, 40), box(0, 0, 20, 40), box(50, 8, 10, 25), box(0, 100, 20, 40)];
  assertEquals(readingOrder(boxes), [1, 2, 3, 0]);
});

Deno.test("readingOrder follows lines that slope", () => {
  // The end of the upper line is lower than the beginning of the lower one.
  const upper = [0, 1, 2, 3, 4, 5].map((i) => box(50 * i, 14 * i, 30, 40));
  const lower = [0, 1, 2, 3, 4, 5].map((i) => box(50 * i, 60 + 14 * i, 30, 40));
  assertEquals(readingOrder([...lower, ...upper]), [6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5]);
});
