// Products with a matrix that is mostly zero, as images are, and products of a few rows.
//
// For each row of the result, the numbers that are not zero are selected, with the rows that they are factors of,
// and only these are added up; nothing is packed. The sums are those of the general product, to the bit: to leave
// out a zero changes at most the sign of a sum that is zero, which shows only where it is added to -0. The exact
// build has none of this: it would be slower than the general product.

import { blockDepth } from "./gemm";
import { addSum } from "./gemv";
import { EXACT } from "./madd";
import { nonzeroBits, selectNonzero, SELECTION_BYTES, SPAN } from "./nonzero";
import { firstLanes, maxLanes } from "./simd";

/** Columns that are selected from together: a bit for each. */
const GROUP = 64;

/** The scratch memory of `sparseColumns`: a selection for each column of a group, and where it ends. */
export const SPARSE_COLUMNS_BYTES: usize = GROUP * (SELECTION_BYTES + sizeof<usize>());

/**
 * out = X W + bias, or out += X W, for the rows first to last; W is [k, n].
 *
 * Nothing that is added to may be -0: that is up to the caller.
 *
 * @param scratch Room for `SELECTION_BYTES`.
 */
export function sparseRows(
  x: usize,
  w: usize,
  out: usize,
  bias: usize,
  n: i32,
  k: i32,
  accumulate: bool,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  if (ROUNDING == EXACT) unreachable();
  const stride: usize = 4 * n;
  const step = blockDepth(k);
  for (let i = first; i < last; i++) {
    const to = out + <usize>i * stride;
    if (!accumulate) {
      if (bias) memory.copy(to, bias, stride);
      else memory.fill(to, 0, stride);
    }
    for (let level = 0; level < k; level += step) {
      const from = x + 4 * (<usize>i * <usize>k + <usize>level);
      const rows = w + <usize>level * stride;
      const count = selectNonzero(from, min(step, k - level), rows, stride, 1, scratch);
      addSum(scratch, scratch + 4 * count, to, n, 1);
    }
  }
}

/**
 * out = alpha X Y, or out += alpha X Y, for the transpose of X, [k, m], and Y, [k, n]: the rows first to last,
 * which belong to columns of X.
 *
 * Both alpha and all numbers of Y must be finite, for zero times infinity is no zero, and no product may be so
 * small that a sum is rounded to -0: that is up to the caller.
 *
 * @param scratch Room for `SPARSE_COLUMNS_BYTES`.
 */
export function sparseColumns(
  x: usize,
  y: usize,
  out: usize,
  m: i32,
  n: i32,
  k: i32,
  alpha: f32,
  accumulate: bool,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  if (ROUNDING == EXACT) unreachable();
  const stride: usize = 4 * n;
  const step = blockDepth(k);
  const ends = scratch + GROUP * SELECTION_BYTES;
  // A sum of nothing is +0: it changes nothing of +0, and alpha times it is -0 if alpha is negative.
  const skips = alpha < 0 || (!accumulate && step == k);
  for (let i = first; i < last; i += GROUP) {
    const columns = min(GROUP, last - i);
    const to = out + <usize>i * stride;
    if (!accumulate) memory.fill(to, 0, <usize>columns * stride);
    for (let level = 0; level < k; level += step) {
      const depth = min(step, k - level);
      const from = x + 4 * (<usize>level * <usize>m + <usize>i);
      const rows = y + <usize>level * stride;
      selectColumns(from, 4 * m, columns, depth, rows, stride, scratch, ends);
      let selection = scratch;
      let row = to;
      for (let j = 0; j < columns; j++) {
        const end = load<usize>(ends + sizeof<usize>() * j);
        if (end != selection || !skips) addSum(selection, end, row, n, alpha);
        selection += SELECTION_BYTES;
        row += stride;
      }
    }
  }
}

/**
 * Selects from each of some columns of X, whose rows are `step` bytes apart, as `selectNonzero` does from a row.
 *
 * @param ends Where to write where the selections end, which lie one behind the other.
 */
function selectColumns(
  x: usize,
  step: usize,
  columns: i32,
  count: i32,
  rows: usize,
  stride: usize,
  selection: usize,
  ends: usize,
): void {
  for (let j = 0; j < columns; j++) {
    store<usize>(ends + sizeof<usize>() * j, selection + j * SELECTION_BYTES);
  }
  for (let i = 0; i < count; i++) {
    for (let bits = nonzeroBits(x, columns); bits; bits &= bits - 1) {
      const j = <usize>ctz(bits);
      const end = ends + sizeof<usize>() * j;
      const next = load<usize>(end);
      store<usize>(next, rows);
      store<f32>(next, load<f32>(x + 4 * j), 4 * SPAN);
      store<usize>(end, next + sizeof<usize>());
    }
    x += step;
    rows += stride;
  }
}

/** How many numbers in some rows of `columns`, which are `step` bytes apart, are not zero. */
export function countNonzero(x: usize, columns: i32, rows: i32, step: usize): i32 {
  let total = 0;
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j += 64) {
      total += <i32>popcnt(nonzeroBits(x + 4 * j, columns - j));
    }
    x += step;
  }
  return total;
}

/** The smallest magnitude of some numbers, those left out that are zero; Infinity if all are. */
export function leastMagnitude(x: usize, count: i32): f32 {
  const zero = f32x4.splat(0);
  const none = f32x4.splat(Infinity);
  let least = none;
  for (let left = count; left > 0; left -= 4) {
    const magnitude = f32x4.abs(v128.load(x));
    const counts = v128.and(f32x4.gt(magnitude, zero), firstLanes(left));
    least = f32x4.pmin(least, v128.bitselect(magnitude, none, counts));
    x += 16;
  }
  return -maxLanes(f32x4.neg(least));
}

/** Whether one of some numbers is -0. */
export function hasNegativeZero(x: usize, count: i32): bool {
  const negativeZero = i32x4.splat(0x80000000);
  for (let left = count; left > 0; left -= 4) {
    const found = i32x4.eq(v128.load(x), negativeZero);
    if (v128.any_true(v128.and(found, firstLanes(left)))) return true;
    x += 16;
  }
  return false;
}

/** Whether none of some numbers is infinite or NaN: x - x is NaN for these, and so is every sum with it. */
export function allFinite(x: usize, count: i32): bool {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  for (; count >= 8; count -= 8) {
    const v = v128.load(x);
    const w = v128.load(x, 16);
    a = f32x4.add(a, f32x4.sub(v, v));
    b = f32x4.add(b, f32x4.sub(w, w));
    x += 32;
  }
  for (; count > 0; count -= 4) {
    let v = v128.load(x);
    if (count < 4) v = v128.and(v, firstLanes(count));
    a = f32x4.add(a, f32x4.sub(v, v));
    x += 16;
  }
  return !v128.any_true(f32x4.ne(f32x4.add(a, b), f32x4.splat(0)));
}
