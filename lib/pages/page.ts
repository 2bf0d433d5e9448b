// A page that was made, and what is written on it.

import type { Box, GreyImage } from "../inference/grey_image.ts";

/** A digit on a page. */
export interface PageDigit {
  /** 0 to 9. */
  readonly digit: number;
  /** The box around its strokes, in pixels of the picture. */
  readonly box: Box;
}

/** A page, and what is written on it. */
export interface Page {
  /** Luminance from 0 (black) to 1 (white). */
  readonly picture: GreyImage;
  /** Its digits, in reading order. */
  readonly digits: readonly PageDigit[];
}
