// The innermost loop of every matrix product and convolution: one tile of 5 rows and 8 columns.
//
// A core starts two multiply-adds in a cycle and each takes four, so at least eight sums must be
// under way. Ten of them, two vectors of B, one of A and a broadcast number fit the 15 vector
// registers that V8 hands out on x64. Loads are dear, for Deno's V8 compares every address with the
// length of the memory; so four rows of A come with one load, and are broadcast from there.

import { exactTile } from "./exact/tile";
import { COLUMNS, ROWS } from "./gemm_pack";
import { EXACT, madd } from "./madd";

/** The words of a packed step of selected rows: five numbers, and where in the panel to go. */
export const SELECTED_STEP = ROWS + 1;

/** Bytes of a tile. */
export const TILE_BYTES: usize = 4 * ROWS * COLUMNS;

/** How a tile goes into the result: replace it, start from a bias, or add to what is there. */
export const REPLACE = 0;
export const ADD_BIAS = 1;
export const ADD = 2;

/**
 * One tile: out = alpha A B, plus what `mode` says.
 *
 * Every element is summed in ascending k with one rounding a step, from zero; so its value does not
 * depend on where in a tile it lies, nor on how the work was split.
 *
 * @param a Packed rows of A: all steps, or if `selected` those that are not zero.
 * @param b A packed panel of B.
 * @param depth The number of steps packed in A.
 * @param out The first element of the result, rows `stride` bytes apart.
 * @param bias Eight numbers, used if the mode is `ADD_BIAS`.
 */
export function tile(
  a: usize,
  b: usize,
  depth: i32,
  out: usize,
  stride: usize,
  alpha: f32,
  mode: i32,
  bias: usize,
  selected: bool,
): void {
  if (ROUNDING == EXACT) {
    exactTile(a, b, depth, out, stride, alpha, mode, bias, selected);
    return;
  }
  const zero = f32x4.splat(0);
  let l0 = zero;
  let r0 = zero;
  let l1 = zero;
  let r1 = zero;
  let l2 = zero;
  let r2 = zero;
  let l3 = zero;
  let r3 = zero;
  let l4 = zero;
  let r4 = zero;
  let left: v128;
  let right: v128;
  let four: v128;
  let x: v128;
  let steps = depth;
  if (selected) {
    for (; steps >= 2; steps -= 2) {
      let panel = b + load<usize>(a, 20);
      left = v128.load(panel);
      right = v128.load(panel, 16);
      four = v128.load(a);
      x = i32x4.shuffle(four, four, 0, 0, 0, 0);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(four, four, 1, 1, 1, 1);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(four, four, 2, 2, 2, 2);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(four, four, 3, 3, 3, 3);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      x = v128.load32_splat(a, 16);
      l4 = madd(x, left, l4);
      r4 = madd(x, right, r4);
      panel = b + load<usize>(a, 44);
      left = v128.load(panel);
      right = v128.load(panel, 16);
      four = v128.load(a, 24);
      x = i32x4.shuffle(four, four, 0, 0, 0, 0);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(four, four, 1, 1, 1, 1);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(four, four, 2, 2, 2, 2);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(four, four, 3, 3, 3, 3);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      x = v128.load32_splat(a, 40);
      l4 = madd(x, left, l4);
      r4 = madd(x, right, r4);
      a += 2 * 4 * SELECTED_STEP;
    }
    if (steps) {
      const panel = b + load<usize>(a, 20);
      left = v128.load(panel);
      right = v128.load(panel, 16);
      four = v128.load(a);
      x = i32x4.shuffle(four, four, 0, 0, 0, 0);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(four, four, 1, 1, 1, 1);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(four, four, 2, 2, 2, 2);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(four, four, 3, 3, 3, 3);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      x = v128.load32_splat(a, 16);
      l4 = madd(x, left, l4);
      r4 = madd(x, right, r4);
    }
  } else {
    for (; steps >= 2; steps -= 2) {
      left = v128.load(b);
      right = v128.load(b, 16);
      four = v128.load(a);
      x = i32x4.shuffle(four, four, 0, 0, 0, 0);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(four, four, 1, 1, 1, 1);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(four, four, 2, 2, 2, 2);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(four, four, 3, 3, 3, 3);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      x = v128.load32_splat(a, 16);
      l4 = madd(x, left, l4);
      r4 = madd(x, right, r4);
      left = v128.load(b, 32);
      right = v128.load(b, 48);
      four = v128.load(a, 20);
      x = i32x4.shuffle(four, four, 0, 0, 0, 0);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(four, four, 1, 1, 1, 1);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(four, four, 2, 2, 2, 2);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(four, four, 3, 3, 3, 3);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      x = v128.load32_splat(a, 36);
      l4 = madd(x, left, l4);
      r4 = madd(x, right, r4);
      a += 2 * 4 * ROWS;
      b += 2 * 4 * COLUMNS;
    }
    if (steps) {
      left = v128.load(b);
      right = v128.load(b, 16);
      four = v128.load(a);
      x = i32x4.shuffle(four, four, 0, 0, 0, 0);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(four, four, 1, 1, 1, 1);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(four, four, 2, 2, 2, 2);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(four, four, 3, 3, 3, 3);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      x = v128.load32_splat(a, 16);
      l4 = madd(x, left, l4);
      r4 = madd(x, right, r4);
    }
  }
  const factor = f32x4.splat(alpha);
  if (mode == ADD) {
    let row = out;
    l0 = madd(l0, factor, v128.load(row));
    r0 = madd(r0, factor, v128.load(row, 16));
    row += stride;
    l1 = madd(l1, factor, v128.load(row));
    r1 = madd(r1, factor, v128.load(row, 16));
    row += stride;
    l2 = madd(l2, factor, v128.load(row));
    r2 = madd(r2, factor, v128.load(row, 16));
    row += stride;
    l3 = madd(l3, factor, v128.load(row));
    r3 = madd(r3, factor, v128.load(row, 16));
    row += stride;
    l4 = madd(l4, factor, v128.load(row));
    r4 = madd(r4, factor, v128.load(row, 16));
  } else {
    left = mode == ADD_BIAS ? v128.load(bias) : zero;
    right = mode == ADD_BIAS ? v128.load(bias, 16) : zero;
    l0 = madd(l0, factor, left);
    r0 = madd(r0, factor, right);
    l1 = madd(l1, factor, left);
    r1 = madd(r1, factor, right);
    l2 = madd(l2, factor, left);
    r2 = madd(r2, factor, right);
    l3 = madd(l3, factor, left);
    r3 = madd(r3, factor, right);
    l4 = madd(l4, factor, left);
    r4 = madd(r4, factor, right);
  }
  v128.store(out, l0);
  v128.store(out, r0, 16);
  out += stride;
  v128.store(out, l1);
  v128.store(out, r1, 16);
  out += stride;
  v128.store(out, l2);
  v128.store(out, r2, 16);
  out += stride;
  v128.store(out, l3);
  v128.store(out, r3, 16);
  out += stride;
  v128.store(out, l4);
  v128.store(out, r4, 16);
}

/**
 * A tile that hangs over the edge: done beside the result, then its part is copied.
 *
 * @param edge Room for a tile.
 */
export function tileAtEdge(
  a: usize,
  b: usize,
  depth: i32,
  out: usize,
  stride: usize,
  alpha: f32,
  mode: i32,
  bias: usize,
  selected: bool,
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
  tile(a, b, depth, edge, 4 * COLUMNS, alpha, mode, bias, selected);
  for (let i = 0; i < rows; i++) {
    memory.copy(out + <usize>i * stride, edge + 4 * COLUMNS * i, width);
  }
}
