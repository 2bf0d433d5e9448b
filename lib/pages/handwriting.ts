// A digit of a dataset, written on a sheet by a pen of any width.

import type { Box } from "../inference/grey_image.ts";
import { cos, sin } from "../tensor/elementary.ts";
import type { Canvas, Point } from "./canvas.ts";
import { distanceToMiddleLine, FINENESS } from "./middle_line.ts";

/** Height and width of the images that are written. */
const SIDE = 28;
/** From this value on a pixel of an image is ink. */
const INK = 128;

/** Where and how a digit is written. */
export interface Handwriting {
  /** Where the middle of its box comes to lie. */
  readonly at: Point;
  /** The longer side of its box before it is turned and slanted, in pixels. */
  readonly size: number;
  /** By how much it is turned, in radians. */
  readonly angle: number;
  /** By how much its top is moved to the right, as a part of its height. */
  readonly slant: number;
  /** How wide it is, 1 being as in its image. */
  readonly stretch: number;
  /**
   * How wide the pen is, as a part of `size`, where the digit is written anew along the middle of its
   * strokes; without it the strokes are those of the image.
   */
  readonly pen?: number;
  /** How sharp the edges of the image's own strokes are: 1 as in the image. */
  readonly sharpness: number;
  /** The luminance of the ink. */
  readonly ink: number;
}

/**
 * Writes a digit.
 *
 * @param canvas The sheet.
 * @param options `image`: the digit, 28x28 bytes, 255 for ink, and how it is written.
 * @returns The box around what was drawn of it on the sheet or beyond, or `undefined` for an empty image.
 */
export function writeDigit(
  canvas: Canvas,
  { image, at: [cx, cy], size, angle, slant, stretch, pen, sharpness, ink }:
    & Handwriting
    & { readonly image: Uint8Array },
): Box | undefined {
  const bounds = boundsOf(image);
  if (bounds === undefined) return undefined;
  const scale = size / Math.max(bounds.width, bounds.height);
  const [middleX, middleY] = [bounds.x + bounds.width / 2, bounds.y + bounds.height / 2];
  const distances = pen === undefined
    ? undefined
    : distanceToMiddleLine(image, { side: SIDE }).values;
  const radius = (pen ?? 0) * size / 2;
  const reach = Math.ceil(size * (0.8 + Math.abs(slant)) + radius + 2);
  const [c, s] = [cos(angle), sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let y = Math.round(cy) - reach; y <= cy + reach; y++) {
    for (let x = Math.round(cx) - reach; x <= cx + reach; x++) {
      const [dx, dy] = [x + 0.5 - cx, y + 0.5 - cy];
      const v = (c * dy - s * dx) / scale;
      const u = (c * dx + s * dy) / scale / stretch + slant * v;
      const coverage = distances
        ? radius + 0.5 -
          scale * sample(distances, {
              x: (u + middleX) * FINENESS,
              y: (v + middleY) * FINENESS,
              side: SIDE * FINENESS,
              outside: 1e3,
            })
        : 0.5 + sharpness * (sample(image, {
                  x: u + middleX,
                  y: v + middleY,
                  side: SIDE,
                  outside: 0,
                }) / 255 - 0.5);
      if (coverage <= 0.02) continue;
      // A pen that is thinner than a pixel is paler instead.
      const most = distances ? Math.min(1, 2 * radius) : 1;
      canvas.blend(x, y, { coverage: Math.min(most, coverage), ink });
      if (coverage < 0.35) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  if (left > right) return undefined;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The box around the ink of an image. */
export function boundsOf(image: Uint8Array): Box | undefined {
  let [left, right, top, bottom] = [SIDE, -1, SIDE, -1];
  for (let i = 0; i < image.length; i++) {
    if (image[i] < INK) continue;
    left = Math.min(left, i % SIDE);
    right = Math.max(right, i % SIDE);
    top = Math.min(top, Math.floor(i / SIDE));
    bottom = Math.floor(i / SIDE);
  }
  if (right === -1) return undefined;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The value at a point between pixels, whose middles lie at halves. */
function sample(
  values: ArrayLike<number>,
  { x, y, side, outside }: { x: number; y: number; side: number; outside: number },
): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  if (left < 0 || top < 0 || left >= side - 1 || top >= side - 1) return outside;
  const [fx, fy] = [x - 0.5 - left, y - 0.5 - top];
  const at = top * side + left;
  return (1 - fy) * ((1 - fx) * values[at] + fx * values[at + 1]) +
    fy * ((1 - fx) * values[at + side] + fx * values[at + side + 1]);
}
