// The lines that paper has before anybody writes on it: ruled, squared, dotted, or none.

import type { Random } from "../tensor/random.ts";
import type { Canvas } from "./canvas.ts";
import { between, chance, scaleBetween } from "./dice.ts";

/**
 * Draws the rules of a sheet, in half of all cases.
 *
 * @param options `size`: that of the digits to come, in pixels; `paper`: the luminance of the sheet.
 */
export function drawRules(
  sheet: Canvas,
  { random, size, paper }: { random: Random; size: number; paper: number },
): void {
  if (chance(random, 0.5)) return;
  const isSquared = chance(random, 0.5);
  const pitch = size *
    (isSquared ? scaleBetween(random, [0.35, 1.4]) : scaleBetween(random, [0.8, 2.5]));
  const stroke = {
    width: Math.max(0.6, size * scaleBetween(random, [0.01, 0.06])),
    ink: paper * between(random, chance(random, 0.75) ? [0.6, 0.95] : [0.1, 0.6]),
  };
  const tilt = 0.003 * random.normal();
  const { width, height } = sheet;
  for (let y = pitch * random.uniform(); y < height; y += pitch) {
    sheet.polyline([[-2, y], [width + 2, y + tilt * width]], stroke);
  }
  if (isSquared) {
    for (let x = pitch * random.uniform(); x < width; x += pitch) {
      sheet.polyline([[x, -2], [x - tilt * height, height + 2]], stroke);
    }
  } else if (chance(random, 0.3)) {
    // The margin of a school book.
    const x = size * between(random, [0.2, 2]);
    sheet.polyline([[x, -2], [x, height + 2]], {
      ...stroke,
      ink: paper * between(random, [0.4, 0.9]),
    });
  }
}
