// From the picture of a page to the digits on it, by the network that was trained on pages.

import { argmax } from "../system/argmax.ts";
import type { DigitFinder, FoundDigit } from "./digit_finder.ts";
import type { GreyImage } from "./grey_image.ts";
import { type ReadDigit, Reading } from "./reading.ts";
import { readingRows } from "./reading_order.ts";

/** What is less likely to be a digit than this is left out. */
const AT_LEAST = 0.9;
/** An answer that is less likely than this is marked as unsure. */
const SURE = 0.95;
/** Where something is as likely a digit as this, ink of the other kind is not looked for. */
const ENOUGH = 0.8;
/** How many digits there are; the class after them is none. */
const DIGITS = 10;

/**
 * Reads all digits of a page.
 *
 * @param picture Luminance, of dark ink on light paper or light ink on dark.
 * @param options `finder`: it finds the digits; `atLeast`: what is less likely to be a digit is left out.
 * @throws {RangeError} If there is no digit.
 */
export function readPage(
  picture: GreyImage,
  { finder, atLeast = AT_LEAST }: { finder: DigitFinder; atLeast?: number },
): Reading {
  const found = findInAnyInk(picture, { finder, atLeast });
  if (found.length === 0) {
    throw new RangeError(
      `Cannot find a digit in the picture of ${picture.width}x${picture.height} pixels: nothing looks ` +
        `like one; write digits upright, at least 8 pixels high, and fill more of the picture`,
    );
  }
  const rows = readingRows(found.map(({ box }) => box));
  return new Reading(rows.map((row) => row.map((index) => read(found[index]))));
}

/**
 * Paper is what most of a picture is made of: ink of the other kind is looked for first, and ink like the
 * paper where there is nothing of it.
 */
function findInAnyInk(
  picture: GreyImage,
  { finder, atLeast }: { finder: DigitFinder; atLeast: number },
): FoundDigit[] {
  const inverted = { ...picture, values: picture.values.map((value) => 1 - value) };
  const sum = picture.values.reduce((sum, value) => sum + value, 0);
  const isLight = sum >= picture.values.length / 2;
  const order = isLight ? [picture, inverted] : [inverted, picture];
  const first = finder.find(order[0], { atLeast });
  if (surest(first) >= ENOUGH) return first;
  const second = finder.find(order[1], { atLeast });
  return surest(second) > surest(first) ? second : first;
}

/** How likely the surest of some digits is one. */
function surest(digits: readonly FoundDigit[]): number {
  return Math.max(0, ...digits.map(({ probabilities }) => 1 - probabilities[DIGITS]));
}

function read({ box, probabilities, window }: FoundDigit): ReadDigit {
  const digit = argmax(probabilities.subarray(0, DIGITS))!;
  const isSure = probabilities[digit] >= SURE;
  return { digit, isSure, outputs: probabilities, box, image: inkOf(window) };
}

/** The window in bytes: 0 for what is like the paper or lighter, 255 for the darkest. */
function inkOf(window: Float32Array): Uint8Array {
  const paper = window.toSorted()[window.length >> 1];
  const darkest = window.reduce((a, b) => Math.min(a, b), paper - 0.05);
  return Uint8Array.from(window, (value) => Math.max(0, 255 * (paper - value) / (paper - darkest)));
}
