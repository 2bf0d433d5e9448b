// Convolution as a matrix product whose left matrix is never written out.
//
// Row by row that matrix holds, for each pixel of the result, all numbers under the filter at that
// position. Five of its rows at a time are packed straight from the image (im2col folded into packing);
// the filters are its right matrix just as they are stored.

import { copyImage } from "./image";
import { ADD, ADD_BIAS, REPLACE, tile, TILE_BYTES, tileAtEdge } from "./gemm_kernel";
import {
  COLUMNS,
  packColumns,
  packColumnsTransposed,
  packFiveRows,
  PANEL_STEP,
  ROWS,
  ROWS_STEP,
} from "./gemm_pack";

/** The depth of a block: five packed rows and one panel of that depth lie in the first cache. */
const DEPTH = 320;

/** The start of the scratch memory: a tile at the edge. */
const EDGE_BYTES: usize = TILE_BYTES + 64;

/** Bytes of packed filters: whole panels, each of the full depth. */
function panelBytes(depth: f64, columns: i32): f64 {
  return <f64>PANEL_STEP * depth * ((columns + COLUMNS - 1) / COLUMNS);
}

/** Where the image with its border lies in the scratch memory: behind panels and five packed rows. */
function borderedOffset(depth: f64, columns: i32): f64 {
  return <f64>EDGE_BYTES + panelBytes(depth, columns) + <f64>ROWS_STEP * depth + 64;
}

/** The scratch memory of `conv2d`, by the lengths that it takes, too. */
export function conv2dScratchBytes(
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
  const depth = <f64>filterHeight * filterWidth * channels;
  const bordered = 4 * (height + 2 * <f64>padding) * (width + 2 * <f64>padding) * channels;
  return borderedOffset(depth, outChannels) + bordered;
}

/** out = x * filters + bias for the images first to last, x being of `height` x `width` pixels. */
export function conv2d(
  x: usize,
  filters: usize,
  out: usize,
  bias: usize,
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
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const depth = filterHeight * filterWidth * channels;
  const packed = scratch + EDGE_BYTES;
  packColumns(filters, 4 * outChannels, outChannels, depth, packed, PANEL_STEP * depth);
  const rows = packed + <usize>panelBytes(depth, outChannels);
  const bordered = scratch + <usize>borderedOffset(depth, outChannels);
  const size: usize = 4 * height * width * channels;
  const outSize: usize = 4 * outHeight * outWidth * outChannels;
  const fullHeight = height + 2 * padding;
  const fullWidth = width + 2 * padding;
  for (let image = first; image < last; image++) {
    let from = x + <usize>image * size;
    if (padding) {
      copyImage(
        from, height, width, channels, bordered, fullHeight, fullWidth, padding, padding, 1,
      );
      from = bordered;
    }
    correlate(
      from, fullWidth, channels, filterHeight, filterWidth, stride, packed, outChannels,
      out + <usize>image * outSize, outHeight, outWidth, bias, rows, scratch,
    );
  }
}

/** The scratch memory of `conv2dInputGradient`, by the lengths that it takes, too. */
export function conv2dInputGradientScratchBytes(
  height: i32,
  width: i32,
  channels: i32,
  filterHeight: i32,
  filterWidth: i32,
  outChannels: i32,
  _stride: i32,
  _padding: i32,
  _outHeight: i32,
  _outWidth: i32,
): f64 {
  const depth = <f64>filterHeight * filterWidth * outChannels;
  const pixels = (<f64>height + filterHeight - 1) * (<f64>width + filterWidth - 1);
  return borderedOffset(depth, channels) + 4 * pixels * outChannels;
}

/**
 * The gradient for the input, of `height` x `width` pixels, for the images first to last.
 *
 * It is a convolution again: of dy, with zeros between its pixels where the stride was not 1, with
 * the filters turned by half a circle and their channels and outChannels exchanged.
 */
export function conv2dInputGradient(
  dy: usize,
  filters: usize,
  out: usize,
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
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const depth = filterHeight * filterWidth * outChannels;
  const packed = scratch + EDGE_BYTES;
  const taps = filterHeight * filterWidth;
  for (let tap = 0; tap < taps; tap++) {
    packColumnsTransposed(
      filters + 4 * <usize>(taps - 1 - tap) * <usize>channels * <usize>outChannels,
      4 * outChannels,
      channels,
      outChannels,
      packed + PANEL_STEP * <usize>outChannels * <usize>tap,
      PANEL_STEP * depth,
    );
  }
  const rows = packed + <usize>panelBytes(depth, channels);
  const bordered = scratch + <usize>borderedOffset(depth, channels);
  const size: usize = 4 * outHeight * outWidth * outChannels;
  const outSize: usize = 4 * height * width * channels;
  const fullHeight = height + filterHeight - 1;
  const fullWidth = width + filterWidth - 1;
  const top = filterHeight - 1 - padding;
  const left = filterWidth - 1 - padding;
  for (let image = first; image < last; image++) {
    copyImage(
      dy + <usize>image * size, outHeight, outWidth, outChannels,
      bordered, fullHeight, fullWidth, top, left, stride,
    );
    correlate(
      bordered, fullWidth, outChannels, filterHeight, filterWidth, 1, packed, channels,
      out + <usize>image * outSize, height, width, 0, rows, scratch,
    );
  }
}

/** One image, its border included, with packed filters. */
function correlate(
  x: usize,
  width: i32,
  channels: i32,
  filterHeight: i32,
  filterWidth: i32,
  stride: i32,
  packed: usize,
  outChannels: i32,
  out: usize,
  outHeight: i32,
  outWidth: i32,
  bias: usize,
  rows: usize,
  edge: usize,
): void {
  const line: usize = 4 * width * channels;
  const run = filterWidth * channels;
  const depth = filterHeight * run;
  const blocks = (depth + DEPTH - 1) / DEPTH;
  const blockDepth = (depth + blocks - 1) / blocks;
  const pixels = outHeight * outWidth;
  const stepRight: usize = 4 * stride * channels;
  const stepDown = <usize>stride * line;
  // Where the pixel under the filter's first tap lies, and what is left of its row.
  let at = x;
  let start = x;
  let column = 0;
  for (let pixel = 0; pixel < pixels; pixel += ROWS) {
    // Addresses of five pixels; past the last one it is repeated, and its results are not kept.
    const left = pixels - pixel;
    const p0 = at;
    if (++column == outWidth) at = start += stepDown, column = 0;
    else at += stepRight;
    const p1 = left > 1 ? at : p0;
    if (++column == outWidth) at = start += stepDown, column = 0;
    else at += stepRight;
    const p2 = left > 2 ? at : p0;
    if (++column == outWidth) at = start += stepDown, column = 0;
    else at += stepRight;
    const p3 = left > 3 ? at : p0;
    if (++column == outWidth) at = start += stepDown, column = 0;
    else at += stepRight;
    const p4 = left > 4 ? at : p0;
    if (++column == outWidth) at = start += stepDown, column = 0;
    else at += stepRight;
    let to = rows;
    for (let i: usize = 0; i < <usize>filterHeight; i++) {
      const d = i * line;
      to = packFiveRows(p0 + d, p1 + d, p2 + d, p3 + d, p4 + d, run, to);
    }
    const target = out + 4 * <usize>pixel * <usize>outChannels;
    for (let level = 0; level < depth; level += blockDepth) {
      const mode = level ? ADD : bias ? ADD_BIAS : REPLACE;
      tiles(
        rows + ROWS_STEP * level, packed + PANEL_STEP * level, PANEL_STEP * depth,
        min(blockDepth, depth - level), target, outChannels, mode, bias, min(ROWS, left), edge,
      );
    }
  }
}

/** A row of tiles: five packed rows by all panels. */
// @ts-ignore: decorator
@inline
function tiles(
  rows: usize,
  panel: usize,
  panelBytes: usize,
  depth: i32,
  out: usize,
  columns: i32,
  mode: i32,
  bias: usize,
  height: i32,
  edge: usize,
): void {
  const stride: usize = 4 * columns;
  for (let left = columns; left > 0; left -= COLUMNS) {
    if (height == ROWS && left >= COLUMNS) {
      tile(rows, panel, depth, out, stride, 1, mode, bias, false);
    } else {
      tileAtEdge(rows, panel, depth, out, stride, 1, mode, bias, false, height, left, edge);
    }
    panel += panelBytes;
    out += 4 * COLUMNS;
    bias += 4 * COLUMNS;
  }
}
