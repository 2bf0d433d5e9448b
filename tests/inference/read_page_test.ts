// Tests of lib/inference/read_page.ts

import { assertEquals, assertThrows } from "@std/assert";
import type { DigitFinder, FoundDigit } from "../../lib/inference/digit_finder.ts";
import type { GreyImage } from "../../lib/inference/grey_image.ts";
import { findRows, readPage } from "../../lib/inference/read_page.ts";

const paper: GreyImage = { width: 300, height: 200, values: new Float32Array(60_000).fill(0.9) };
const board: GreyImage = { ...paper, values: paper.values.map(() => 0.1) };

/** A digit of 40 pixels that is one with a probability. */
function digit(x: number, y: number, probability: number): FoundDigit {
  const probabilities = new Float32Array(11);
  probabilities[3] = probability;
  probabilities[10] = 1 - probability;
  const box = { x, y, width: 40, height: 40 };
  return { digit: 3, score: probability, box, probabilities, window: new Float32Array(1600) };
}

/** Finds digits on light paper or on dark, and leaves out what is less likely than it is asked for. */
function finderOf(
  digits: readonly FoundDigit[],
  { onLight = true } = {},
): Pick<DigitFinder, "find"> {
  return {
    find: ({ values }: GreyImage, { atLeast }: { atLeast: number }) =>
      values[0] > 0.5 === onLight ? digits.filter(({ score }) => score >= atLeast) : [],
  };
}

Deno.test("findRows keeps what is doubtful beside something sure, and leaves it out alone", () => {
  const sure = digit(20, 20, 0.97);
  const [beside, alone, unlikely] = [
    digit(70, 24, 0.92),
    digit(20, 120, 0.92),
    digit(120, 20, 0.85),
  ];
  const { rows } = findRows(paper, finderOf([alone, beside, sure, unlikely]));
  assertEquals(rows, [[sure, beside]]);
});

Deno.test("findRows finds nothing where all is doubtful, and readPage says so", () => {
  const finder = finderOf([digit(20, 20, 0.94), digit(70, 20, 0.94)]);
  assertEquals(findRows(paper, finder).rows, []);
  assertThrows(() => readPage(paper, { finder }), RangeError, "nothing looks like one");
});

Deno.test("findRows looks for ink of the other kind where there is no row with something sure", () => {
  const sure = digit(20, 20, 0.99);
  const finder = {
    find: ({ values }: GreyImage) => values[0] > 0.5 ? [digit(70, 20, 0.92)] : [sure],
  };
  assertEquals(findRows(paper, finder).rows, [[sure]]);
});

Deno.test("findRows gives the picture in which ink is dark: light ink is found on its negative", () => {
  const one = digit(20, 20, 0.99);
  assertEquals(findRows(paper, finderOf([one])).picture, paper);
  const { rows, picture } = findRows(board, finderOf([one]));
  assertEquals(rows, [[one]]);
  assertEquals(picture.values[0], Math.fround(1 - board.values[0]));
  // Most of a picture may be ink.
  assertEquals(findRows(paper, finderOf([one], { onLight: false })).rows, [[one]]);
});
