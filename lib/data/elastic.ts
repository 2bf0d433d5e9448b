// Smooth random displacements, for the elastic deformation of images.

import * as v from "valibot";
import { amount, checkSchema, numberWhere, type Schema } from "../system/schema.ts";
import { exp } from "../tensor/elementary.ts";
import type { Random } from "../tensor/random.ts";

/** How far and how smoothly an elastic deformation moves the pixels. */
export interface ElasticOptions {
  /** The strength of the deformation: Simard's alpha. 34 suits digits of 28x28, with a sigma of 4. */
  readonly alpha: number;
  /** How smooth it is: the standard deviation of the Gaussian, in pixels. At least 1. */
  readonly sigma: number;
}

/** What the options of an elastic deformation must be. */
export const elasticSchema: Schema<ElasticOptions> = v.strictObject({
  alpha: amount,
  sigma: numberWhere("a number of at least 1", (value) => value >= 1 && value < Infinity),
});

/** Grid points that a pixel takes from along an axis: the nearest, and two on either side. */
const TAPS = 5;

/** Distance between grid points, in sigmas. */
const SPACING = 1.25;

/**
 * Random displacements of the pixels of an image, smoothed so that neighbours move together.
 *
 * Simard, Steinkraus and Platt, "Best Practices for Convolutional Neural Networks Applied to Visual
 * Document Analysis" (2003), draw a number from -1 to 1 for each pixel and direction, smooth them
 * with a Gaussian and multiply by alpha. Here the random numbers lie on a coarser grid, a point
 * every 1.25 sigma, and each pixel takes its weighted sum from the 5x5 points around it.
 *
 * That is the same kind of field for a small part of the work. A sum of many independent numbers
 * is nearly normal, and normal fields of the same covariance are the same. By Poisson's summation
 * formula, a grid of spacing h changes the covariance by about 2 exp(-(pi sigma / h)^2) of the
 * variance along each axis: 0.4 % here, and 0.7 % with the cut after two points on either side.
 * Each pixel's weights are scaled so that its variance is exact, at the edges too.
 *
 * The standard deviation of a displacement is `alpha / (2 sigma sqrt(3 pi))` pixels: 1.38 for alpha
 * 34 and sigma 4.
 */
export class DisplacementField {
  /** How far to the right of its own place each pixel is read, in pixels, row by row. */
  readonly x: Float64Array;
  /** How far below its own place. */
  readonly y: Float64Array;
  readonly #horizontal: Smoothing;
  readonly #vertical: Smoothing;
  /** What a sum of unit weights is multiplied by. */
  readonly #scale: number;
  /** Noise on the grid, and the same after the smoothing along x. */
  readonly #noise: Float64Array;
  readonly #rows: Float64Array;

  /**
   * Makes room for the displacements of images of one size.
   *
   * @param imageShape Height and width of the images.
   * @throws {RangeError} If an option is unknown, alpha is negative or sigma is less than 1.
   */
  constructor(
    [height, width]: readonly [height: number, width: number],
    options: ElasticOptions,
  ) {
    const to = "deform images elastically";
    const { alpha, sigma } = checkSchema(elasticSchema, options, { to, ErrorType: RangeError });
    this.x = new Float64Array(height * width);
    this.y = new Float64Array(height * width);
    this.#horizontal = smoothing(width, sigma);
    this.#vertical = smoothing(height, sigma);
    // The root of the sum of the squares of a Gaussian's weights in the plane is 1 / (2 sigma sqrt(pi)).
    this.#scale = alpha / (2 * sigma * Math.sqrt(Math.PI));
    this.#noise = new Float64Array(this.#horizontal.points);
    this.#rows = new Float64Array(this.#vertical.points * width);
  }

  /** Draws the next displacements, into `x` and `y`. */
  draw(random: Random): void {
    this.#drawOne(this.x, random);
    this.#drawOne(this.y, random);
  }

  #drawOne(field: Float64Array, random: Random): void {
    const rows = this.#rows;
    const noise = this.#noise;
    const { first: firstX, weights: weightsX } = this.#horizontal;
    const { first: firstY, weights: weightsY } = this.#vertical;
    const width = firstX.length;
    for (let row = 0; row < this.#vertical.points; row++) {
      for (let i = 0; i < noise.length; i++) noise[i] = this.#scale * (2 * random.uniform() - 1);
      for (let x = 0; x < width; x++) {
        rows[row * width + x] = weigh(noise, weightsX, { at: firstX[x], step: 1, from: x * TAPS });
      }
    }
    for (let y = 0; y < firstY.length; y++) {
      for (let x = 0; x < width; x++) {
        field[y * width + x] = weigh(rows, weightsY, {
          at: firstY[y] * width + x,
          step: width,
          from: y * TAPS,
        });
      }
    }
  }
}

/** How the pixels along one axis take their sums from the grid. */
interface Smoothing {
  /** How many grid points there are: some lie outside the image. */
  readonly points: number;
  /** The first of the grid points that each pixel takes from. */
  readonly first: Int32Array;
  /** Their weights, `TAPS` a pixel; the squares of a pixel's weights add up to 1. */
  readonly weights: Float64Array;
}

function smoothing(length: number, sigma: number): Smoothing {
  const first = new Int32Array(length);
  const weights = new Float64Array(length * TAPS);
  const spacing = SPACING * sigma;
  for (let i = 0; i < length; i++) {
    // Point number 2 lies on pixel 0, so the first of a pixel's five has the number of its nearest - 2.
    first[i] = Math.round(i / spacing);
    const own = weights.subarray(i * TAPS, (i + 1) * TAPS);
    let squares = 0;
    for (let t = 0; t < TAPS; t++) {
      const distance = (i - spacing * (first[i] + t - 2)) / sigma;
      own[t] = exp(-(distance * distance) / 2);
      squares += own[t] * own[t];
    }
    for (let t = 0; t < TAPS; t++) own[t] /= Math.sqrt(squares);
  }
  return { points: first[length - 1] + TAPS, first, weights };
}

/** The weighted sum of five values, `step` apart. Written out: a loop takes half as long again. */
function weigh(
  values: Float64Array,
  weights: Float64Array,
  { at, step, from }: { at: number; step: number; from: number },
): number {
  return weights[from] * values[at] + weights[from + 1] * values[at + step] +
    weights[from + 2] * values[at + 2 * step] + weights[from + 3] * values[at + 3 * step] +
    weights[from + 4] * values[at + 4 * step];
}
