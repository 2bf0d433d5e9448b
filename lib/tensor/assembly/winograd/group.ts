// The sizes of Winograd's convolutions: how many tiles are transformed together, and how they lie.

import { PACKED } from "../gemm_pack";

/** Pixels along a side of a tile of the result. */
export const WINOGRAD_TILE_SIDE: i32 = 4;

/** Numbers of a transformed tile for each channel. */
export const WINOGRAD_POINTS: usize = 36;

/** What channels must come in multiples of: the columns of a panel, two vectors. */
export const WINOGRAD_CHANNELS: i32 = 8;

/** What the channels of a block must come in multiples of: a vector. */
export const WINOGRAD_BLOCK: i32 = 4;

/** How often as wide as floats the numbers are that are multiplied. */
export const WIDE: usize = PACKED / 4;

/** Bytes of transformed tiles that are under way at once: with the filters they fit the second cache. */
const GROUP_BYTES = 400_000;

/** How many tiles are transformed together: a multiple of 4. */
// @ts-ignore: decorator
@inline
export function groupOf(channels: i32, outChannels: i32): i32 {
  return max(4, GROUP_BYTES / (<i32>WINOGRAD_POINTS * 4 * (channels + outChannels)) & ~3);
}

/**
 * Bytes of a matrix of tiles: an odd number of cache lines, for a tile's numbers in all 36 matrices
 * are written together, and the first cache must not have to put them in the same few sets.
 */
// @ts-ignore: decorator
@inline
export function sliceOf(pixel: usize, group: i32): usize {
  return (pixel * <usize>group + 63 & ~63) | 64;
}

/** Bytes of transformed filters, and of the sums for their gradient. */
export function winogradFilterBytes(channels: i32, outChannels: i32): f64 {
  return <f64>PACKED * <f64>WINOGRAD_POINTS * <f64>channels * <f64>outChannels;
}

/**
 * The scratch memory of the kernels that transform tiles: a patch of the image for tiles at the edge,
 * which is as large as the products of a pixel, then two groups of transformed tiles.
 */
export function winogradScratchBytes(channels: i32, outChannels: i32): f64 {
  const group = groupOf(channels, outChannels);
  const pixel: usize = 4 * channels;
  const outPixel: usize = 4 * outChannels;
  const slices = sliceOf(WIDE * pixel, group) + sliceOf(WIDE * outPixel, group);
  return <f64>patchBytes(pixel, outPixel) + <f64>WINOGRAD_POINTS * <f64>slices;
}

/** Bytes of the patch at the start of the scratch memory: 6 x 6 pixels. */
// @ts-ignore: decorator
@inline
export function patchBytes(pixel: usize, outPixel: usize): usize {
  return 36 * max(pixel, outPixel);
}
