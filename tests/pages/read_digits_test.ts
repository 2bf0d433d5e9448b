// Tests of lib/pages/read_digits.ts

import { assertEquals } from "@std/assert";
import type { DigitFinder, FoundDigit } from "../../lib/inference/digit_finder.ts";
import { blankImage } from "../../lib/inference/grey_image.ts";
import { readDigits } from "../../lib/pages/read_digits.ts";

function found(x: number, digit: number, probability: number): FoundDigit {
  const probabilities = new Float32Array(11);
  probabilities[digit] = probability;
  probabilities[10] = 1 - probability;
  return { box: { x, y: 0, width: 40, height: 40 }, probabilities, window: new Float32Array(4) };
}

Deno.test("readDigits gives the likeliest digit of each place, row by row", () => {
  const finderOf = (...digits: FoundDigit[]) => ({ find: () => digits }) as unknown as DigitFinder;
  const picture = blankImage(200, 60);
  const read = readDigits(picture, finderOf(found(50, 7, 0.92), found(0, 4, 0.99)));
  assertEquals(read.map(({ digit, box }) => [digit, box.x]), [[4, 0], [7, 50]]);
  assertEquals(readDigits(picture, finderOf()), []);
});
