// Small pictures as text: two pixels, one above the other, in each letter.

/** By whether the upper and the lower pixel have ink. */
const blocks = [" ", "▄", "▀", "█"];

/**
 * A picture of ink in letters: `▀`, `▄` and `█` where at least half of a pixel is inked.
 *
 * @param image The pixels, row by row, from 0 (paper) to 255 (ink).
 * @param options `width`: pixels a row.
 * @returns One line of text for every two rows.
 */
export function halfBlocks(image: Uint8Array, { width }: { width: number }): string[] {
  const rows = Math.ceil(image.length / width);
  const isInk = (x: number, y: number) => Number(image[y * width + x] >= 128);
  return Array.from({ length: Math.ceil(rows / 2) }, (_, line) =>
    Array.from(
      { length: width },
      (_, x) => blocks[2 * isInk(x, 2 * line) + isInk(x, 2 * line + 1)],
    ).join(""));
}
