// A page with images of a dataset on it, as a PNG file.

import { encode } from "fast-png";
import type { Dataset } from "../../lib/data/mod.ts";
import { blankImage } from "../../lib/inference/grey_image.ts";
import { drawImage } from "./draw_image.ts";

/** What is on a page, and in which greys. */
export interface DrawPageOptions {
  /** The indices of the images in each row. */
  readonly rows: readonly number[][];
  /** 255 unless told. */
  readonly paper?: number;
  /** 0 unless told. */
  readonly ink?: number;
}

/** Draws images in rows. */
export function drawPage(
  images: Dataset,
  { rows, paper = 255, ink = 0 }: DrawPageOptions,
): Uint8Array {
  const width = 100 * Math.max(...rows.map((row) => row.length));
  const image = blankImage(width, 110 * rows.length);
  for (const [line, row] of rows.entries()) {
    for (const [column, index] of row.entries()) {
      const digit = drawImage(images.image(index), { canvas: 100, scale: 3.5, edge: "pen" });
      for (let y = 0; y < 100; y++) {
        const from = digit.values.subarray(100 * y, 100 * (y + 1));
        image.values.set(from, (110 * line + y) * width + 100 * column);
      }
    }
  }
  const data = Uint8Array.from(image.values, (value) => paper + (ink - paper) * value);
  return encode({ width, height: image.height, data, channels: 1 });
}
