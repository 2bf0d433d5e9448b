// From the picture of a page to the digits on it, by the networks that were trained on pages.

import type { Sequential } from "../nn/mod.ts";
import { classify } from "./classify.ts";
import type { DigitFinder, FoundDigit } from "./digit_finder.ts";
import { digitImage } from "./digit_image.ts";
import type { GreyImage } from "./grey_image.ts";
import { type ReadDigit, Reading } from "./reading.ts";
import { readingRows } from "./reading_order.ts";

/** What is less likely to be a digit than this is left out, as is a row without a digit as likely as */
const AT_LEAST = 0.9;
const AT_LEAST_ONE = 0.95;
/** An answer that is less likely than this is marked as unsure. */
const SURE = 0.95;

/** How a page is read. */
export interface ReadPageOptions {
  /** It finds the digits. */
  readonly finder: Pick<DigitFinder, "find">;
  /** A network for images of MNIST that says which digits they are; the finder does so itself unless told. */
  readonly model?: Sequential;
}

/**
 * Reads all digits of a page.
 *
 * @param picture Luminance, of dark ink on light paper or light ink on dark.
 * @throws {RangeError} If there is no digit.
 */
export function readPage(picture: GreyImage, { finder, model }: ReadPageOptions): Reading {
  const found = findRows(picture, finder);
  if (found.rows.length === 0) throw noDigit(picture);
  return new Reading(
    found.rows.map((row) => model ? readWith(model, { ...found, row }) : row.map(read)),
  );
}

/** The error that says that there is no digit in a picture. */
export function noDigit({ width, height }: GreyImage): RangeError {
  return new RangeError(
    `Cannot find a digit in the picture of ${width}x${height} pixels: nothing looks like one; write ` +
      `digits upright, at least 8 pixels high, and fill more of the picture`,
  );
}

/** The digits that were found on a page. */
export interface FoundRows {
  /** In rows, each from left to right; none where there is no digit. */
  readonly rows: readonly (readonly FoundDigit[])[];
  /** The picture of the page where ink is dark: another one if it was light. */
  readonly picture: GreyImage;
}

/**
 * Finds the digits of a page in the rows in which they stand.
 *
 * Who has written one digit writes others beside it: what is doubtful stays where it stands in a row with
 * something sure. Thresholding with hysteresis; Canny, "A Computational Approach to Edge Detection" (1986).
 *
 * Paper is what most of a picture is made of: ink of the other kind is looked for first, and ink like the
 * paper where there are no rows of it.
 *
 * @param picture Luminance, of dark ink on light paper or light ink on dark.
 */
export function findRows(picture: GreyImage, finder: Pick<DigitFinder, "find">): FoundRows {
  const inverted = { ...picture, values: picture.values.map((value) => 1 - value) };
  const sum = picture.values.reduce((sum, value) => sum + value, 0);
  const isLight = sum >= picture.values.length / 2;
  const [likely, other] = isLight ? [picture, inverted] : [inverted, picture];
  const first = findDarkRows(likely, finder);
  return first.rows.length > 0 ? first : findDarkRows(other, finder);
}

function findDarkRows(picture: GreyImage, finder: Pick<DigitFinder, "find">): FoundRows {
  const found = finder.find(picture, { atLeast: AT_LEAST });
  const rows = readingRows(found.map(({ box }) => box))
    .map((row) => row.map((index) => found[index]))
    .filter((row) => surest(row) >= AT_LEAST_ONE);
  return { rows, picture };
}

/** How likely the surest of some digits is one. */
function surest(digits: readonly FoundDigit[]): number {
  return Math.max(0, ...digits.map(({ score }) => score));
}

function read({ digit, box, probabilities, window }: FoundDigit): ReadDigit {
  const isSure = probabilities[digit] >= SURE;
  return { digit, isSure, outputs: probabilities, box, image: inkOf(window) };
}

/** The window in bytes: 0 for what is like the paper or lighter, 255 for the darkest. */
function inkOf(window: Float32Array): Uint8Array {
  const paper = window.toSorted()[window.length >> 1];
  const darkest = window.reduce((a, b) => Math.min(a, b), paper - 0.05);
  return Uint8Array.from(window, (value) => Math.max(0, 255 * (paper - value) / (paper - darkest)));
}

function readWith(
  model: Sequential,
  { row, picture }: { row: readonly FoundDigit[]; picture: GreyImage },
): ReadDigit[] {
  const images = row.map(({ box }) => digitImage(picture, box));
  return classify(model, images).map((answer, i) => ({
    ...answer,
    box: row[i].box,
    image: images[i],
  }));
}
