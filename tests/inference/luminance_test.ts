// Tests of lib/inference/luminance.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { applyOrientation, toLuminance } from "../../lib/inference/luminance.ts";
import { pictureOf, textOf } from "./picture_of.ts";

function luminanceOfPixel(channels: number, ...data: number[]): number {
  return toLuminance({ width: 1, height: 1, data, channels, max: 255 }).values[0];
}

Deno.test("toLuminance weighs colours as the eye does", () => {
  assertAlmostEquals(luminanceOfPixel(1, 51), 0.2, 1e-6);
  assertAlmostEquals(luminanceOfPixel(3, 255, 255, 255), 1, 1e-6);
  assertAlmostEquals(luminanceOfPixel(3, 0, 255, 0), 0.7152, 1e-6);
  assertAlmostEquals(luminanceOfPixel(3, 0, 0, 255), 0.0722, 1e-6);
});

Deno.test("toLuminance puts transparent pictures on white", () => {
  assertEquals(luminanceOfPixel(2, 0, 0), 1);
  assertEquals(luminanceOfPixel(4, 0, 0, 0, 255), 0);
  assertAlmostEquals(luminanceOfPixel(4, 0, 0, 0, 51), 0.8, 1e-6);
});

Deno.test("toLuminance makes large pictures smaller by averaging", () => {
  const data = Uint8Array.from({ length: 2400 * 4 }, (_, i) => i % 2 === 0 ? 255 : 0);
  const { width, height, values } = toLuminance({
    width: 2400,
    height: 4,
    data,
    channels: 1,
    max: 255,
  });
  assertEquals([width, height], [1200, 2]);
  assertEquals(new Set(values), new Set([0.5]));
});

Deno.test("applyOrientation turns and mirrors as EXIF says", () => {
  const seen = ["##.", "#..", "#..", "##."];
  // What lies in the file so that it is seen like this, by the orientation that the file then has.
  const files: Record<number, string[]> = {
    1: ["##.", "#..", "#..", "##."],
    2: [".##", "..#", "..#", ".##"],
    3: [".##", "..#", "..#", ".##"],
    4: ["##.", "#..", "#..", "##."],
    5: ["####", "#..#", "...."],
    6: ["....", "#..#", "####"],
    7: ["....", "#..#", "####"],
    8: ["####", "#..#", "...."],
  };
  for (const [orientation, rows] of Object.entries(files)) {
    assertEquals(
      textOf(applyOrientation(pictureOf(...rows), Number(orientation))),
      seen,
      orientation,
    );
  }
});

Deno.test("applyOrientation tells mirrored pictures from turned ones", () => {
  const turned = (orientation: number) =>
    textOf(applyOrientation(pictureOf("#+", ".."), orientation));
  assertEquals([1, 2, 3, 4, 5, 6, 7, 8].map(turned), [
    ["#+", ".."],
    ["+#", ".."],
    ["..", "+#"],
    ["..", "#+"],
    ["#.", "+."],
    [".#", ".+"],
    [".+", ".#"],
    ["+.", "#."],
  ]);
});
