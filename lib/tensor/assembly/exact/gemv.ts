// A row times a matrix in the exact build: see ../gemv.ts.

import { SPAN } from "../nonzero";
import {
  addProduct,
  carefulSum,
  floatsOf,
  half,
  inDoubt,
  isPowerOfTwo,
  kept,
  loadPair,
  loadSums,
  SCALE,
  toEven,
  UNSCALE,
  watch,
  watched,
  widen,
} from "./arithmetic";

/** Pairs of numbers that are kept in registers. */
const MAX_PAIRS = 6;

/** Where the factors of a selection lie. */
const FACTORS: usize = 4 * SPAN;

/** y += the selected rows times their factors. */
export function exactGemv(selection: usize, count: i32, y: usize, n: i32): void {
  widen(selection + FACTORS, count, SCALE);
  const pairs = n >> 1;
  const blocks = (pairs + MAX_PAIRS - 1) / MAX_PAIRS;
  let done = 0;
  for (let block = 1; block <= blocks; block++) {
    const until = (pairs * block) / blocks;
    addRows(until - done, selection, count, 8 * done, y + 8 * done);
    done = until;
  }
  if (n & 1) carefulPair(selection, count, 8 * pairs, y + 8 * pairs, true);
}

/** Adds the rows to some pairs of the result. */
function addRows(width: i32, selection: usize, count: i32, column: usize, y: usize): void {
  switch (width) {
    case 1:
      return addBlock(1, selection, count, column, y);
    case 2:
      return addBlock(2, selection, count, column, y);
    case 3:
      return addBlock(3, selection, count, column, y);
    case 4:
      return addBlock(4, selection, count, column, y);
    case 5:
      return addBlock(5, selection, count, column, y);
    case 6:
      return addBlock(6, selection, count, column, y);
  }
}

/** The same for a width that the compiler knows, so that everything else falls away. */
// @ts-ignore: decorator
@inline
function addBlock(width: i32, selection: usize, count: i32, column: usize, y: usize): void {
  const rounding = half();
  const mask = kept();
  const bits = watched();
  let seen = i32x4.splat(0);
  let c0 = loadSums(y);
  let c1 = width > 1 ? loadSums(y + 8) : c0;
  let c2 = width > 2 ? loadSums(y + 16) : c0;
  let c3 = width > 3 ? loadSums(y + 24) : c0;
  let c4 = width > 4 ? loadSums(y + 32) : c0;
  let c5 = width > 5 ? loadSums(y + 40) : c0;
  let factor = selection + FACTORS;
  const end = selection + 4 * count;
  for (let at = selection; at < end; at += 4) {
    const w = load<usize>(at) + column;
    const x = v128.load64_splat(factor);
    if (isPowerOfTwo(factor)) {
      c0 = addProduct(c0, x, f64x2.promote_low_f32x4(v128.load64_zero(w)), rounding);
      c0 = v128.and(toEven(c0), mask);
      seen = watch(seen, c0, bits);
      if (width > 1) {
        c1 = addProduct(c1, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 8)), rounding);
        c1 = v128.and(toEven(c1), mask);
        seen = watch(seen, c1, bits);
      }
      if (width > 2) {
        c2 = addProduct(c2, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 16)), rounding);
        c2 = v128.and(toEven(c2), mask);
        seen = watch(seen, c2, bits);
      }
      if (width > 3) {
        c3 = addProduct(c3, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 24)), rounding);
        c3 = v128.and(toEven(c3), mask);
        seen = watch(seen, c3, bits);
      }
      if (width > 4) {
        c4 = addProduct(c4, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 32)), rounding);
        c4 = v128.and(toEven(c4), mask);
        seen = watch(seen, c4, bits);
      }
      if (width > 5) {
        c5 = addProduct(c5, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 40)), rounding);
        c5 = v128.and(toEven(c5), mask);
        seen = watch(seen, c5, bits);
      }
      factor += 8;
      continue;
    }
    c0 = addProduct(c0, x, f64x2.promote_low_f32x4(v128.load64_zero(w)), rounding);
    seen = watch(seen, c0, bits);
    c0 = v128.and(c0, mask);
    if (width > 1) {
      c1 = addProduct(c1, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 8)), rounding);
      seen = watch(seen, c1, bits);
      c1 = v128.and(c1, mask);
    }
    if (width > 2) {
      c2 = addProduct(c2, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 16)), rounding);
      seen = watch(seen, c2, bits);
      c2 = v128.and(c2, mask);
    }
    if (width > 3) {
      c3 = addProduct(c3, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 24)), rounding);
      seen = watch(seen, c3, bits);
      c3 = v128.and(c3, mask);
    }
    if (width > 4) {
      c4 = addProduct(c4, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 32)), rounding);
      seen = watch(seen, c4, bits);
      c4 = v128.and(c4, mask);
    }
    if (width > 5) {
      c5 = addProduct(c5, x, f64x2.promote_low_f32x4(v128.load64_zero(w, 40)), rounding);
      seen = watch(seen, c5, bits);
      c5 = v128.and(c5, mask);
    }
    factor += 8;
  }
  if (inDoubt(seen)) {
    for (let i: usize = 0; i < 8 * width; i += 8) {
      carefulPair(selection, count, column + i, y + i, false);
    }
    return;
  }
  v128.store64_lane(y, floatsOf(c0), 0);
  if (width > 1) v128.store64_lane(y, floatsOf(c1), 0, 8);
  if (width > 2) v128.store64_lane(y, floatsOf(c2), 0, 16);
  if (width > 3) v128.store64_lane(y, floatsOf(c3), 0, 24);
  if (width > 4) v128.store64_lane(y, floatsOf(c4), 0, 32);
  if (width > 5) v128.store64_lane(y, floatsOf(c5), 0, 40);
}

/** Adds the rows to one pair of the result with care, or to its first number only. */
function carefulPair(selection: usize, count: i32, column: usize, y: usize, single: bool): void {
  const unscale = f64x2.splat(UNSCALE);
  let sum = single ? f64x2.splat(<f64>load<f32>(y)) : loadPair(y);
  for (let i: usize = 0; i < <usize>count; i++) {
    const w = load<usize>(selection + 4 * i) + column;
    const values = single ? f64x2.splat(<f64>load<f32>(w)) : loadPair(w);
    const x = f64x2.mul(v128.load64_splat(selection + FACTORS + 8 * i), unscale);
    sum = carefulSum(f64x2.mul(x, values), sum);
  }
  const floats = f32x4.demote_f64x2_zero(sum);
  if (single) v128.store32_lane(y, floats, 0);
  else v128.store64_lane(y, floats, 0);
}
