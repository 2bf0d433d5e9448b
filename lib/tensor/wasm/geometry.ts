// The lengths that a convolution has to do with.

import type { ConvOptions } from "../operations/window.ts";
import type { Tensor } from "../tensor.ts";

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

/** The geometry of a convolution. */
export function convolutionOf(
  { x, filters, y, stride, padding }: ConvOptions & { x: Tensor; filters: Tensor; y: Tensor },
): Convolution {
  const [batch, height, width, channels] = x.shape;
  const [filterHeight, filterWidth, , outChannels] = filters.shape;
  const [, outHeight, outWidth] = y.shape;
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
export function lengthsOf(g: Convolution): [
  height: number,
  width: number,
  channels: number,
  filterHeight: number,
  filterWidth: number,
  outChannels: number,
  stride: number,
  padding: number,
  outHeight: number,
  outWidth: number,
] {
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
  const depth = g.filterHeight * g.filterWidth * g.channels;
  return g.batch * g.outHeight * g.outWidth * g.outChannels * depth;
}
