// What can be said of a dataset as a whole: counts, statistics of its pixels, average images.

import type { Dataset } from "./dataset.ts";

/** Statistics of all pixels of a dataset, from 0 (paper) to 255 (ink). */
export interface PixelStatistics {
  /** The lightest pixel. */
  readonly min: number;
  /** The darkest pixel. */
  readonly max: number;
  /** Of all pixels of all images. */
  readonly mean: number;
  /** Over all pixels, not an estimate from a sample: divided by n. */
  readonly std: number;
  /** The share of the pixels that are exactly 0, from 0 to 1. */
  readonly shareOfZeros: number;
}

/** How many images each class has, from class 0 on. */
export function countPerClass(dataset: Dataset): number[] {
  const counts = new Array<number>(dataset.classes).fill(0);
  for (let i = 0; i < dataset.count; i++) counts[dataset.label(i)]++;
  return counts;
}

/**
 * How many pixels have each value.
 *
 * @returns 256 counts, from value 0 to value 255.
 */
export function pixelHistogram(dataset: Dataset): number[] {
  const counts = new Array<number>(256).fill(0);
  for (let i = 0; i < dataset.count; i++) {
    for (const value of dataset.image(i)) counts[value]++;
  }
  return counts;
}

/**
 * Statistics of the pixels. They come from the counts of the 256 values, so no rounding adds up.
 *
 * @throws {RangeError} If the dataset is empty.
 */
export function pixelStatistics(dataset: Dataset): PixelStatistics {
  if (dataset.count === 0) {
    throw new RangeError(`Cannot describe dataset "${dataset.name}": it has no images`);
  }
  const counts = pixelHistogram(dataset);
  const total = counts.reduce((sum, count) => sum + count);
  const mean = counts.reduce((sum, count, value) => sum + count * value, 0) / total;
  const squares = counts.map((count, value) => count * ((value - mean) * (value - mean)));
  return {
    min: counts.findIndex((count) => count > 0),
    max: counts.findLastIndex((count) => count > 0),
    mean,
    std: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / total),
    shareOfZeros: counts[0] / total,
  };
}

/**
 * The average image: the mean of each pixel over all images.
 *
 * @returns Values from 0 to 255, row by row. All 0 if the dataset is empty.
 */
export function averageImage(dataset: Dataset): Float32Array {
  const [height, width] = dataset.imageShape;
  const sums = new Float64Array(height * width);
  for (let i = 0; i < dataset.count; i++) {
    const image = dataset.image(i);
    for (let j = 0; j < sums.length; j++) sums[j] += image[j];
  }
  return Float32Array.from(sums, (sum) => dataset.count === 0 ? 0 : sum / dataset.count);
}

/**
 * The average image of each class: what a typical 0 looks like, a typical 1, and so on.
 *
 * @returns One image a class, as {@linkcode averageImage} gives it.
 */
export function averageImages(dataset: Dataset): Float32Array[] {
  const indices = Array.from({ length: dataset.classes }, (): number[] => []);
  for (let i = 0; i < dataset.count; i++) indices[dataset.label(i)].push(i);
  return indices.map((ofClass) => averageImage(dataset.subset(ofClass)));
}
