// Convolution with filters of 3 x 3 by Winograd's method: see winograd_math.ts.

import { copyImage } from "./image";
import { multiplyPanel } from "./winograd_kernel";
import { transformInput, transformOutput } from "./winograd_tile";

/** Bytes of transformed tiles that are under way at once: with the filters they fit the second cache. */
const GROUP_BYTES = 400_000;

/** How many tiles are transformed together: a multiple of 4. */
// @ts-ignore: decorator
@inline
export function groupOf(channels: i32, count: i32): i32 {
  return max(4, GROUP_BYTES / (36 * 4 * (channels + count)) & ~3);
}

/**
 * Bytes of a matrix of tiles: an odd number of cache lines, for a tile's numbers in all 36 matrices
 * are written together, and the first cache must not have to put them in the same few places.
 */
// @ts-ignore: decorator
@inline
export function sliceOf(pixel: usize, group: i32): usize {
  return (pixel * <usize>group + 63 & ~63) | 64;
}

/**
 * out = x * filters + bias for the images first to last, with a stride of 1.
 *
 * @param filters Transformed and packed by `transformFilters`.
 * @param top Rows of zeros above each image; there are as many below as the result needs.
 */
export function convolveWinograd(
  x: usize,
  filters: usize,
  out: usize,
  bias: usize,
  height: i32,
  width: i32,
  channels: i32,
  count: i32,
  top: i32,
  outHeight: i32,
  outWidth: i32,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const down = (outHeight + 3) / 4;
  const across = (outWidth + 3) / 4;
  const perImage = down * across;
  const group = groupOf(channels, count);
  const pixel: usize = 4 * channels;
  const outPixel: usize = 4 * count;
  const patch = scratch;
  const tiles = patch + 36 * pixel;
  const slice = sliceOf(pixel, group);
  const products = tiles + 36 * slice;
  const outSlice = sliceOf(outPixel, group);
  const matrix: usize = 4 * channels * count;
  const end = last * perImage;
  for (let start = first * perImage; start < end; start += group) {
    const found = min(group, end - start);
    for (let i = 0; i < found; i++) {
      const image = (start + i) / perImage;
      const place = (start + i) % perImage;
      inputTile(
        x + <usize>image * <usize>(height * width) * pixel, height, width, channels,
        4 * (place / across) - top, 4 * (place % across) - top, tiles + <usize>i * pixel, slice, patch,
        0, pixel,
      );
    }
    for (let point: usize = 0; point < 36; point++) {
      let panel = filters + point * matrix;
      for (let f: usize = 0; f < outPixel; f += 32) {
        const to = products + point * outSlice + f;
        multiplyPanel(tiles + point * slice, panel, to, outPixel, found, channels);
        panel += 8 * pixel;
      }
    }
    for (let i = 0; i < found; i++) {
      const image = (start + i) / perImage;
      const place = (start + i) % perImage;
      const row = 4 * (place / across);
      const column = 4 * (place % across);
      const to = (<usize>image * <usize>outHeight + <usize>row) * <usize>outWidth + <usize>column;
      transformOutput(
        products + <usize>i * outPixel, outSlice, out + to * outPixel,
        outPixel * <usize>outWidth, outPixel, outHeight - row, outWidth - column, bias,
      );
    }
  }
}

/**
 * A tile of the input, transformed: its first pixel may lie outside the image.
 *
 * @param channel Bytes in a pixel before the channels that are wanted.
 * @param bytes Of these channels.
 */
// @ts-ignore: decorator
@inline
export function inputTile(
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  row: i32,
  column: i32,
  to: usize,
  slice: usize,
  patch: usize,
  channel: usize,
  bytes: usize,
): void {
  const pixel: usize = 4 * channels;
  let from = x + (<usize>row * <usize>width + <usize>column) * pixel;
  let line = pixel * <usize>width;
  if (row < 0 || column < 0 || row + 6 > height || column + 6 > width) {
    copyImage(x, height, width, channels, patch, 6, 6, -row, -column, 1);
    from = patch;
    line = 6 * pixel;
  }
  transformInput(from + channel, line, pixel, to, slice, bytes);
}
