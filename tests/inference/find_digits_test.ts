// Tests of lib/inference/find_digits.ts, with components.ts, merge.ts and reading_order.ts

import { assertEquals, assertThrows } from "@std/assert";
import { findDigits } from "../../lib/inference/find_digits.ts";
import { blankImage, type Box } from "../../lib/inference/grey_image.ts";
import { mergeComponents } from "../../lib/inference/merge_components.ts";
import { readingOrder } from "../../lib/inference/reading_order.ts";
import { pictureOf, textOf } from "./picture_of.ts";

function box(x: number, y: number, width: number, height: number): Box {
  return { x, y, width, height };
}

/** Which pieces make up each digit, in an order that can be compared. */
function merged(...boxes: Box[]): number[][] {
  return mergeComponents(boxes).map((indices) => indices.toSorted()).sort((a, b) => a[0] - b[0]);
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

Deno.test("mergeComponents joins the bar of a 5 and the two strokes of a 4", () => {
  const [body, bar] = [box(10, 20, 40, 80), box(30, 5, 45, 10)];
  const next = box(120, 5, 50, 95);
  assertEquals(merged(body, bar, next), [[0, 1], [2]]);
  const [angle, stroke] = [box(10, 0, 50, 55), box(40, 10, 12, 90)];
  assertEquals(merged(angle, stroke), [[0, 1]]);
});

Deno.test("mergeComponents keeps an eleven and the digits of two lines apart", () => {
  assertEquals(merged(box(0, 0, 10, 100), box(20, 0, 10, 100)), [[0], [1]]);
  assertEquals(merged(box(0, 0, 60, 100), box(5, 115, 60, 100)), [[0], [1]]);
});

Deno.test("mergeComponents leaves dust out and keeps small digits", () => {
  const [digit, dust, small] = [box(0, 0, 60, 100), box(62, 95, 5, 5), box(120, 60, 30, 40)];
  assertEquals(merged(digit, dust, small), [[0], [2]]);
});

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
