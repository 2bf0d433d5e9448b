// The lengths that a moving window has to do with, checked once.

import type { ConvOptions } from "../backend.ts";
import type { Tensor } from "../tensor.ts";
import type { ImageLengths, PoolingLengths } from "./kernels.ts";

/** Everything that a convolution must know of its tensors' shapes. */
export interface Convolution {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  /** Channels of the result. */
  readonly outChannels: number;
  readonly stride: number;
  readonly padding: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/**
 * The geometry of a convolution.
 *
 * @throws {RangeError} If the three tensors cannot be input, filters and output of one.
 */
export function convolutionGeometry(
  { x, filters, y, stride, padding }: ConvOptions & { x: Tensor; filters: Tensor; y: Tensor },
): Convolution {
  const [batch, height, width, channels] = x.shape;
  const [filterHeight, filterWidth, depth, outChannels] = filters.shape;
  const outHeight = positionsOf(height, { size: filterHeight, stride, padding });
  const outWidth = positionsOf(width, { size: filterWidth, stride, padding });
  const fits = depth === channels && y.shape[0] === batch && y.shape[1] === outHeight &&
    y.shape[2] === outWidth && y.shape[3] === outChannels;
  if (!fits) {
    throw new RangeError(
      `Cannot convolve ${x} with ${filters} by stride ${stride} and padding ${padding}: the result ` +
        `is ${y} but [${batch}, ${outHeight}, ${outWidth}, ${outChannels}] is needed`,
    );
  }
  return {
    batch,
    height,
    width,
    channels,
    filterHeight,
    filterWidth,
    outChannels,
    stride,
    padding,
    outHeight,
    outWidth,
  };
}

/** A convolution's lengths in the order that kernels want. */
export function lengthsOf(g: Convolution): ImageLengths {
  return [
    g.height,
    g.width,
    g.channels,
    g.filterHeight,
    g.filterWidth,
    g.outChannels,
    g.stride,
    g.padding,
    g.outHeight,
    g.outWidth,
  ];
}

/** How many multiplications a convolution takes. */
export function productsOf(g: Convolution): number {
  return g.batch * g.outHeight * g.outWidth * g.outChannels * g.filterHeight * g.filterWidth *
    g.channels;
}

/**
 * The geometry of pooling: the number of images, and the lengths in the order that kernels want.
 *
 * @throws {RangeError} If the tensors cannot be input and output of it.
 */
export function poolingGeometry(
  { x, y, size, stride, padding }: ConvOptions & { x: Tensor; y: Tensor; size: number },
): { batch: number; lengths: PoolingLengths } {
  const [batch, height, width, channels] = x.shape;
  const outHeight = positionsOf(height, { size, stride, padding });
  const outWidth = positionsOf(width, { size, stride, padding });
  const fits = y.shape[0] === batch && y.shape[1] === outHeight && y.shape[2] === outWidth &&
    y.shape[3] === channels;
  if (!fits) {
    throw new RangeError(
      `Cannot pool ${x} in windows of ${size} by stride ${stride} and padding ${padding}: the ` +
        `result is ${y} but [${batch}, ${outHeight}, ${outWidth}, ${channels}] is needed`,
    );
  }
  const lengths: PoolingLengths = [
    height,
    width,
    channels,
    size,
    stride,
    padding,
    outHeight,
    outWidth,
  ];
  return { batch, lengths };
}

function positionsOf(
  length: number,
  { size, stride, padding }: ConvOptions & { size: number },
): number {
  return Math.floor((length + 2 * padding - size) / stride) + 1;
}
