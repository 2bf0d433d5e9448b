// From a picture of handwriting to images that a network can read.

import { dilate } from "./dilate.ts";
import { findDigits } from "./find_digits.ts";
import type { Box, GreyImage } from "./grey_image.ts";
import { mnistImage } from "./mnist_image.ts";
import { type PictureSource, readPicture } from "./picture_file.ts";
import { segmentInk } from "./segment_ink.ts";

/** A digit in a picture, as a network is to see it. */
export interface PreparedDigit {
  /** Where it is in the picture, in pixels of the picture after it was made smaller. */
  readonly box: Box;
  /** 28x28 bytes, 0 for paper and 255 for ink. */
  readonly image: Uint8Array;
}

/**
 * Finds the digits in a picture file, widens thin strokes, and prepares each as the images of MNIST were.
 *
 * @param source A PNG or JPEG file, by its path or as a page has it; or its bytes.
 * @returns The digits, line by line, each line from left to right.
 * @throws What `readPicture` and `findDigits` throw.
 */
export async function prepareDigits(source: PictureSource): Promise<PreparedDigit[]> {
  return digitsIn(await readPicture(source));
}

/** The same for a picture that was read. */
export function digitsIn(picture: GreyImage): PreparedDigit[] {
  return findDigits(segmentInk(picture)).map(({ box, image }) => ({
    box,
    image: mnistImage(dilate(image)),
  }));
}
