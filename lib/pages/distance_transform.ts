// How far each pixel of a picture is from the nearest one that counts.

import type { GreyImage } from "../inference/grey_image.ts";

/**
 * The Euclidean distance of each pixel to the nearest that counts, from center to center, in time that
 * grows as the picture does.
 *
 * Source: Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions" (Theory of
 * Computing 8, 2012), section 2. The squared distance to what counts in the same column is found first,
 * and along each row the lowest of the parabolas that stand on these.
 *
 * @param image The picture.
 * @param counts Whether a pixel of this value counts.
 * @returns A number for each pixel: 0 where it counts itself, `Infinity` everywhere if none does.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { distanceTransform } from "./distance_transform.ts";
 *
 * const image = { width: 4, height: 1, values: new Float32Array([0, 1, 0, 0]) };
 * const distances = distanceTransform(image, (value) => value > 0);
 * assertEquals(distances, new Float32Array([1, 0, 1, 2]));
 * ```
 */
export function distanceTransform(
  { width, height, values }: GreyImage,
  counts: (value: number) => boolean,
): Float32Array {
  const distances = new Float32Array(values.length);
  for (let i = 0; i < distances.length; i++) {
    distances[i] = counts(values[i]) ? 0 : i < width ? Infinity : distances[i - width] + 1;
  }
  for (let i = distances.length - width - 1; i >= 0; i--) {
    distances[i] = Math.min(distances[i], distances[i + width] + 1);
  }
  const envelope = new Envelope(width);
  for (let y = 0; y < height; y++) {
    envelope.lower(distances.subarray(y * width, (y + 1) * width));
  }
  return distances;
}

/** The lowest of parabolas of the same width, each of which stands at an integer. */
class Envelope {
  /** Where the parabolas stand that are the lowest somewhere, from left to right, and how high. */
  readonly #feet: Int32Array;
  readonly #heights: Float64Array;
  /** From where on each of them is the lowest. */
  readonly #starts: Float64Array;

  /** @param size How long the rows are. */
  constructor(size: number) {
    this.#feet = new Int32Array(size);
    this.#heights = new Float64Array(size);
    this.#starts = new Float64Array(size);
  }

  /** Replaces distances within columns by distances in the plane. */
  lower(row: Float32Array): void {
    const [feet, heights, starts] = [this.#feet, this.#heights, this.#starts];
    let count = 0;
    for (let x = 0; x < row.length; x++) {
      if (row[x] === Infinity) continue;
      const height = row[x] * row[x];
      let start = -Infinity;
      while (count > 0) {
        const foot = feet[count - 1];
        start = (height + x * x - heights[count - 1] - foot * foot) / (2 * (x - foot));
        if (start > starts[count - 1]) break;
        count--;
        start = -Infinity;
      }
      feet[count] = x;
      heights[count] = height;
      starts[count] = start;
      count++;
    }
    if (count === 0) return;
    for (let x = 0, k = 0; x < row.length; x++) {
      while (k + 1 < count && starts[k + 1] < x) k++;
      const dx = x - feet[k];
      row[x] = Math.sqrt(dx * dx + heights[k]);
    }
  }
}
