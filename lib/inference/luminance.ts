// From colors to luminance, in pictures that a camera or a program made.

import { blankImage, type GreyImage } from "./grey_image.ts";

/** A picture as a decoder hands it out. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
  /** Numbers a pixel: grey, grey and alpha, red green blue, or these and alpha. */
  readonly channels: number;
  /** The number that stands for white or opaque. */
  readonly max: number;
}

/** How much red, green and blue contribute to luminance (ITU-R BT.709). */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];

/** What is seen has more than one brightness if the standard deviation of its luminance is larger. */
const UNIFORM_STD = 0.03;

/**
 * The luminance of each pixel, from 0 to 1.
 *
 * What is transparent becomes white or black, so that ink on nothing can be seen whatever its color, and
 * the rim of a page looks like its paper.
 */
export function toLuminance({ width, height, data, channels, max }: Samples): GreyImage {
  const image = blankImage(width, height);
  const { values } = image;
  const alpha = channels === 2 || channels === 4 ? new Float32Array(values.length) : undefined;
  for (let i = 0; i < values.length; i++) {
    const at = i * channels;
    const grey = channels < 3
      ? data[at]
      : RED * data[at] + GREEN * data[at + 1] + BLUE * data[at + 2];
    values[i] = grey / max;
    if (alpha) alpha[i] = data[at + channels - 1] / max;
  }
  if (alpha) {
    const ground = groundOf(values, alpha);
    for (let i = 0; i < values.length; i++) {
      values[i] = alpha[i] * values[i] + (1 - alpha[i]) * ground;
    }
  }
  return image;
}

/** On what a picture lies where it is transparent: 1, which is white, or 0, which is black. */
function groundOf(values: Float32Array, alpha: Float32Array): number {
  let [area, sum, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    area += alpha[i];
    sum += alpha[i] * values[i];
    squares += alpha[i] * values[i] ** 2;
  }
  if (area === 0) return 1;
  const mean = sum / area;
  const std = Math.sqrt(Math.max(0, squares / area - mean ** 2));
  // Little that is seen, or all of one brightness, is ink; else there is paper, and ink on it.
  const isPaper = area > values.length / 2 && std > UNIFORM_STD;
  return isPaper === mean > 0.5 ? 1 : 0;
}
