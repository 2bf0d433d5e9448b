// Draws an image of MNIST on a large canvas, as a hand with a pen would have drawn it there.

import { blankImage, type GreyImage } from "../../lib/inference/grey_image.ts";

/** Where and how an image is drawn. */
export interface DrawOptions {
  /** Height and width of the canvas. */
  readonly canvas: number;
  /** How many pixels of the canvas a pixel of the image becomes. */
  readonly scale: number;
  /** How far the middle of the image is from the middle of the canvas, in pixels of the canvas. */
  readonly shift?: readonly [x: number, y: number];
  /**
   * "smooth" keeps the greys of the image; "pen" makes edges as sharp as those of a pen, which leaves
   * full ink or none: about three pixels of the canvas from one to the other at a scale of 10.
   */
  readonly edge: "smooth" | "pen";
}

/** Values a pixel of the image apart, between which cubic curves run (Catmull and Rom, 1974). */
function cubic(distance: number): number {
  const t = Math.abs(distance);
  if (t < 1) return 1.5 * t ** 3 - 2.5 * t ** 2 + 1;
  if (t < 2) return -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2;
  return 0;
}

/** Draws an image of 28x28 bytes. What lies outside the canvas is lost. */
export function drawImage(
  image: Uint8Array,
  { canvas: side, scale, shift: [shiftX, shiftY] = [0, 0], edge }: DrawOptions,
): GreyImage {
  const canvas = blankImage(side, side);
  const columns = weightsAlong(side, { scale, shift: shiftX });
  const rows = weightsAlong(side, { scale, shift: shiftY });
  const wide = new Float32Array(28 * side);
  for (const { index: x, first, weights } of columns) {
    for (let row = 0; row < 28; row++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * image[row * 28 + first + k];
      wide[row * side + x] = sum / 255;
    }
  }
  const contrast = edge === "pen" ? 4 : 1;
  for (const { index: y, first, weights } of rows) {
    for (const { index: x } of columns) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * wide[(first + k) * side + x];
      const value = contrast * (sum - 0.5) + 0.5;
      canvas.values[y * side + x] = Math.max(0, Math.min(1, edge === "pen" ? value : sum));
    }
  }
  return canvas;
}

/** For each pixel of the canvas that the image reaches: the pixels of the image that it is made of. */
function weightsAlong(
  side: number,
  { scale, shift }: { scale: number; shift: number },
): { index: number; first: number; weights: number[] }[] {
  const start = side / 2 + shift - 14 * scale;
  const found = [];
  for (let index = 0; index < side; index++) {
    const at = (index + 0.5 - start) / scale - 0.5;
    const first = Math.max(0, Math.floor(at) - 1);
    const last = Math.min(27, Math.floor(at) + 2);
    if (first > last) continue;
    const weights = [];
    for (let pixel = first; pixel <= last; pixel++) weights.push(cubic(at - pixel));
    found.push({ index, first, weights });
  }
  return found;
}
