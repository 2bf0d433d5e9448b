// The brightness of the paper around each pixel, and how much it varies.

import type { GreyImage } from "./grey_image.ts";

/** The surroundings of a pixel reach this part of the longer side, in each direction. */
const REACH = 1 / 6;

/**
 * The mean brightness of the paper around each pixel. Where no paper is near, that of all paper.
 *
 * @param picture The luminance of each pixel.
 * @param paper 1 for each pixel that is paper.
 */
export function estimateBackground(
  { width, height, values }: GreyImage,
  paper: Uint8Array,
): Float32Array {
  // Sums over everything above and to the left: those of any rectangle follow from four of them.
  const stride = width + 1;
  const sum = new Float64Array(stride * (height + 1));
  const count = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let sumOfRow = 0;
    let countOfRow = 0;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      sumOfRow += values[i] * paper[i];
      countOfRow += paper[i];
      const at = (y + 1) * stride + x + 1;
      sum[at] = sum[at - stride] + sumOfRow;
      count[at] = count[at - stride] + countOfRow;
    }
  }
  const mean = sum[sum.length - 1] / Math.max(1, count[count.length - 1]);
  const radius = Math.ceil(REACH * Math.max(width, height));
  const background = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - radius) * stride;
    const bottom = Math.min(height, y + radius + 1) * stride;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const inside = (sums: Float64Array) =>
        sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
      const near = inside(count);
      background[y * width + x] = near === 0 ? mean : inside(sum) / near;
    }
  }
  return background;
}

/** Values looked at to find how much they vary: more would only take longer. */
const SAMPLE_SIZE = 20_000;

/**
 * A robust estimate of the standard deviation: 1.4826 times the median absolute deviation from 0, which
 * outliers do not change (1.4826 is the ratio of the two for a normal distribution).
 *
 * @param values Differences from a mean.
 * @param counted 1 for each value that counts.
 */
export function robustStd(values: Float32Array, counted: Uint8Array): number {
  const sizes: number[] = [];
  const step = Math.ceil(values.length / SAMPLE_SIZE);
  for (let i = 0; i < values.length; i += step) if (counted[i]) sizes.push(Math.abs(values[i]));
  sizes.sort((a, b) => a - b);
  return 1.4826 * (sizes[Math.floor(sizes.length / 2)] ?? 0);
}
