// The middle lines of strokes, so that a digit can be written again with another pen.

import { distanceTransform } from "./distance_transform.ts";
import type { GreyImage } from "../inference/grey_image.ts";
import { resample } from "../inference/resample.ts";

/** Pixels of the finer picture along one of the image. */
export const FINENESS = 3;

/**
 * How far each point of a digit is from the middle line of its strokes.
 *
 * The strokes are thinned until they are one pixel wide: round after round every pixel of their edge goes
 * whose going tears nothing apart and shortens no end.
 *
 * Source: Zhang and Suen, "A Fast Parallel Algorithm for Thinning Digital Patterns" (CACM 27, 1984).
 *
 * @param image The digit, 0 for paper and 255 for ink, in rows of `side` bytes.
 * @param options `side`: pixels a row.
 * @returns The distance in pixels of the image, on a grid that is {@linkcode FINENESS} times as fine.
 */
export function distanceToMiddleLine(
  image: Uint8Array,
  { side }: { side: number },
): GreyImage {
  const values = Float32Array.from(image, (byte) => byte / 255);
  const fine = FINENESS * side;
  const large = resample({ width: side, height: side, values }, { width: fine, height: fine });
  const ink = Uint8Array.from(large.values, (value) => value > 0.5 ? 1 : 0);
  thin(ink, fine);
  const line = { width: fine, height: fine, values: Float32Array.from(ink) };
  const distances = distanceTransform(line, (value) => value > 0);
  return { ...line, values: distances.map((distance) => distance / FINENESS) };
}

/** Thins strokes in place. What touches the rim of the picture stays. */
function thin(ink: Uint8Array, width: number): void {
  const around = [-width, -width + 1, 1, width + 1, width, width - 1, -1, -width - 1];
  const inner: number[] = [];
  for (let i = width + 1; i < ink.length - width - 1; i++) if (ink[i]) inner.push(i);
  let left = inner;
  for (let round = 0, changed = true; changed || round % 2 === 1; round++) {
    const gone = left.filter((at) => isEdge(ink, { at, around, second: round % 2 === 1 }));
    for (const at of gone) ink[at] = 0;
    if (gone.length > 0) left = left.filter((at) => ink[at]);
    changed = gone.length > 0;
  }
}

/** Whether a pixel may go: in the first half of a round on the south and east, in the second opposite. */
function isEdge(
  ink: Uint8Array,
  { at, around, second }: { at: number; around: readonly number[]; second: boolean },
): boolean {
  let count = 0;
  let changes = 0;
  for (let k = 0; k < 8; k++) {
    const here = ink[at + around[k]];
    count += here;
    if (!here && ink[at + around[(k + 1) % 8]]) changes++;
  }
  if (count < 2 || count > 6 || changes !== 1) return false;
  const [north, , east, , south, , west] = around.map((step) => ink[at + step]);
  return second
    ? !(north && east && west) && !(north && south && west)
    : !(north && east && south) && !(east && south && west);
}
