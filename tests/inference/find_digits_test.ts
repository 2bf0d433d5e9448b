// Tests of lib/inference/find_digits.ts

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { findDigits } from "../../lib/inference/find_digits.ts";
import { blankImage, type Box } from "../../lib/inference/grey_image.ts";
import { segmentInk } from "../../lib/inference/segment_ink.ts";
import { pictureOf, textOf } from "./picture_of.ts";

function box(x: number, y: number, width: number, height: number): Box {
  return { x, y, width, height };
}

Deno.test("findDigits cuts each digit out with its soft edges and without its neighbours", () => {
  const digits = findDigits(pictureOf(
    "..............",
    "..####+.......",
    "..#..#+....#..",
    "..#..#....##..",
    "..#.##...##...",
    "..#+....##....",
    "..#....##.....",
    "..............",
  ));
  assertEquals(digits.map(({ box }) => box), [box(2, 1, 4, 6), box(7, 2, 5, 5)]);
  assertEquals(textOf(digits[0].image), [
    "......",
    ".####+",
    ".#..#+",
    ".#..#.",
    ".#.##.",
    ".#+...",
    ".#....",
    "......",
  ]);
});

Deno.test("findDigits takes digits apart whose boxes overlap", () => {
  const digits = findDigits(pictureOf(
    "....##...##",
    "...##...##.",
    "..##...##..",
    ".##...##...",
    "##...##....",
  ));
  assertEquals(digits.map(({ box: { x, width } }) => [x, width]), [[0, 6], [5, 6]]);
  for (const { image } of digits) assertEquals(textOf(image)[0].match(/#+/g), ["##"]);
});

Deno.test("findDigits refuses pictures without anything as large as a digit", () => {
  assertThrows(() => findDigits(blankImage(20, 20)), RangeError, "no ink as large as a digit");
  assertThrows(() => findDigits(pictureOf("......", ".##...", "......")), RangeError, "at least 5");
});

Deno.test("findDigits finds digits in whatever segmentInk finds, or says that there are none", () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(side, side, fc.array(fc.nat(3), { minLength: 1 }), (width, height, levels) => {
      const picture = blankImage(width, height);
      for (let i = 0; i < picture.values.length; i++) {
        picture.values[i] = levels[(i * i) % levels.length] / 3;
      }
      try {
        for (const { image } of findDigits(segmentInk(picture))) {
          assertEquals(image.values.some((value) => value > 0), true);
        }
      } catch (error) {
        if (!(error instanceof RangeError) || !error.message.startsWith("Cannot find")) throw error;
      }
    }),
  );
});

Deno.test("findDigits refuses a picture of very many dots", () => {
  const dots = blankImage(1200, 1200);
  for (let y = 0; y < 1199; y += 7) {
    for (let x = 0; x < 1195; x += 7) {
      for (let row = 0; row < 5; row++) {
        dots.values.fill(1, (y + row) * 1200 + x, (y + row) * 1200 + x + 5);
      }
    }
  }
  assertThrows(() => findDigits(dots), RangeError, "the ink is in 29412 pieces but at most 2000");
});
