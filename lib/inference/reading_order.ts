// Reading order: rows from top to bottom, and each from left to right.

import type { Box } from "./grey_image.ts";

/** A digit is in the row of the one before it if they share this part of the smaller one's height, */
const SHARED_HEIGHT = 0.4;
/** and neither is higher than the other by more than this factor. */
const MAX_RATIO = 2;

/**
 * The rows in which boxes stand.
 *
 * Rows may slope: a box is in the row whose last box, the nearest on its left, is at the same height. Rows
 * of large digits and of small ones are rows of their own, also where one reaches into the other.
 *
 * @returns The indices of the boxes, row by row.
 */
export function readingRows(boxes: readonly Box[]): number[][] {
  const rows: number[][] = [];
  const fromLeft = [...boxes.keys()].sort((a, b) => middle(boxes[a]) - middle(boxes[b]));
  for (const index of fromLeft) {
    const best = rows
      .map((row) => ({ row, shared: share(boxes[row[row.length - 1]], boxes[index]) }))
      .filter(({ shared }) => shared >= SHARED_HEIGHT)
      .sort((a, b) => b.shared - a.shared)[0];
    if (best) best.row.push(index);
    else rows.push([index]);
  }
  // A row slopes the same everywhere, so what counts is its height at its first box.
  const top = (row: readonly number[]) => boxes[row[0]].y + boxes[row[0]].height / 2;
  return rows.sort((a, b) => top(a) - top(b));
}

function middle({ x, width }: Box): number {
  return x + width / 2;
}

/** The part of the smaller one's height that two boxes share, if they are of one kind. */
function share(a: Box, b: Box): number {
  const [small, large] = [Math.min(a.height, b.height), Math.max(a.height, b.height)];
  if (large > MAX_RATIO * small) return 0;
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared / small;
}
