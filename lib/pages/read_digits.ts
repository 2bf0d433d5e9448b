// What is read of a page, as what stands on it.

import type { DigitFinder } from "../inference/digit_finder.ts";
import type { GreyImage } from "../inference/grey_image.ts";
import { NONE } from "../inference/level.ts";
import { findRows } from "../inference/read_page.ts";
import { argmax } from "../system/argmax.ts";
import type { PageDigit } from "./page.ts";

/**
 * The digits that `predict` reads on a page, in reading order; none where it finds no digit.
 *
 * @param picture Luminance.
 * @param finder Whoever finds them.
 */
export function readDigits(picture: GreyImage, finder: DigitFinder): PageDigit[] {
  return findRows(picture, finder).rows.flat().map(({ box, probabilities }) => ({
    digit: argmax(probabilities.subarray(0, NONE))!,
    box,
  }));
}
