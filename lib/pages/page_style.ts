// What is the same everywhere on a page: how large the digits are, paper, ink and pen.

import type { Random } from "../tensor/random.ts";
import { between, chance, scaleBetween } from "./dice.ts";

/** What is the same everywhere on a page. */
export interface Style {
  readonly random: Random;
  /** The usual size of a digit, in pixels. */
  readonly size: number;
  readonly paper: number;
  readonly ink: number;
  /** The width of the pen as a part of the size, or `undefined` for the strokes of the images. */
  readonly pen: number | undefined;
  readonly sharpness: number;
  readonly slant: number;
  /** The usual gap between two digits, as a part of the size. */
  readonly gap: number;
}

/** Draws the style of a page. */
export function drawStyle(random: Random): Style {
  const size = scaleBetween(random, [16, 90]);
  const paper = between(random, [0.6, 1]);
  const contrast = chance(random, 0.7)
    ? between(random, [0.5, 1])
    : scaleBetween(random, [0.12, 0.5]);
  return {
    random,
    size,
    paper,
    ink: paper * (1 - contrast),
    pen: chance(random, 0.35) ? undefined : scaleBetween(random, [Math.max(0.03, 1 / size), 0.16]),
    sharpness: chance(random, 0.3) ? 1 : Math.max(1, size / 20 * between(random, [0.3, 1])),
    slant: between(random, [-0.15, 0.15]),
    gap: chance(random, 0.3) ? between(random, [-0.1, 0.1]) : between(random, [0.1, 0.7]),
  };
}

/** What is drawn with the pen of the page, or with another one. */
export function strokeOf(
  { random, ink, pen, paper }: Style,
  size: number,
): { width: number; ink: number } {
  const isOwn = chance(random, 0.6);
  const width = size * (isOwn ? pen ?? 0.1 : scaleBetween(random, [0.025, 0.12]));
  return {
    width: Math.max(0.8, width),
    ink: isOwn ? ink : paper * between(random, [0, 0.85]),
  };
}
