// The lengths that a moving window has to do with, checked once.

import type { Window } from "../backend.ts";
import type { Tensor } from "../tensor.ts";

/** Everything a kernel must know about a window that moves over images. */
export interface Geometry {
  batch: number;
  height: number;
  width: number;
  channels: number;
  filterHeight: number;
  filterWidth: number;
  /** The channels of the result. */
  count: number;
  stride: number;
  padding: number;
  outHeight: number;
  outWidth: number;
}

/**
 * The geometry of a convolution.
 *
 * @throws {RangeError} If the three tensors cannot be input, filters and output of one.
 */
export function convolutionGeometry(
  { x, filters, y, stride, padding }: Window & { x: Tensor; filters: Tensor; y: Tensor },
): Geometry {
  const [batch, height, width, channels] = x.shape;
  const [filterHeight, filterWidth, depth, count] = filters.shape;
  const outHeight = placesOf(height, { size: filterHeight, stride, padding });
  const outWidth = placesOf(width, { size: filterWidth, stride, padding });
  const fits = depth === channels && y.shape[0] === batch && y.shape[1] === outHeight &&
    y.shape[2] === outWidth && y.shape[3] === count;
  if (!fits) {
    throw new RangeError(
      `Cannot convolve ${x} with ${filters} by stride ${stride} and padding ${padding}: the result ` +
        `is ${y} but [${batch}, ${outHeight}, ${outWidth}, ${count}] is needed`,
    );
  }
  return {
    batch,
    height,
    width,
    channels,
    filterHeight,
    filterWidth,
    count,
    stride,
    padding,
    outHeight,
    outWidth,
  };
}

/**
 * The geometry of pooling.
 *
 * @throws {RangeError} If the tensors cannot be input and output of it.
 */
export function poolingGeometry(
  { x, y, size, stride, padding }: Window & { x: Tensor; y: Tensor; size: number },
): Geometry {
  const [batch, height, width, channels] = x.shape;
  const outHeight = placesOf(height, { size, stride, padding });
  const outWidth = placesOf(width, { size, stride, padding });
  const fits = y.shape[0] === batch && y.shape[1] === outHeight && y.shape[2] === outWidth &&
    y.shape[3] === channels;
  if (!fits) {
    throw new RangeError(
      `Cannot pool ${x} in windows of ${size} by stride ${stride} and padding ${padding}: the ` +
        `result is ${y} but [${batch}, ${outHeight}, ${outWidth}, ${channels}] is needed`,
    );
  }
  return {
    batch,
    height,
    width,
    channels,
    filterHeight: size,
    filterWidth: size,
    count: channels,
    stride,
    padding,
    outHeight,
    outWidth,
  };
}

function placesOf(
  length: number,
  { size, stride, padding }: Window & { size: number },
): number {
  return Math.floor((length + 2 * padding - size) / stride) + 1;
}

/** Tiles are 8 columns wide; packed matrices end in whole ones. */
function wholeTiles(columns: number): number {
  return 8 * Math.ceil(columns / 8);
}

/** Bytes that `convolve` needs beside its tensors: packed filters, five rows, a bordered image. */
export function convolveBytes(g: Geometry): number {
  const depth = g.filterHeight * g.filterWidth * g.channels;
  const bordered = (g.height + 2 * g.padding) * (g.width + 2 * g.padding) * g.channels;
  return 4 * (depth * wholeTiles(g.count) + 6 * depth + bordered) + 1024;
}

/** Bytes that `convolveBack` needs beside its tensors. */
export function convolveBackBytes(g: Geometry): number {
  const depth = g.filterHeight * g.filterWidth * g.count;
  const bordered = (g.height + g.filterHeight) * (g.width + g.filterWidth) * g.count;
  return 4 * (depth * wholeTiles(g.channels) + 6 * depth + bordered) + 1024;
}

/** Bytes that `filterGradient` needs beside its tensors: five rows, a block of dy, sums, an image. */
export function filterGradientBytes(g: Geometry): number {
  const depth = g.filterHeight * g.filterWidth * g.channels;
  const bordered = (g.height + 2 * g.padding) * (g.width + 2 * g.padding) * g.channels;
  return 4 * (256 * (6 + wholeTiles(g.count)) + depth * g.count + bordered) + 1024;
}
