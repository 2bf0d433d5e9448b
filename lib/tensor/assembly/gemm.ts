// The general matrix product: B is packed first, then tiles of the result are made from it.
//
// Both halves can be shared between threads: packing by panels of eight columns, the tiles by rows or
// by columns.

import {
  ADD,
  ADD_BIAS,
  REPLACE,
  SELECTED_STEP,
  tile,
  TILE_BYTES,
  tileAtEdge,
} from "./gemm_kernel";
import {
  COLUMNS,
  mostlyZero,
  PACKED,
  packColumns,
  packColumnsTransposed,
  packRows,
  packRowsTransposed,
  PANEL_STEP,
  ROWS,
  selectFiveRows,
  selectFiveRowsTransposed,
} from "./gemm_pack";

/** The maximum depth of a block: a panel of B takes 12.5 KiB then, two fifths of the first cache. */
const DEPTH = 400;

/** Five rows of a block, all of their steps selected. Blocks are of even depth where there are several. */
const PACKED_ROWS_BYTES: usize = PACKED * SELECTED_STEP * (DEPTH + (DEPTH & 1));

/** The scratch memory of `gemmRows` and `gemmColumns`: packed rows, then a tile at the edge. */
export const GEMM_SCRATCH_BYTES: usize = PACKED_ROWS_BYTES + TILE_BYTES;

/** The depth of the blocks that k is cut into: all the same, so that none is too short to pay. */
// @ts-ignore: decorator
@inline
export function blockDepth(k: i32): i32 {
  const blocks = (k + DEPTH - 1) / DEPTH;
  return blocks > 1 ? ((k + blocks - 1) / blocks + 1) & ~1 : k;
}

/** The columns of a block: 500 KiB of packed B stay in the second cache. */
const WIDTH = 320;

/** Bytes of B, [k, n], when it is packed: whole panels. */
export function packedBytes(n: i32, k: i32): f64 {
  const panels = (n + COLUMNS - 1) / COLUMNS;
  return <f64>PANEL_STEP * <f64>panels * <f64>k;
}

/**
 * Packs all of B, [k, n] or its transpose, for the panels first to last.
 *
 * Blocks in k lie one behind the other, and in each the panels.
 */
export function packB(
  b: usize,
  packed: usize,
  n: i32,
  k: i32,
  transposed: bool,
  first: i32,
  last: i32,
): void {
  const panels = (n + COLUMNS - 1) / COLUMNS;
  const column = first * COLUMNS;
  const width = min(last * COLUMNS, n) - column;
  const step = blockDepth(k);
  for (let level = 0; level < k; level += step) {
    const depth = min(step, k - level);
    const panel: usize = PANEL_STEP * depth;
    const to = packed + PANEL_STEP * <usize>panels * <usize>level + <usize>first * panel;
    if (transposed) {
      const from = b + 4 * (<usize>column * <usize>k + <usize>level);
      packColumnsTransposed(from, 4 * k, width, depth, to, panel);
    } else {
      const from = b + 4 * (<usize>level * <usize>n + <usize>column);
      packColumns(from, 4 * n, width, depth, to, panel);
    }
  }
}

/** out = alpha a b + bias, or out += alpha a b, for the rows first to last; b is packed. */
export function gemmRows(
  a: usize,
  packed: usize,
  out: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  transposed: bool,
  alpha: f32,
  accumulate: bool,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  for (let column = 0; column < n; column += WIDTH) {
    const end = min(n, column + WIDTH);
    gemm(
      a, packed, out, bias, m, n, k, transposed, alpha, accumulate, first, last, column, end, scratch,
    );
  }
}

/** The same for the columns first to last, `first` being a multiple of 8. */
export function gemmColumns(
  a: usize,
  packed: usize,
  out: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  transposed: bool,
  alpha: f32,
  accumulate: bool,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  gemm(a, packed, out, bias, m, n, k, transposed, alpha, accumulate, 0, m, first, last, scratch);
}

/**
 * A part of the result: rows and columns from the first up to the last.
 *
 * Each element is the sum over blocks in k, and each of those is summed in ascending k.
 */
function gemm(
  a: usize,
  packed: usize,
  out: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  transposed: bool,
  alpha: f32,
  accumulate: bool,
  firstRow: i32,
  lastRow: i32,
  firstColumn: i32,
  lastColumn: i32,
  scratch: usize,
): void {
  const edge = scratch + PACKED_ROWS_BYTES;
  const right: usize = transposed ? 4 * m : 4;
  const down: usize = transposed ? 4 : 4 * k;
  const panels = (n + COLUMNS - 1) / COLUMNS;
  const stride: usize = 4 * n;
  const step = blockDepth(k);
  for (let level = 0; level < k; level += step) {
    const depth = min(step, k - level);
    const panelBytes: usize = PANEL_STEP * depth;
    const block = packed + PANEL_STEP * <usize>panels * <usize>level +
      <usize>(firstColumn / COLUMNS) * panelBytes;
    const mode = level > 0 || accumulate ? ADD : bias ? ADD_BIAS : REPLACE;
    for (let row = firstRow; row < lastRow; row += ROWS) {
      const rows = min(ROWS, lastRow - row);
      const from = a + <usize>level * right + <usize>row * down;
      let steps = depth;
      const selected = rows == ROWS && mostlyZero(from, right, down, depth);
      if (selected) {
        steps = transposed
          ? selectFiveRowsTransposed(from, right, depth, scratch)
          : selectFiveRows(
            from, from + down, from + 2 * down, from + 3 * down, from + 4 * down, depth, scratch,
          );
      } else if (transposed) {
        packRowsTransposed(from, right, rows, depth, scratch);
      } else {
        packRows(from, down, rows, depth, scratch);
      }
      let panel = block;
      let to = out + <usize>row * stride + 4 * firstColumn;
      let start = bias + 4 * firstColumn;
      for (let left = lastColumn - firstColumn; left > 0; left -= COLUMNS) {
        if (rows == ROWS && left >= COLUMNS) {
          tile(scratch, panel, steps, to, stride, alpha, mode, start, selected);
        } else {
          tileAtEdge(
            scratch, panel, steps, to, stride, alpha, mode, start, selected, rows, left, edge,
          );
        }
        panel += panelBytes;
        to += 4 * COLUMNS;
        start += 4 * COLUMNS;
      }
    }
  }
}
