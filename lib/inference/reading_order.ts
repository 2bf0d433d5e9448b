// Reading order: lines from top to bottom, and each from left to right.

import type { Box } from "./grey_image.ts";

/** A digit is on the line of the one before it if they share this part of the smaller one's height. */
const SHARED_HEIGHT = 0.4;

/**
 * The order in which boxes are read.
 *
 * Lines may slope: a box is on the line whose last box, the nearest on its left, is at the same height.
 *
 * @returns The indices of the boxes.
 */
export function readingOrder(boxes: readonly Box[]): number[] {
  const lines: number[][] = [];
  const fromLeft = [...boxes.keys()].sort((a, b) => middle(boxes[a]) - middle(boxes[b]));
  for (const index of fromLeft) {
    const best = lines
      .map((line) => ({ line, shared: share(boxes[line[line.length - 1]], boxes[index]) }))
      .filter(({ shared }) => shared >= SHARED_HEIGHT)
      .sort((a, b) => b.shared - a.shared)[0];
    if (best) best.line.push(index);
    else lines.push([index]);
  }
  // A line slopes the same everywhere, so what counts is its height at its first box.
  const top = (line: readonly number[]) => boxes[line[0]].y + boxes[line[0]].height / 2;
  return lines.sort((a, b) => top(a) - top(b)).flat();
}

function middle({ x, width }: Box): number {
  return x + width / 2;
}

/** The part of the smaller one's height that two boxes share. */
function share(a: Box, b: Box): number {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared / Math.min(a.height, b.height);
}
