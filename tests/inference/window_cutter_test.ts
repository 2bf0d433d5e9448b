// Tests of lib/inference/window_cutter.ts

import { assertEquals } from "@std/assert";
import { blankImage } from "../../lib/inference/grey_image.ts";
import { DIGIT, levelOf, WINDOW } from "../../lib/inference/level.ts";
import { WindowCutter } from "../../lib/inference/window_cutter.ts";
import { Random } from "../../lib/tensor/random.ts";

/** A picture of noise on paper, on which no two places look alike. */
function noise(width: number, height: number) {
  const picture = blankImage(width, height);
  const random = new Random([1, "noise"]);
  for (let i = 0; i < picture.values.length; i++) picture.values[i] = 0.5 + 0.5 * random.uniform();
  return picture;
}

Deno.test("WindowCutter cuts what a level has there", () => {
  const picture = noise(60, 50);
  const level = levelOf(picture, 1);
  const [x, y] = [30, 25];
  const window = new WindowCutter(picture).cut({ x, y, size: DIGIT });
  const worst = window.reduce((max, value, i) => {
    const at = (y + Math.floor(i / WINDOW)) * level.width + x + i % WINDOW;
    return Math.max(max, Math.abs(value - level.values[at]));
  }, 0);
  assertEquals(worst < 1e-5, true, `${worst}`);
});

Deno.test("WindowCutter cuts smaller windows from the middle of the usual one", () => {
  const windows = new WindowCutter(noise(60, 50));
  const place = { x: 30, y: 25, size: DIGIT };
  const [whole, small] = [windows.cut(place), windows.cut(place, { window: 28 })];
  const rim = (WINDOW - 28) / 2;
  const middle = whole.filter((_, i) => {
    const [row, column] = [Math.floor(i / WINDOW) - rim, i % WINDOW - rim];
    return row >= 0 && row < 28 && column >= 0 && column < 28;
  });
  assertEquals(small, middle);
});

Deno.test("WindowCutter goes on outside of a picture as its edge is", () => {
  const plain = blankImage(30, 30);
  plain.values.fill(0.7);
  const window = new WindowCutter(plain).cut({ x: 0, y: 30, size: 10 });
  assertEquals(window.every((value) => Math.abs(value - 0.5) < 1e-3), true);
});

Deno.test("WindowCutter shows a place of another size as large as any", () => {
  const small = blankImage(100, 100);
  const large = blankImage(200, 200);
  small.values.fill(1);
  large.values.fill(1);
  for (let y = 0; y < 200; y++) {
    for (let x = 90; x < 110; x++) {
      large.values[200 * y + x] = 0;
      small.values[100 * (y >> 1) + (x >> 1)] = 0;
    }
  }
  const one = new WindowCutter(small).cut({ x: 50, y: 50, size: 20 });
  const two = new WindowCutter(large).cut({ x: 100, y: 100, size: 40 });
  const worst = one.reduce((max, value, i) => Math.max(max, Math.abs(value - two[i])), 0);
  assertEquals(worst < 1e-4, true, `${worst}`);
});
