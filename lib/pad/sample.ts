// A digit that somebody drew: what a pad shows where it cannot run.

import { Drawing, type Point, type Surface } from "./page/drawing.ts";

/** A three, as positions of the pen on a paper of 280x280. */
const three: readonly (readonly [number, number])[] = [
  [84, 84],
  [100, 62],
  [136, 50],
  [172, 62],
  [180, 92],
  [158, 120],
  [126, 134],
  [164, 142],
  [190, 168],
  [184, 204],
  [152, 228],
  [112, 226],
  [84, 202],
];

/** Draws the sample on some surfaces. */
export function drawSample(surfaces: readonly Surface[]): void {
  const drawing = new Drawing(surfaces);
  const [first, ...others] = three.map(([x, y]): Point => ({ x, y }));
  drawing.begin(first);
  for (const point of others) drawing.extend(point);
  drawing.end();
}
