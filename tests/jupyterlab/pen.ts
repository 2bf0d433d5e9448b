// Draws digits on a drawing pad with the mouse, as a person would: stroke by stroke, in many small moves.

import type { Locator } from "../browsers/chromium.ts";

/** Points on the paper, from 0 to 1 across and down; a stroke leads from each to the next. */
type Stroke = readonly (readonly [x: number, y: number])[];

/** How some digits are written. */
const digits: Readonly<Record<number, readonly Stroke[]>> = {
  0: [Array.from({ length: 25 }, (_, i) => {
    const angle = 2 * Math.PI * i / 24;
    return [0.5 - 0.2 * Math.sin(angle), 0.5 - 0.32 * Math.cos(angle)] as const;
  })],
  1: [[[0.52, 0.18], [0.48, 0.82]]],
  7: [[[0.28, 0.22], [0.72, 0.22], [0.6, 0.45], [0.45, 0.82]]],
};

/** The digits that {@linkcode drawDigit} can draw. */
export const drawableDigits: readonly number[] = Object.keys(digits).map(Number);

/**
 * Draws a digit.
 *
 * @param digit One of {@linkcode drawableDigits}.
 * @param paper The canvas of the pad.
 */
export async function drawDigit(digit: number, paper: Locator) {
  // Scrolls to the paper, and waits until outputs that still come in have stopped moving it.
  await paper.hover();
  const { x, y, width, height } = (await paper.boundingBox())!;
  const { mouse } = paper.page();
  for (const [start, ...rest] of digits[digit]) {
    await mouse.move(x + start[0] * width, y + start[1] * height);
    await mouse.down();
    for (const [across, down] of rest) {
      await mouse.move(x + across * width, y + down * height, { steps: 8 });
    }
    await mouse.up();
  }
}
