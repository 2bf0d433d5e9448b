// Tests of lib/inference/mnist_image.ts

import { assert, assertEquals, assertThrows } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { blankImage, type GreyImage } from "../../lib/inference/grey_image.ts";
import { mnistImage } from "../../lib/inference/mnist_image.ts";
import { Random } from "../../lib/tensor/random.ts";
import { pictureOf } from "./picture_of.ts";

/** Some blots of full ink, within a frame of paper. */
function blots(seed: number): GreyImage {
  const random = new Random([seed, "blots"]);
  const image = blankImage(150, 130);
  for (let n = 0; n < 6; n++) {
    const x = 20 + Math.floor(90 * random.uniform());
    const y = 20 + Math.floor(70 * random.uniform());
    for (let row = 0; row < 20; row++) {
      image.values.fill(1, (y + row) * 150 + x, (y + row) * 150 + x + 20);
    }
  }
  return image;
}

function inkOf(bytes: Uint8Array) {
  const inked = [...bytes.keys()].filter((i) => bytes[i] > 0);
  const mass = bytes.reduce((sum, byte) => sum + byte, 0);
  const centre = (coordinate: (i: number) => number) =>
    bytes.reduce((sum, byte, i) => sum + byte * coordinate(i), 0) / mass;
  const extent = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
  return {
    width: extent(inked.map((i) => i % 28)),
    height: extent(inked.map((i) => Math.floor(i / 28))),
    centreX: centre((i) => i % 28),
    centreY: centre((i) => Math.floor(i / 28)),
    darkest: Math.max(...bytes),
  };
}

Deno.test("mnistImage makes images of the size, the place and the contrast of MNIST", async () => {
  const { test } = await loadMnist();
  const made = Array.from({ length: 50 }, (_, seed) => mnistImage(blots(seed)));
  const original = Array.from({ length: 50 }, (_, i) => test.image(i));
  for (const image of [...made, ...original]) {
    const { width, height, centreX, centreY, darkest } = inkOf(image);
    assertEquals(Math.max(width, height), 20);
    assertEquals([Math.round(centreX), Math.round(centreY)], [14, 14]);
    assert(darkest >= 254, `the darkest pixel has ${darkest}`);
  }
});

Deno.test("mnistImage does not care where on the paper a digit is, or how large the paper", () => {
  const image = blots(3);
  const moved = blankImage(200, 180);
  for (let y = 0; y < 130; y++) {
    moved.values.set(image.values.subarray(150 * y, 150 * (y + 1)), 200 * (y + 41) + 33);
  }
  assertEquals(mnistImage(moved), mnistImage(image));
});

Deno.test("mnistImage keeps the aspect of a digit", () => {
  const rows = Array.from({ length: 40 }, () => "..####..");
  const { width, height } = inkOf(mnistImage(pictureOf(...rows)));
  assertEquals([width, height], [2, 20]);
  const lying = inkOf(mnistImage(pictureOf("........", ".######.", ".######.", ".######.")));
  assertEquals([lying.width, lying.height], [20, 10]);
});

Deno.test("mnistImage puts faint ink in full contrast", () => {
  const image = blots(1);
  const faint = { ...image, values: image.values.map((value) => 0.5 * value) };
  assertEquals(mnistImage(faint), mnistImage(image));
});

Deno.test("mnistImage refuses a picture without ink", () => {
  assertThrows(() => mnistImage(blankImage(9, 5)), RangeError, "there is no ink");
});
