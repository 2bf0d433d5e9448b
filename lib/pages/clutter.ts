// What stands on pages beside digits: letters, signs, scribbles, frames, rules.

import type { Random } from "../tensor/random.ts";
import { cos, sin } from "../tensor/elementary.ts";
import type { Box } from "../inference/grey_image.ts";
import { type Canvas, type Point, smooth, type Stroke } from "./canvas.ts";
import { between, chance, pick } from "./dice.ts";

/**
 * Letters and signs that look like no digit, as strokes from point to point: two digits a point, columns
 * 0 to 4 and rows 0 to 6.
 */
const glyphs = [
  "062046 1333", // A
  "0006 00404333 0333 33434606", // B
  "40000646", // C with corners
  "000646 4000 0333", // E
  "000600 4000 0333", // F
  "0006 4046 0343", // H
  "0006 4003 0346", // K
  "000646", // L
  "06002346 2340", // M
  "06004640", // N
  "0006 00404303", // P
  "0006 00404303 2346", // R
  "0040 2026", // T
  "00054640", // U
  "002640", // V
  "0006 2346 4046", // W
  "0046 4006", // X
  "002340 2326", // Y
  "0343", // -
  "0343 2125", // +
  "0242 0444", // =
  "1155 1551", // x
  "0640", // /
  "1011 3031", // "
  "2020 2626", // two dots
  "0006 03434346", // h
  "0313 0306 13431346", // n
  "0305 0545 4306 4346", // u
  "4006 0333", // a slanted t
].map((text) =>
  text.split(" ").filter((part) => part.length >= 4).map((part) =>
    part.match(/../g)!.map(([x, y]): Point => [Number(x) / 4, Number(y) / 6])
  )
);

/** Where clutter goes, and with what it is drawn. */
export interface ClutterOptions extends Stroke {
  readonly random: Random;
}

/** Draws a letter or a sign into a box, as a hand would: not quite straight. */
export function drawGlyph(
  canvas: Canvas,
  { box, random, ...stroke }: ClutterOptions & { readonly box: Box },
): void {
  const slant = between(random, [-0.3, 0.3]);
  for (const line of pick(random, glyphs)) {
    canvas.polyline(
      line.map(([x, y]) => [
        box.x + box.width * (x + slant * (0.5 - y) + between(random, [-0.07, 0.07])),
        box.y + box.height * (y + between(random, [-0.05, 0.05])),
      ]),
      stroke,
    );
  }
}

/** Draws a long line that turns again and again. */
export function drawScribble(
  canvas: Canvas,
  { box, random, ...stroke }: ClutterOptions & { readonly box: Box },
): void {
  const points: Point[] = [];
  const count = 8 + random.integer(14);
  const isWord = chance(random, 0.5);
  for (let i = 0; i < count; i++) {
    points.push([
      box.x + box.width * (isWord ? i / (count - 1) : random.uniform()),
      box.y + box.height * (isWord ? (i % 2 + random.uniform()) / 2 : random.uniform()),
    ]);
  }
  canvas.polyline(smooth(points), stroke);
}

/** Draws a frame: a rectangle, or an ellipse. */
export function drawFrame(
  canvas: Canvas,
  { box: { x, y, width, height }, round, random, ...stroke }: ClutterOptions & {
    readonly box: Box;
    readonly round: boolean;
  },
): void {
  const wobble = Math.min(width, height) * between(random, [0, 0.03]);
  const near = (px: number, py: number): Point => [
    px + wobble * random.normal(),
    py + wobble * random.normal(),
  ];
  if (!round) {
    const start = near(x, y);
    canvas.polyline([
      start,
      near(x + width, y),
      near(x + width, y + height),
      near(x, y + height),
      start,
    ], stroke);
    return;
  }
  const from = between(random, [0, 6]);
  const turn = between(random, [6, 6.8]);
  const points: Point[] = [];
  for (let i = 0; i <= 32; i++) {
    const angle = from + turn * i / 32;
    points.push([
      x + width / 2 * (1 + 1.1 * cos(angle)) + wobble * random.normal() / 2,
      y + height / 2 * (1 + 1.1 * sin(angle)) + wobble * random.normal() / 2,
    ]);
  }
  canvas.polyline(points, stroke);
}
