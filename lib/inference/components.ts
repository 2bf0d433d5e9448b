// Connected strokes: the pieces of ink that hang together.

import { type Box, type GreyImage, INK_THRESHOLD } from "./grey_image.ts";

/** One piece of connected ink. */
export interface Component {
  /** The box around its inked pixels. */
  readonly box: Box;
  /** How many inked pixels it has. */
  readonly area: number;
}

/** All pieces of a picture, and which pixel belongs to which. */
export interface Components {
  /** The pieces, in the order of their first pixels. */
  readonly components: readonly Component[];
  /** For each pixel the index of its piece in `components`, or -1 for paper. */
  readonly labels: Int32Array;
}

/**
 * Finds the connected pieces of ink. Pixels are neighbours along edges and corners.
 *
 * Each soft pixel, between paper and ink, goes to the piece it is nearest to, so that a piece that is
 * cut out keeps its soft edges.
 */
export function findComponents(image: GreyImage): Components {
  const { width, values } = image;
  const labels = new Int32Array(values.length).fill(-1);
  const components: Component[] = [];
  const inkedPixels: number[] = [];
  for (let start = 0; start < values.length; start++) {
    if (values[start] <= INK_THRESHOLD || labels[start] !== -1) continue;
    const label = components.length;
    const piece = floodFill([start], { image, labels, above: INK_THRESHOLD, label });
    components.push({ box: boxOf(piece, width), area: piece.length });
    for (const pixel of piece) inkedPixels.push(pixel);
  }
  floodFill(inkedPixels, { image, labels, above: 0 });
  return { components, labels };
}

/**
 * Goes from pixel to neighbour, wherever there is more than `above` and no label yet, nearest first.
 *
 * @param seeds Where to begin.
 * @param options `label`: that of the pixels; that of their neighbour if left out.
 * @returns All pixels reached, the seeds first.
 */
function floodFill(
  seeds: number[],
  { image: { width, height, values }, labels, above, label }: {
    image: GreyImage;
    labels: Int32Array;
    above: number;
    label?: number;
  },
): number[] {
  if (label !== undefined) { for (const seed of seeds) labels[seed] = label; }
  const reached = seeds;
  for (let next = 0; next < reached.length; next++) {
    const from = reached[next];
    const x = from % width;
    const y = (from - x) / width;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        const to = row * width + column;
        if (labels[to] !== -1 || values[to] <= above) continue;
        labels[to] = labels[from];
        reached.push(to);
      }
    }
  }
  return reached;
}

function boxOf(pixels: readonly number[], imageWidth: number): Box {
  let [left, right, top, bottom] = [Infinity, -1, Infinity, -1];
  for (const pixel of pixels) {
    const x = pixel % imageWidth;
    const y = (pixel - x) / imageWidth;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
