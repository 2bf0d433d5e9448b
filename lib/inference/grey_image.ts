// Pictures of one number a pixel, and boxes in them.

/**
 * One number for each pixel, row by row. In a photograph it is luminance, from 0 (black) to 1 (white); on
 * the way to a network it is ink, from 0 (paper) to 1 (the darkest ink, whatever its color).
 */
export interface GreyImage {
  /** Pixels a row. */
  readonly width: number;
  /** How many rows there are. */
  readonly height: number;
  /** `width * height` numbers. */
  readonly values: Float32Array;
}

/** A rectangle in a picture, in pixels. Its edges may lie between them. */
export interface Box {
  /** Its left edge. */
  readonly x: number;
  /** Its upper edge. */
  readonly y: number;
  /** From its left edge to its right one. */
  readonly width: number;
  /** From its upper edge to its lower one. */
  readonly height: number;
}

/** A pixel with more ink than this belongs to a stroke, one with less to the soft edge of one. */
export const INK_THRESHOLD = 1 / 3;

/**
 * A picture of zeros.
 *
 * @throws {RangeError} If a side is not an integer of at least 1.
 */
export function blankImage(width: number, height: number): GreyImage {
  for (const side of [width, height]) {
    if (!Number.isInteger(side) || side < 1) {
      throw new RangeError(
        `Cannot make a picture of ${width}x${height} pixels: both sides must be integers of at ` +
          `least 1`,
      );
    }
  }
  return { width, height, values: new Float32Array(width * height) };
}

/** The smallest box around all inked pixels, or `undefined` if there are none. */
export function boundsOfInk({ width, height, values }: GreyImage): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (values[y * width + x] <= INK_THRESHOLD) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right === -1) return undefined;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** A box that reaches farther by some pixels on every side. */
export function growBox({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** The smallest box around several. */
export function unionBox(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
