// From luminance to ink: tells strokes from paper in pictures of any color and in uneven light.

import { estimateBackground, robustStd } from "./background.ts";
import type { GreyImage } from "./grey_image.ts";

/** Less contrast than this, of the way from black to white, is no ink. */
const MIN_CONTRAST = 0.06;
/** Ink stands out from the grain of the paper by this many standard deviations. */
const GRAIN_STDS = 6;
/** How often paper and ink are told apart anew, each time with a better idea of the paper. */
const ROUNDS = 4;

/**
 * Finds the ink in a picture, dark on light or light on dark.
 *
 * The paper is what most of the picture is made of. Its brightness is estimated around each pixel, so
 * that a shadow over the page is not taken for ink; the grain of the paper and the noise of the camera
 * are measured and left out. What then stands out, in the direction in which most does, is ink.
 *
 * @param picture The luminance of each pixel, from 0 to 1.
 * @returns How much ink there is in each pixel: 1 is the ink of the strokes, 0 is paper.
 * @throws {RangeError} If nothing stands out from the paper.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { segmentInk } from "./segment_ink.ts";
 *
 * const values = new Float32Array(100).fill(0.9);
 * values[55] = 0.2;
 * const ink = segmentInk({ width: 10, height: 10, values });
 * assertEquals(ink.values[55], 1);
 * assertEquals(ink.values[54], 0);
 * ```
 */
export function segmentInk(picture: GreyImage): GreyImage {
  const { width, height, values } = picture;
  const depth = new Float32Array(values.length);
  const paper = new Uint8Array(values.length).fill(1);
  let floor = 0;
  let sign = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const background = estimateBackground(picture, paper);
    for (let i = 0; i < depth.length; i++) depth[i] = background[i] - values[i];
    if (round === 0) sign = directionOf(depth);
    // At first everything passes for paper, and its deviations mean nothing.
    floor = Math.max(
      MIN_CONTRAST,
      round === 0 ? maxDepth(depth, sign) / 2 : GRAIN_STDS * robustStd(depth, paper),
    );
    for (let i = 0; i < depth.length; i++) paper[i] = sign * depth[i] < floor ? 1 : 0;
  }
  const full = fullInk(depth, { sign, floor });
  if (full === undefined) {
    throw new RangeError(
      `Cannot find a digit: nothing stands out in the picture of ${width}x${height} pixels; write ` +
        `with a thick dark pen on light paper, or light on dark, and fill more of the picture`,
    );
  }
  const ink = new Float32Array(values.length);
  for (let i = 0; i < ink.length; i++) {
    const value = sign * depth[i];
    ink[i] = value < floor ? 0 : Math.min(1, value / full);
  }
  return { width, height, values: ink };
}

/** 1 if what stands out most is darker than its surroundings, -1 if it is lighter. */
function directionOf(depth: Float32Array): number {
  let sum = 0;
  for (const value of depth) sum += value ** 3;
  return sum < 0 ? -1 : 1;
}

function maxDepth(depth: Float32Array, sign: number): number {
  return depth.reduce((max, value) => Math.max(max, sign * value), 0);
}

/** The depth of ink at its full: three quarters of what stands out have no more. */
function fullInk(
  depth: Float32Array,
  { sign, floor }: { sign: number; floor: number },
): number | undefined {
  const found = depth.filter((value) => sign * value >= floor).map((value) => sign * value).sort();
  return found.length === 0 ? undefined : found[Math.floor(0.75 * (found.length - 1))];
}
