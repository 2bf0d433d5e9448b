// Tests of lib/inference/light.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { lightOf, upright } from "../../lib/inference/light.ts";
import { pictureOf, textOf } from "./picture_of.ts";

function lightOfPixel(channels: number, ...data: number[]): number {
  return lightOf({ width: 1, height: 1, data, channels, most: 255 }).values[0];
}

Deno.test("lightOf weighs colours as the eye does", () => {
  assertAlmostEquals(lightOfPixel(1, 51), 0.2, 1e-6);
  assertAlmostEquals(lightOfPixel(3, 255, 255, 255), 1, 1e-6);
  assertAlmostEquals(lightOfPixel(3, 0, 255, 0), 0.7152, 1e-6);
  assertAlmostEquals(lightOfPixel(3, 0, 0, 255), 0.0722, 1e-6);
});

Deno.test("lightOf puts transparent pictures on white", () => {
  assertEquals(lightOfPixel(2, 0, 0), 1);
  assertEquals(lightOfPixel(4, 0, 0, 0, 255), 0);
  assertAlmostEquals(lightOfPixel(4, 0, 0, 0, 51), 0.8, 1e-6);
});

Deno.test("lightOf makes large pictures smaller by averaging", () => {
  const data = Uint8Array.from({ length: 2400 * 4 }, (_, i) => i % 2 === 0 ? 255 : 0);
  const { width, height, values } = lightOf({
    width: 2400,
    height: 4,
    data,
    channels: 1,
    most: 255,
  });
  assertEquals([width, height], [1200, 2]);
  assertEquals(new Set(values), new Set([0.5]));
});

Deno.test("upright turns and mirrors as EXIF says", () => {
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
    assertEquals(textOf(upright(pictureOf(...rows), Number(orientation))), seen, orientation);
  }
});

Deno.test("upright tells mirrored pictures from turned ones", () => {
  const turned = (orientation: number) => textOf(upright(pictureOf("#+", ".."), orientation));
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
