// Tests of lib/inference/digit_image.ts

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadMnist } from "../../lib/data/mod.ts";
import { classify } from "../../lib/inference/classify.ts";
import { digitImage } from "../../lib/inference/digit_image.ts";
import { loadModel } from "../../lib/inference/models.ts";
import { drawImage } from "./draw_image.ts";

const { test } = await loadMnist();
const [width, height] = [400, 300];
const box = { x: 140, y: 90, width: 120, height: 120 };

/** A page with a test image on it that fills the box, and what else there is. */
function pageWith(index: number, isInk: (x: number, y: number) => boolean = () => false) {
  const scale = 6;
  const side = 28 * scale;
  const digit = drawImage(test.image(index), { canvas: side, scale, edge: "smooth" });
  const values = new Float32Array(width * height).fill(0.9);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = [x - (width - side) / 2, y - (height - side) / 2];
      const isIn = column >= 0 && row >= 0 && column < side && row < side;
      const ink = Math.max(isIn ? digit.values[side * row + column] : 0, isInk(x, y) ? 1 : 0);
      // A shadow falls over the page.
      values[y * width + x] = (0.9 - 0.6 * ink) * (1 - 0.2 * x / width);
    }
  }
  return { width, height, values };
}

/** How much of an image differs from another. */
function difference(a: Uint8Array, b: Uint8Array): number {
  const sum = a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0);
  return sum / a.reduce((sum, value) => sum + value, 0);
}

Deno.test("digitImage makes images that a network reads as it does the images of MNIST", async () => {
  const { network } = await loadModel("softmax");
  const indices = [...Array(50).keys()];
  const answersTo = (images: Uint8Array[]) => classify(network, images).map(({ digit }) => digit);
  const direct = answersTo(indices.map((index) => test.image(index)));
  const drawn = answersTo(indices.map((index) => digitImage(pageWith(index), box)));
  const differ = indices.filter((i) => direct[i] !== drawn[i]);
  assert(differ.length <= 1, `images ${differ} are read otherwise`);
});

Deno.test("digitImage takes away what stands beside the digit", () => {
  const alone = digitImage(pageWith(0), box);
  const beside = pageWith(0, (x, y) => (x > 100 && x < 110 || x > 280 && x < 288) && y % 200 > 90);
  assert(difference(alone, digitImage(beside, box)) < 0.02);
});

Deno.test("digitImage cuts the digit out of a line that goes through it", () => {
  const made = digitImage(pageWith(0, (_, y) => Math.abs(y - 150) < 2), box);
  // The line does not make the digit small: it fills its 20 pixels from top to bottom.
  const rows = [...Array(28).keys()].filter((row) =>
    made.subarray(28 * row, 28 * row + 28).some((value) => value > 128)
  );
  assert(rows.length >= 16, `${rows.length} rows`);
});

Deno.test("digitImage makes an image of whatever is in the box, at the edge of a picture or beyond it", () => {
  const side = fc.integer({ min: 1, max: 12 });
  const coordinate = fc.integer({ min: -4, max: 12 });
  const size = fc.double({ min: 0.5, max: 20, noNaN: true });
  const seed = fc.infiniteStream(fc.constantFrom(0, 0.2, 0.7, 1));
  fc.assert(fc.property(
    fc.record({ width: side, height: side, x: coordinate, y: coordinate, size, seed }),
    ({ width, height, x, y, size, seed }) => {
      // A digit is found with its middle on the picture.
      const [left, top] = [Math.min(x, width - 1) - size / 2, Math.min(y, height - 1) - size / 2];
      const values = Float32Array.from(seed.take(width * height));
      const box = {
        x: Math.max(left, -size / 2),
        y: Math.max(top, -size / 2),
        width: size,
        height: size,
      };
      assertEquals(digitImage({ width, height, values }, box).length, 784);
    },
  ));
});
