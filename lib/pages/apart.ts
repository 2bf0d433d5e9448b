// Fours and fives of two strokes that do not meet, of which a dataset of scanned digits has too few.

import type { Box } from "../inference/grey_image.ts";
import { type Canvas, type Point, smooth, type Stroke } from "./canvas.ts";
import { between } from "./dice.ts";
import type { Random } from "../tensor/random.ts";
import { clampToUnit } from "../system/clamp_to_unit.ts";

/** The digits that are written so. */
export const apartDigits: readonly number[] = [4, 5];

/**
 * Writes a digit of two strokes with a gap between them.
 *
 * @param options `digit`: 4 or 5; `box`: where it goes, pen and all.
 */
export function writeApart(
  canvas: Canvas,
  { digit, box, random, ...stroke }: Stroke & {
    readonly digit: number;
    readonly box: Box;
    readonly random: Random;
  },
): void {
  const near = (value: number) => value + between(random, [-0.06, 0.06]);
  const gap = (stroke.width + box.height * between(random, [0.03, 0.12])) / box.width;
  const half = stroke.width / 2;
  const at = ([x, y]: Point): Point => [
    box.x + half + (box.width - stroke.width) * clampToUnit(x),
    box.y + half + (box.height - stroke.width) * clampToUnit(y),
  ];
  if (digit === 4) {
    const [stem, bar] = [near(0.8), near(0.6)];
    const left: Point[] = [[near(0.25), 0], [0, bar], [stem - gap, near(bar)]];
    canvas.polyline(left.map(at), stroke);
    canvas.polyline([at([stem, near(0.2)]), at([near(stem), 1])], stroke);
    return;
  }
  const start = near(0.15);
  const belly: Point[] = [
    [start, near(0.1)],
    [near(0.1), near(0.45)],
    [near(0.6), near(0.42)],
    [1, near(0.7)],
    [near(0.6), 1],
    [0, near(0.92)],
  ];
  canvas.polyline(smooth(belly.map(at)), stroke);
  canvas.polyline([at([start + gap, near(0.03)]), at([1, near(0)])], stroke);
}
