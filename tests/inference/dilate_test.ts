// Tests of lib/inference/dilate.ts

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { dilate } from "../../lib/inference/dilate.ts";
import { blankImage } from "../../lib/inference/grey_image.ts";

function stroke(width: number) {
  const image = blankImage(60, 120);
  for (let y = 10; y < 110; y++) image.values.fill(1, 60 * y + 20, 60 * y + 20 + width);
  return image;
}

Deno.test("dilate widens hairlines to the strokes of MNIST", () => {
  const { width, height, values } = dilate(stroke(1));
  const row = values.subarray(width * (height >> 1), width * ((height >> 1) + 1));
  const across = row.reduce((sum, value) => sum + value, 0);
  assert(across > 6 && across < 10, `the stroke of a digit of 100 pixels is ${across} thick`);
});

Deno.test("dilate leaves thick strokes and blank paper as they are", () => {
  for (const image of [stroke(10), blankImage(5, 5)]) assertStrictEquals(dilate(image), image);
});

Deno.test("dilate keeps the picture in the middle of a larger one", () => {
  const image = stroke(3);
  const wide = dilate(image);
  const rim = (wide.width - 60) / 2;
  assertEquals(wide.height, 120 + 2 * rim);
  assertEquals(wide.values[wide.width * (60 + rim) + 21 + rim], 1);
});
