// The general matrix product: blocks that fit the caches, packed, then tile by tile.

import { ADD, ADD_BIAS, REPLACE, tile } from "./gemm_kernel";
import {
  COLUMNS,
  packColumns,
  packColumnsTransposed,
  packRows,
  packRowsTransposed,
  ROWS,
} from "./gemm_pack";

/** The depth of a block: a panel of B of this depth takes 8 KiB, a quarter of the first cache. */
const DEPTH = 256;

/** The columns of a block: 512 KiB of packed B stay in the second cache. */
const WIDTH = 512;

/** Room for a packed block of B, six packed rows of A, and a tile at the edge. */
export const GEMM_BYTES = 4 * DEPTH * (WIDTH + ROWS) + 4 * ROWS * COLUMNS + 4 * COLUMNS;

/**
 * out = alpha a b + bias, or out += alpha a b, for the rows first to last of out.
 *
 * Each element is the sum over blocks of 256 in k, each summed in ascending k.
 */
export function gemm(
  a: usize,
  b: usize,
  out: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: bool,
  transposeB: bool,
  alpha: f32,
  accumulate: bool,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const packedA = scratch + 4 * DEPTH * WIDTH;
  const edge = packedA + 4 * DEPTH * ROWS;
  const stride: usize = 4 * n;
  for (let column = 0; column < n; column += WIDTH) {
    const width = min(WIDTH, n - column);
    for (let level = 0; level < k; level += DEPTH) {
      const depth = min(DEPTH, k - level);
      if (transposeB) {
        const from = b + 4 * (<usize>column * <usize>k + <usize>level);
        packColumnsTransposed(from, 4 * k, width, depth, scratch);
      } else {
        const from = b + 4 * (<usize>level * <usize>n + <usize>column);
        packColumns(from, 4 * n, width, depth, scratch);
      }
      const mode = level > 0 || accumulate ? ADD : bias ? ADD_BIAS : REPLACE;
      for (let row = first; row < last; row += ROWS) {
        const rows = min(ROWS, last - row);
        if (transposeA) {
          const from = a + 4 * (<usize>level * <usize>m + <usize>row);
          packRowsTransposed(from, 4 * m, rows, depth, packedA);
        } else {
          const from = a + 4 * (<usize>row * <usize>k + <usize>level);
          packRows(from, 4 * k, rows, depth, packedA);
        }
        let panel = scratch;
        let to = out + <usize>row * stride + 4 * column;
        let left = width;
        for (let j = 0; j < width; j += COLUMNS) {
          const start = bias + 4 * (column + j);
          if (rows == ROWS && left >= COLUMNS) {
            tile(packedA, panel, depth, to, stride, alpha, mode, start);
          } else {
            tileAtEdge(packedA, panel, depth, to, stride, alpha, mode, start, rows, left, edge);
          }
          panel += 4 * COLUMNS * depth;
          to += 4 * COLUMNS;
          left -= COLUMNS;
        }
      }
    }
  }
}

/** A tile that hangs over the edge: done beside the result, then its part is copied. */
export function tileAtEdge(
  a: usize,
  b: usize,
  depth: i32,
  out: usize,
  stride: usize,
  alpha: f32,
  mode: i32,
  bias: usize,
  rows: i32,
  columns: i32,
  edge: usize,
): void {
  const width: usize = 4 * min(COLUMNS, columns);
  if (mode == ADD) {
    for (let i = 0; i < rows; i++) {
      memory.copy(edge + 4 * COLUMNS * i, out + <usize>i * stride, width);
    }
  }
  tile(a, b, depth, edge, 4 * COLUMNS, alpha, mode, bias);
  for (let i = 0; i < rows; i++) {
    memory.copy(out + <usize>i * stride, edge + 4 * COLUMNS * i, width);
  }
}
