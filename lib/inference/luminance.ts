// From colours to luminance, in pictures that a camera or a program made.

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

/** Strokes of a pen are several pixels wide still when the longer side has this many. */
const MAX_SIDE = 1200;
/** How much red, green and blue contribute to luminance (ITU-R BT.709). */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];

/**
 * The luminance of each pixel, from 0 to 1, on white where the picture is transparent.
 *
 * A large picture becomes smaller by an integer factor: each pixel of the result is the mean of a square.
 */
export function toLuminance({ width, height, data, channels, max }: Samples): GreyImage {
  const factor = Math.ceil(Math.max(width, height) / MAX_SIDE);
  const image = blankImage(
    Math.max(1, Math.floor(width / factor)),
    Math.max(1, Math.floor(height / factor)),
  );
  const hasAlpha = channels === 2 || channels === 4;
  const luminance = (x: number, y: number) => {
    const at = (y * width + x) * channels;
    const grey = channels < 3
      ? data[at]
      : RED * data[at] + GREEN * data[at + 1] + BLUE * data[at + 2];
    if (!hasAlpha) return grey / max;
    const alpha = data[at + channels - 1] / max;
    return alpha * grey / max + 1 - alpha;
  };
  for (let row = 0; row < image.height; row++) {
    for (let column = 0; column < image.width; column++) {
      let sum = 0;
      let count = 0;
      for (let y = row * factor; y < Math.min((row + 1) * factor, height); y++) {
        for (let x = column * factor; x < Math.min((column + 1) * factor, width); x++) {
          sum += luminance(x, y);
          count++;
        }
      }
      image.values[row * image.width + column] = sum / count;
    }
  }
  return image;
}

/**
 * Turns a picture the way it was seen.
 *
 * @param image The picture as it lies in the file.
 * @param orientation Where its first row and column belong: 1 to 8, as EXIF counts them.
 */
export function applyOrientation(image: GreyImage, orientation: number): GreyImage {
  if (orientation < 2 || orientation > 8) return image;
  const { width, height, values } = image;
  const swapped = orientation >= 5;
  const result = swapped ? blankImage(height, width) : blankImage(width, height);
  // Of the row and the column of the result, which way each one runs in the file.
  const flipX = [2, 3, 7, 8].includes(orientation);
  const flipY = [3, 4, 6, 7].includes(orientation);
  for (let row = 0; row < result.height; row++) {
    for (let column = 0; column < result.width; column++) {
      const [x, y] = swapped ? [row, column] : [column, row];
      const from = (flipY ? height - 1 - y : y) * width + (flipX ? width - 1 - x : x);
      result.values[row * result.width + column] = values[from];
    }
  }
  return result;
}
