// Windows out of a picture, on any place and in any size, as the networks that read pages see them.

import type { Box, GreyImage } from "./grey_image.ts";
import { contrastOf, DIGIT, medianOfEdge, WINDOW } from "./level.ts";
import { resample } from "./resample.ts";

/** A place of a picture where a digit may be. */
export interface Place {
  /** From the left edge of the picture to its middle, in pixels. */
  readonly x: number;
  /** And from its upper edge. */
  readonly y: number;
  /** The longer side of the digit, in pixels of the picture. */
  readonly size: number;
}

/** The square that a digit fills at a place. */
export function squareAt({ x, y, size }: Place): Box {
  return { x: x - size / 2, y: y - size / 2, width: size, height: size };
}

/** Cuts windows out of a picture. */
export class WindowCutter {
  readonly #edge: number;
  /** The picture with nothing where its edge is like, as there is nothing outside of it. */
  readonly #aboveEdge: GreyImage;

  /** Makes a picture ready. */
  constructor(picture: GreyImage) {
    const edge = medianOfEdge(picture);
    this.#edge = edge;
    this.#aboveEdge = { ...picture, values: picture.values.map((value) => value - edge) };
  }

  /**
   * The window on a place, in which a digit of its size is as large as digits are looked for.
   *
   * @param options `window`: its height and width, an even number of at most {@linkcode WINDOW}.
   * @returns Contrast as a level has it, row by row.
   */
  cut({ x, y, size }: Place, { window: length = WINDOW }: { window?: number } = {}): Float32Array {
    // Contrast is measured half a window around each pixel.
    const side = 2 * WINDOW;
    const reach = side * size / DIGIT / 2;
    const box = { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
    const around = resample(this.#aboveEdge, { box, width: side, height: side });
    for (let i = 0; i < around.values.length; i++) around.values[i] += this.#edge;
    const contrast = contrastOf(around);
    const window = new Float32Array(length * length);
    const rim = (side - length) / 2;
    for (let row = 0; row < length; row++) {
      const from = (row + rim) * side + rim;
      window.set(contrast.values.subarray(from, from + length), row * length);
    }
    return window;
  }
}
