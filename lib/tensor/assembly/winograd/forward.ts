// Convolution with filters of 3 x 3 by Winograd's method: see math.ts.

import { SCALE } from "../exact/arithmetic";
import { widenTiles } from "../exact/winograd";
import { PACKED } from "../gemm_pack";
import { EXACT } from "../madd";
import { groupOf, patchBytes, sliceOf, WIDE, WINOGRAD_POINTS } from "./group";
import { inputTile } from "./input_tile";
import { multiplyPanel } from "./kernel";
import { transformOutput } from "./output_tile";

/**
 * out = x * filters + bias for the images first to last, with a stride of 1.
 *
 * @param filters Transformed and packed by `transformFilters`.
 */
export function winogradConv2d(
  x: usize,
  filters: usize,
  out: usize,
  bias: usize,
  height: i32,
  width: i32,
  channels: i32,
  outChannels: i32,
  padding: i32,
  outHeight: i32,
  outWidth: i32,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const down = (outHeight + 3) / 4;
  const across = (outWidth + 3) / 4;
  const perImage = down * across;
  const group = groupOf(channels, outChannels);
  const pixel: usize = 4 * channels;
  const outPixel: usize = 4 * outChannels;
  const patch = scratch;
  const tiles = patch + patchBytes(pixel, outPixel);
  const slice = sliceOf(WIDE * pixel, group);
  const products = tiles + WINOGRAD_POINTS * slice;
  const outSlice = sliceOf(outPixel, group);
  const matrix: usize = PACKED * channels * outChannels;
  const end = last * perImage;
  for (let start = first * perImage; start < end; start += group) {
    const count = min(group, end - start);
    for (let i = 0; i < count; i++) {
      const image = (start + i) / perImage;
      const tile = (start + i) % perImage;
      inputTile(
        x + <usize>image * <usize>(height * width) * pixel, height, width, channels,
        4 * (tile / across) - padding, 4 * (tile % across) - padding, tiles + <usize>i * pixel, slice, patch,
        0, pixel,
      );
    }
    if (ROUNDING == EXACT) widenTiles(tiles, slice, pixel, count, SCALE);
    for (let point: usize = 0; point < WINOGRAD_POINTS; point++) {
      let panel = filters + point * matrix;
      for (let f: usize = 0; f < outPixel; f += 32) {
        const to = products + point * outSlice + f;
        multiplyPanel(tiles + point * slice, panel, to, outPixel, count, channels);
        panel += 8 * WIDE * pixel;
      }
    }
    for (let i = 0; i < count; i++) {
      const image = (start + i) / perImage;
      const tile = (start + i) % perImage;
      const row = 4 * (tile / across);
      const column = 4 * (tile % across);
      const to = (<usize>image * <usize>outHeight + <usize>row) * <usize>outWidth + <usize>column;
      transformOutput(
        products + <usize>i * outPixel, outSlice, out + to * outPixel,
        outPixel * <usize>outWidth, outPixel, outHeight - row, outWidth - column, bias,
      );
    }
  }
}
