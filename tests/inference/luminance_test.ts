// Tests of lib/inference/luminance.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { toLuminance } from "../../lib/inference/luminance.ts";

function luminanceOfPixel(channels: number, ...data: number[]): number {
  return toLuminance({ width: 1, height: 1, data, channels, max: 255 }).values[0];
}

Deno.test("toLuminance weighs colors as the eye does", () => {
  assertAlmostEquals(luminanceOfPixel(1, 51), 0.2, 1e-6);
  assertAlmostEquals(luminanceOfPixel(3, 255, 255, 255), 1, 1e-6);
  assertAlmostEquals(luminanceOfPixel(3, 0, 255, 0), 0.7152, 1e-6);
  assertAlmostEquals(luminanceOfPixel(3, 0, 0, 255), 0.0722, 1e-6);
});

Deno.test("toLuminance weighs samples by what stands for white", () => {
  const samples = { width: 1, height: 1, data: [13_107], channels: 1, max: 65_535 };
  assertAlmostEquals(toLuminance(samples).values[0], 0.2, 1e-6);
});

/** The luminance of a row of pixels of grey and alpha. */
function luminanceOfRow(...pixels: readonly [grey: number, alpha: number][]): number[] {
  const data = pixels.flat();
  return [...toLuminance({ width: pixels.length, height: 1, data, channels: 2, max: 255 }).values];
}

Deno.test("toLuminance puts dark ink on white, and nothing at all, too", () => {
  assertEquals(luminanceOfPixel(2, 0, 0), 1);
  assertEquals(luminanceOfPixel(4, 0, 0, 0, 255), 0);
  assertAlmostEquals(luminanceOfPixel(4, 0, 0, 0, 51), 0.8, 1e-6);
});

Deno.test("toLuminance puts light ink on black", () => {
  assertEquals(luminanceOfRow([255, 255], [255, 0], [0, 0], [255, 51]).map(round), [1, 0, 0, 0.2]);
  // Ink that fills its picture.
  assertEquals(luminanceOfRow([255, 255], [255, 255], [255, 255], [0, 0]), [1, 1, 1, 0]);
});

Deno.test("toLuminance puts a page with transparent corners on the color of its paper", () => {
  const [paper, ink, corner] = [[250, 255], [20, 255], [0, 0]] as const;
  const page = luminanceOfRow([...corner], [...paper], [...paper], [...ink], [...paper]);
  assertEquals(page.map(round), [1, 0.98, 0.98, 0.08, 0.98]);
  const night = luminanceOfRow([...corner], [...ink], [...ink], [...paper], [...ink]);
  assertEquals(night.map(round), [0, 0.08, 0.08, 0.98, 0.08]);
});

function round(value: number): number {
  return Math.round(100 * value) / 100;
}
