// Tests of lib/pages/exam_ink.ts

import { assertEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { inkOf } from "../../lib/pages/exam_ink.ts";

const { test } = await loadMnist();

/** How many pieces there are of what is set, where neighbours at a corner hang together as well. */
function pieces(set: boolean[], width: number): number {
  const left = set.slice();
  let count = 0;
  for (let start = 0; start < left.length; start++) {
    if (!left[start]) continue;
    count++;
    const stack = [start];
    while (stack.length > 0) {
      const at = stack.pop()!;
      if (!left[at]) continue;
      left[at] = false;
      for (const dy of [-width, 0, width]) for (const dx of [-1, 0, 1]) stack.push(at + dy + dx);
    }
  }
  return count;
}

/** Pieces of the ink of a digit, 200 pixels high or wide, by a pen of a width. */
function piecesOfInk(index: number, pen: number | undefined): number {
  const { width, values } = inkOf(test.image(index), { size: 200, width: pen });
  const wide = width + 2;
  const set = Array.from({ length: wide * (values.length / width + 2) }, () => false);
  values.forEach((value, i) => {
    set[(Math.floor(i / width) + 1) * wide + i % width + 1] = value > 0.5;
  });
  return pieces(set, wide);
}

Deno.test("inkOf leaves the strokes of a digit joined, however thin the pen", () => {
  for (let index = 0; index < 60; index++) {
    const own = piecesOfInk(index, undefined);
    assertEquals(piecesOfInk(index, 0.02), own, `image ${index}`);
    assertEquals(piecesOfInk(index, 0.08) <= own, true, `image ${index}`);
  }
});

Deno.test("inkOf draws as wide as the pen is", () => {
  for (const width of [0.03, 0.06, 0.1]) {
    const thin = inkOf(test.image(2), { size: 200, width });
    // Image 2 is a 1: a stroke from top to bottom, nearly upright.
    const across = thin.values.subarray(100 * thin.width, 101 * thin.width)
      .reduce((sum, value) => sum + value, 0);
    assertEquals(Math.abs(across - 200 * width) < 3, true, `${across} of ${200 * width}`);
  }
});

Deno.test("inkOf keeps a loop that has run full, however thin the pen", () => {
  // A disc on a stroke: a 6 or a 9, as it comes from a soft pencil.
  const image = new Uint8Array(28 * 28);
  for (let y = 0; y < 28; y++) {
    for (let x = 0; x < 28; x++) {
      const isStroke = x >= 12 && x < 15 && y >= 4 && y < 18;
      if (isStroke || Math.hypot(x - 13.5, y - 18.5) <= 5) image[28 * y + x] = 255;
    }
  }
  const { width, values } = inkOf(image, { size: 200, width: 0.02 });
  const row = (y: number) =>
    values.subarray(y * width, (y + 1) * width).reduce((sum, value) => sum + value, 0);
  // From the upper end: the stroke is as thin as the pen, the disc nearly as wide as it was.
  assertEquals(row(40) < 8, true, `${row(40)} pixels`);
  const height = values.length / width;
  const widest = Math.max(...Array.from({ length: height }, (_, y) => row(y)));
  assertEquals(widest > 50, true, `${widest} pixels`);
});
