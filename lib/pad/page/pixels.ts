// Numbers as pixels of a canvas: images, maps side by side, units in a square.

import type { Shape } from "../../tensor/tensor.ts";

/** Grey pixels, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** From 0 (paper) to 1 (ink); NaN is a gap. */
  readonly values: Float32Array;
}

/**
 * The outputs of a layer as one picture. The largest of them is full ink, and what is not above zero
 * is paper.
 *
 * @param data The outputs.
 * @param shape `[height, width, channels]`: maps side by side with a gap between them; `[units]`: one
 * pixel a unit, in rows.
 */
export function layOut(data: Float32Array, shape: Shape): Pixels {
  const [height, width, count] = shape.length === 3 ? shape : [1, 1, shape[0]];
  const gap = shape.length === 3 ? 1 : 0;
  // About twice as wide as high; of few maps there are eight a row.
  const wanted = Math.ceil(Math.sqrt(2 * count));
  const columns = shape.length === 3 ? Math.min(count, Math.max(8, wanted)) : wanted;
  const rows = Math.ceil(count / columns);
  const wide = columns * (width + gap) - gap;
  const tall = rows * (height + gap) - gap;
  const values = new Float32Array(wide * tall).fill(NaN);
  const limit = data.reduce((max, value) => Math.max(max, value), 1e-9);
  for (let map = 0; map < count; map++) {
    const left = (map % columns) * (width + gap);
    const top = Math.floor(map / columns) * (height + gap);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = data[(y * width + x) * count + map];
        values[(top + y) * wide + left + x] = Math.max(0, value) / limit;
      }
    }
  }
  return { width: wide, height: tall, values };
}

/** Paints pixels onto a canvas, which gets their size: black ink, and nothing in the gaps. */
export function paint(canvas: HTMLCanvasElement, { width, height, values }: Pixels): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const image = new ImageData(width, height);
  for (const [i, value] of values.entries()) {
    const shade = Number.isNaN(value) ? 0 : 255;
    image.data[4 * i] = image.data[4 * i + 1] = image.data[4 * i + 2] = 255 * (1 - value);
    image.data[4 * i + 3] = shade;
  }
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}
