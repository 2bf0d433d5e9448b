// Pictures in another size: every pixel of the new one is the mean of the area it covers in the old.

import type { Box, GreyImage } from "./grey_image.ts";

/**
 * A part of a picture in another size.
 *
 * Making it smaller averages over areas, so that no stroke falls between two pixels. Making it
 * larger interpolates linearly: then the area is as large as a pixel of the old picture. Around the
 * picture is paper.
 *
 * @param image The picture.
 * @param options `box`: which part, all of it if left out; `width` and `height`: the new size.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { resample } from "./resample.ts";
 *
 * const image = { width: 4, height: 1, values: new Float32Array([1, 0, 1, 1]) };
 * assertEquals(resample(image, { width: 2, height: 1 }).values, new Float32Array([0.5, 1]));
 * ```
 */
export function resample(
  image: GreyImage,
  { box = { x: 0, y: 0, width: image.width, height: image.height }, width, height }: {
    box?: Box;
    width: number;
    height: number;
  },
): GreyImage {
  const columns = shares(image.width, { start: box.x, length: box.width, count: width });
  const rows = shares(image.height, { start: box.y, length: box.height, count: height });
  // First along the rows that are needed, then down the columns.
  const narrow = new Float32Array(image.height * width);
  const top = Math.min(...rows.map(({ first }) => first));
  const bottom = Math.max(...rows.map(({ first, weights }) => first + weights.length));
  for (let y = top; y < bottom; y++) {
    for (let x = 0; x < width; x++) {
      narrow[y * width + x] = weigh(image.values, {
        share: columns[x],
        at: y * image.width,
        step: 1,
      });
    }
  }
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      values[y * width + x] = weigh(narrow, { share: rows[y], at: x, step: width });
    }
  }
  return { width, height, values };
}

/** The pixels along a line that one pixel of the new picture covers: from where, and how much. */
interface Share {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Cuts a part of a line of `length` pixels into `count` equal areas. */
function shares(
  pixels: number,
  { start, length, count }: { start: number; length: number; count: number },
): Share[] {
  const step = length / count;
  const reach = Math.max(step, 1);
  return Array.from({ length: count }, (_, i) => {
    const from = start + (i + 0.5) * step - reach / 2;
    const to = from + reach;
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(pixels, Math.ceil(to));
    const weights: number[] = [];
    for (let p = first; p < last; p++) {
      weights.push((Math.min(p + 1, to) - Math.max(p, from)) / reach);
    }
    return { first: Math.min(first, pixels), weights };
  });
}

function weigh(
  values: Float32Array,
  { share: { first, weights }, at, step }: { share: Share; at: number; step: number },
): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += values[at + (first + i) * step] * weights[i];
  return sum;
}
