// The gradient of a convolution for its filters.

import { SCALE, widen } from "./exact/arithmetic";
import { copyImage } from "./image";
import { ADD, REPLACE, tile, TILE_BYTES, tileAtEdge } from "./gemm_kernel";
import { COLUMNS, packColumns, PANEL_STEP, ROWS, ROWS_STEP } from "./gemm_pack";
import { EXACT } from "./madd";

/** Pixels that are summed up in registers before they are added to the result. */
const DEPTH = 256;

// The scratch memory: a tile at the edge, five packed rows, packed pixels, sums, an image with its border.
const ROWS_OFFSET: usize = TILE_BYTES + 64;
const PACKED_OFFSET: usize = ROWS_OFFSET + ROWS_STEP * DEPTH;

/** Where the sums lie in the scratch memory: behind the packed pixels. */
function sumsOffset(outChannels: i32): f64 {
  return <f64>PACKED_OFFSET + <f64>PANEL_STEP * DEPTH * <f64>((outChannels + COLUMNS - 1) / COLUMNS);
}

/** Where the image with its border lies: behind the sums of `taps` taps. */
function borderedOffset(taps: f64, outChannels: i32): f64 {
  return sumsOffset(outChannels) + 4 * taps * outChannels + 64;
}

/** The scratch memory of `conv2dFilterGradient`, by the lengths that it takes, too. */
export function conv2dFilterGradientScratchBytes(
  height: i32,
  width: i32,
  channels: i32,
  filterHeight: i32,
  filterWidth: i32,
  outChannels: i32,
  _stride: i32,
  padding: i32,
  _outHeight: i32,
  _outWidth: i32,
): f64 {
  const taps = <f64>filterHeight * filterWidth * channels;
  const bordered = 4 * (height + 2 * <f64>padding) * (width + 2 * <f64>padding) * channels;
  return borderedOffset(taps, outChannels) + bordered;
}

/**
 * out = alpha * (sum over images and pixels of what lies under the filter, times dy), or out += …,
 * for the rows first to last of out as a matrix of filter taps by filters.
 *
 * The sums are held in scratch memory until the last image is in, so that `out` is rounded once.
 */
export function conv2dFilterGradient(
  x: usize,
  dy: usize,
  out: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  filterHeight: i32,
  filterWidth: i32,
  outChannels: i32,
  stride: i32,
  padding: i32,
  outHeight: i32,
  outWidth: i32,
  alpha: f32,
  accumulate: bool,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const pixels = outHeight * outWidth;
  const fullHeight = height + 2 * padding;
  const fullWidth = width + 2 * padding;
  const edge = scratch;
  const rows = scratch + ROWS_OFFSET;
  const packed = scratch + PACKED_OFFSET;
  const sums = scratch + <usize>sumsOffset(outChannels);
  const size: usize = 4 * height * width * channels;
  const line: usize = 4 * fullWidth * channels;
  const bordered = scratch + <usize>borderedOffset(last - first, outChannels);
  const rowBytes: usize = 4 * outChannels;
  for (let image = 0; image < batch; image++) {
    let from = x + <usize>image * size;
    if (padding) {
      copyImage(
        from, height, width, channels, bordered, fullHeight, fullWidth, padding, padding, 1,
      );
      from = bordered;
    }
    for (let pixel = 0; pixel < pixels; pixel += DEPTH) {
      const depth = min(DEPTH, pixels - pixel);
      const mode = image || pixel ? ADD : REPLACE;
      const gradient = dy + 4 * (<usize>image * <usize>pixels + <usize>pixel) * <usize>outChannels;
      packColumns(gradient, rowBytes, outChannels, depth, packed, PANEL_STEP * depth);
      for (let tap = first; tap < last; tap += ROWS) {
        const count = min(ROWS, last - tap);
        packTaps(
          from, line, channels, filterWidth * channels, stride, outWidth, tap, count,
          pixel, depth, rows,
        );
        let to = sums + <usize>(tap - first) * rowBytes;
        let panel = packed;
        for (let left = outChannels; left > 0; left -= COLUMNS) {
          if (count == ROWS && left >= COLUMNS) {
            tile(rows, panel, depth, to, rowBytes, 1, mode, 0, false);
          } else {
            tileAtEdge(rows, panel, depth, to, rowBytes, 1, mode, 0, false, count, left, edge);
          }
          panel += PANEL_STEP * depth;
          to += 4 * COLUMNS;
        }
      }
    }
  }
  const values = (last - first) * outChannels;
  const target = out + <usize>first * rowBytes;
  for (let i: usize = 0; i < 4 * values; i += 4) {
    const start: f32 = accumulate ? load<f32>(target + i) : 0;
    store<f32>(target + i, start + alpha * load<f32>(sums + i));
  }
}

/** For `depth` pixels from `pixel` on, packs the numbers under five taps of the filter. */
function packTaps(
  x: usize,
  line: usize,
  channels: i32,
  run: i32,
  stride: i32,
  outWidth: i32,
  tap: i32,
  count: i32,
  pixel: i32,
  depth: i32,
  to: usize,
): void {
  // Missing taps repeat the last one; their results are not kept.
  const lastTap = tap + count - 1;
  const o0 = offset(tap, run, line);
  const o1 = offset(min(tap + 1, lastTap), run, line);
  const o2 = offset(min(tap + 2, lastTap), run, line);
  const o3 = offset(min(tap + 3, lastTap), run, line);
  const o4 = offset(min(tap + 4, lastTap), run, line);
  const adjacent = count == ROWS && o4 == o0 + 16;
  const right: usize = 4 * stride * channels;
  const packed = to;
  let column = pixel % outWidth;
  let start = x + <usize>(pixel / outWidth) * <usize>stride * line;
  let at = start + <usize>column * right;
  for (let i = 0; i < depth; i++) {
    if (adjacent) {
      v128.store(to, v128.load(at + o0));
      store<f32>(to, load<f32>(at + o0, 16), 16);
    } else {
      store<f32>(to, load<f32>(at + o0));
      store<f32>(to, load<f32>(at + o1), 4);
      store<f32>(to, load<f32>(at + o2), 8);
      store<f32>(to, load<f32>(at + o3), 12);
      store<f32>(to, load<f32>(at + o4), 16);
    }
    to += 4 * ROWS;
    at += right;
    if (++column == outWidth) {
      column = 0;
      start += <usize>stride * line;
      at = start;
    }
  }
  if (ROUNDING == EXACT) widen(packed, ROWS * depth, SCALE);
}

// @ts-ignore: decorator
@inline
function offset(tap: i32, run: i32, line: usize): usize {
  return <usize>(tap / run) * line + 4 * (tap % run);
}
