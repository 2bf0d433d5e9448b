// A picture in one size, as the network that finds digits sees it: contrast instead of brightness.

import { blankImage, type GreyImage } from "./grey_image.ts";
import { resample } from "./resample.ts";
import { clampToUnit } from "../system/clamp_to_unit.ts";

/** Height and width of what the network sees at once, in pixels of a level. */
export const WINDOW = 40;
/** The longer side of a digit that it is made to find there. */
export const DIGIT = 20;

/** The class of what is no digit, after those of the ten digits. */
export const NONE = 10;
/** Ten digits, and none. */
export const CLASSES = NONE + 1;

/** Contrast is measured within so many pixels in each direction. */
const REACH = WINDOW / 2;
/** Added to the standard deviation around a pixel, so that the grain of empty paper stays small. */
const FLOOR = 0.03;
/** So many standard deviations from the mean are black or white. */
const RANGE = 4;

/** A picture in one size. */
export interface Level extends GreyImage {
  /** Pixels of the level for one of the picture. */
  readonly scale: number;
}

/**
 * A picture in another size, with half a window around it, so that a window may stand on each of its
 * pixels: the window on (x, y) of the smaller picture begins at (x, y) of the level.
 *
 * Each pixel says by how many standard deviations it is lighter or darker than what is around it: so a
 * pale pencil looks like a black pen, and paper in the shadow like paper in the light. 0 is four
 * standard deviations darker, 1 as much lighter.
 *
 * @param picture Luminance.
 * @param scale Pixels of the level for one of the picture; less than 1 makes it smaller.
 */
export function levelOf(picture: GreyImage, scale: number): Level {
  const width = Math.max(1, Math.round(scale * picture.width));
  const height = Math.max(1, Math.round(scale * picture.height));
  const isSame = width === picture.width && height === picture.height;
  const small = isSame ? picture : resample(picture, { width, height });
  return { ...contrastOf(withRim(small)), scale };
}

/** A picture with half a window around it, of what most of its edge looks like. */
function withRim(image: GreyImage): GreyImage {
  const wide = blankImage(image.width + WINDOW, image.height + WINDOW);
  wide.values.fill(medianOfEdge(image));
  for (let y = 0; y < image.height; y++) {
    const row = image.values.subarray(y * image.width, (y + 1) * image.width);
    wide.values.set(row, (y + REACH) * wide.width + REACH);
  }
  return wide;
}

/** What most of the edge of a picture looks like. */
export function medianOfEdge({ width, height, values }: GreyImage): number {
  const edge: number[] = [];
  for (let x = 0; x < width; x++) edge.push(values[x], values[(height - 1) * width + x]);
  for (let y = 0; y < height; y++) edge.push(values[y * width], values[(y + 1) * width - 1]);
  edge.sort((a, b) => a - b);
  return edge[edge.length >> 1];
}

/** The contrast of each pixel with those around it, and {@linkcode Level} says what it is. */
export function contrastOf({ width, height, values }: GreyImage): GreyImage {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  const squares = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let [sum, square] = [0, 0];
    for (let x = 0; x < width; x++) {
      const value = values[y * width + x];
      sum += value;
      square += value * value;
      const at = (y + 1) * stride + x + 1;
      sums[at] = sums[at - stride] + sum;
      squares[at] = squares[at - stride] + square;
    }
  }
  const contrast = blankImage(width, height);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - REACH);
    const bottom = Math.min(height, y + REACH + 1);
    const [above, below] = [top * stride, bottom * stride];
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - REACH);
      const right = Math.min(width, x + REACH + 1);
      const area = (bottom - top) * (right - left);
      const mean = (sums[below + right] - sums[below + left] - sums[above + right] +
        sums[above + left]) / area;
      const square = (squares[below + right] - squares[below + left] - squares[above + right] +
        squares[above + left]) / area;
      const std = Math.sqrt(Math.max(0, square - mean * mean));
      const stds = (values[y * width + x] - mean) / (std + FLOOR);
      contrast.values[y * width + x] = clampToUnit(0.5 + stds / (2 * RANGE));
    }
  }
  return contrast;
}
