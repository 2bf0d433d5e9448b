// A column times a row, added to a matrix, in the exact build: see ../ger.ts.

import { madd } from "../madd";
import { SPAN } from "../nonzero";
import { carefulSum, inDoubt, loadPair, offset, watch, watched } from "./arithmetic";

/** Pairs of numbers that are kept in registers. */
const MAX_PAIRS = 6;

/** Where the factors of a selection lie. */
const FACTORS: usize = 4 * SPAN;

/** Adds y times their factors to the selected rows. */
export function exactGer(selection: usize, count: i32, y: usize, n: i32): void {
  const pairs = n >> 1;
  const blocks = (pairs + MAX_PAIRS - 1) / MAX_PAIRS;
  let done = 0;
  for (let block = 1; block <= blocks; block++) {
    const until = (pairs * block) / blocks;
    updateRows(until - done, selection, count, 8 * done, y + 8 * done);
    done = until;
  }
  if (n & 1) {
    const column: usize = 8 * pairs;
    const value = v128.load32_splat(y + column);
    for (let i: usize = 0; i < <usize>count; i++) {
      const w = load<usize>(selection + 4 * i) + column;
      const x = v128.load32_splat(selection + FACTORS + 4 * i);
      v128.store32_lane(w, madd(x, value, v128.load32_splat(w)), 0);
    }
  }
}

/** Adds some pairs of y to the selected rows. */
function updateRows(width: i32, selection: usize, count: i32, column: usize, y: usize): void {
  switch (width) {
    case 1:
      return updateBlock(1, selection, count, column, y);
    case 2:
      return updateBlock(2, selection, count, column, y);
    case 3:
      return updateBlock(3, selection, count, column, y);
    case 4:
      return updateBlock(4, selection, count, column, y);
    case 5:
      return updateBlock(5, selection, count, column, y);
    case 6:
      return updateBlock(6, selection, count, column, y);
  }
}

/** The same for a width that the compiler knows, so that everything else falls away. */
// @ts-ignore: decorator
@inline
function updateBlock(width: i32, selection: usize, count: i32, column: usize, y: usize): void {
  const y0 = loadPair(y);
  const y1 = width > 1 ? loadPair(y + 8) : y0;
  const y2 = width > 2 ? loadPair(y + 16) : y0;
  const y3 = width > 3 ? loadPair(y + 24) : y0;
  const y4 = width > 4 ? loadPair(y + 32) : y0;
  const y5 = width > 5 ? loadPair(y + 40) : y0;
  const shift = offset();
  const bits = watched();
  const end = selection + 4 * count;
  for (let at = selection; at < end; at += 4) {
    const w = load<usize>(at) + column;
    const x = f64x2.promote_low_f32x4(v128.load32_splat(at, FACTORS));
    let seen = i32x4.splat(0);
    const s0 = f64x2.add(f64x2.mul(x, y0), f64x2.promote_low_f32x4(v128.load64_zero(w)));
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let s4 = s0;
    let s5 = s0;
    seen = watch(seen, i64x2.add(s0, shift), bits);
    if (width > 1) {
      s1 = f64x2.add(f64x2.mul(x, y1), f64x2.promote_low_f32x4(v128.load64_zero(w, 8)));
      seen = watch(seen, i64x2.add(s1, shift), bits);
    }
    if (width > 2) {
      s2 = f64x2.add(f64x2.mul(x, y2), f64x2.promote_low_f32x4(v128.load64_zero(w, 16)));
      seen = watch(seen, i64x2.add(s2, shift), bits);
    }
    if (width > 3) {
      s3 = f64x2.add(f64x2.mul(x, y3), f64x2.promote_low_f32x4(v128.load64_zero(w, 24)));
      seen = watch(seen, i64x2.add(s3, shift), bits);
    }
    if (width > 4) {
      s4 = f64x2.add(f64x2.mul(x, y4), f64x2.promote_low_f32x4(v128.load64_zero(w, 32)));
      seen = watch(seen, i64x2.add(s4, shift), bits);
    }
    if (width > 5) {
      s5 = f64x2.add(f64x2.mul(x, y5), f64x2.promote_low_f32x4(v128.load64_zero(w, 40)));
      seen = watch(seen, i64x2.add(s5, shift), bits);
    }
    if (inDoubt(seen)) {
      for (let i: usize = 0; i < 8 * width; i += 8) {
        const sum = carefulSum(f64x2.mul(x, loadPair(y + i)), loadPair(w + i));
        v128.store64_lane(w + i, f32x4.demote_f64x2_zero(sum), 0);
      }
      continue;
    }
    v128.store64_lane(w, f32x4.demote_f64x2_zero(s0), 0);
    if (width > 1) v128.store64_lane(w, f32x4.demote_f64x2_zero(s1), 0, 8);
    if (width > 2) v128.store64_lane(w, f32x4.demote_f64x2_zero(s2), 0, 16);
    if (width > 3) v128.store64_lane(w, f32x4.demote_f64x2_zero(s3), 0, 24);
    if (width > 4) v128.store64_lane(w, f32x4.demote_f64x2_zero(s4), 0, 32);
    if (width > 5) v128.store64_lane(w, f32x4.demote_f64x2_zero(s5), 0, 40);
  }
}
