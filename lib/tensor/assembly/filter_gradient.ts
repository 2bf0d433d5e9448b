// The gradient of a convolution for its filters.

import { copyImage } from "./image";
import { tileAtEdge } from "./gemm";
import { ADD, REPLACE, tile } from "./gemm_kernel";
import { COLUMNS, packColumns, ROWS } from "./gemm_pack";

/** Pixels that are summed up in registers before they are added to the result. */
const DEPTH = 256;

/**
 * out = alpha * (sum over images and pixels of what lies under the filter, times dy), or out += …,
 * for the rows first to last of out as a matrix of filter places by filters.
 *
 * The sums are held in scratch memory until the last image is in, so that `out` is rounded once.
 */
export function filterGradient(
  x: usize,
  dy: usize,
  out: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  filterHeight: i32,
  filterWidth: i32,
  count: i32,
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
  const rows = edge + 4 * ROWS * COLUMNS + 64;
  const packed = rows + 4 * ROWS * DEPTH;
  const panels = (count + COLUMNS - 1) / COLUMNS;
  const sums = packed + 4 * COLUMNS * DEPTH * panels;
  const size: usize = 4 * height * width * channels;
  const line: usize = 4 * fullWidth * channels;
  const bordered = sums + 4 * <usize>(last - first) * <usize>count + 64;
  const rowBytes: usize = 4 * count;
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
      const gradient = dy + 4 * (<usize>image * <usize>pixels + <usize>pixel) * <usize>count;
      packColumns(gradient, rowBytes, count, depth, packed, 4 * COLUMNS * depth);
      for (let place = first; place < last; place += ROWS) {
        const found = min(ROWS, last - place);
        packPlaces(
          from, line, channels, filterWidth * channels, stride, outWidth, place, found,
          pixel, depth, rows,
        );
        let to = sums + <usize>(place - first) * rowBytes;
        let panel = packed;
        for (let left = count; left > 0; left -= COLUMNS) {
          if (found == ROWS && left >= COLUMNS) {
            tile(rows, panel, depth, to, rowBytes, 1, mode, 0, false);
          } else {
            tileAtEdge(rows, panel, depth, to, rowBytes, 1, mode, 0, false, found, left, edge);
          }
          panel += 4 * COLUMNS * depth;
          to += 4 * COLUMNS;
        }
      }
    }
  }
  const values = (last - first) * count;
  const target = out + <usize>first * rowBytes;
  for (let i: usize = 0; i < 4 * values; i += 4) {
    const start: f32 = accumulate ? load<f32>(target + i) : 0;
    store<f32>(target + i, start + alpha * load<f32>(sums + i));
  }
}

/** For `depth` pixels from `pixel` on, packs the numbers under five places of the filter. */
function packPlaces(
  x: usize,
  line: usize,
  channels: i32,
  run: i32,
  stride: i32,
  outWidth: i32,
  place: i32,
  found: i32,
  pixel: i32,
  depth: i32,
  to: usize,
): void {
  // Missing places repeat the last one; their results are not kept.
  const most = place + found - 1;
  const o0 = offset(place, run, line);
  const o1 = offset(min(place + 1, most), run, line);
  const o2 = offset(min(place + 2, most), run, line);
  const o3 = offset(min(place + 3, most), run, line);
  const o4 = offset(min(place + 4, most), run, line);
  const adjacent = found == ROWS && o4 == o0 + 16;
  const right: usize = 4 * stride * channels;
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
}

// @ts-ignore: decorator
@inline
function offset(place: i32, run: i32, line: usize): usize {
  return <usize>(place / run) * line + 4 * (place % run);
}
