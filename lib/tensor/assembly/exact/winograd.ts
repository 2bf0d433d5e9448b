// Winograd's products in the exact build: see ../winograd/kernel.ts.
//
// Four rows and four columns at a time. Both matrices hold numbers of 64 bits, the left one scaled.

import { WINOGRAD_POINTS } from "../winograd/group";
import {
  addProduct,
  carefulSum,
  floatsOf,
  half,
  inDoubt,
  kept,
  SCALE,
  UNSCALE,
  watch,
  watched,
  widen,
} from "./arithmetic";

/**
 * out[r, c] = sum over k of a[r, k] b[k, c], or added to out, for four rows and eight columns.
 *
 * @param down Bytes from one row of a to the next.
 * @param right Bytes from one k of a to the next.
 * @param stepB Bytes from one k of b to the next.
 * @param stride Bytes from one row of the result to the next.
 */
export function exactProducts(
  a: usize,
  b: usize,
  out: usize,
  down: usize,
  right: usize,
  stepB: usize,
  stride: usize,
  depth: i32,
  accumulate: bool,
): void {
  const rounding = half();
  const mask = kept();
  const bits = watched();
  for (let j: usize = 0; j < 64; j += 32) {
    let seen = i32x4.splat(0);
    let l0 = f64x2.splat(0);
    let r0 = l0;
    let l1 = l0;
    let r1 = l0;
    let l2 = l0;
    let r2 = l0;
    let l3 = l0;
    let r3 = l0;
    let a0 = a;
    let a1 = a + down;
    let a2 = a1 + down;
    let a3 = a2 + down;
    let row = b + j;
    for (let k = depth; k > 0; k--) {
      const left = v128.load(row);
      const next = v128.load(row, 16);
      let x = v128.load64_splat(a0);
      l0 = addProduct(l0, x, left, rounding);
      seen = watch(seen, l0, bits);
      l0 = v128.and(l0, mask);
      r0 = addProduct(r0, x, next, rounding);
      seen = watch(seen, r0, bits);
      r0 = v128.and(r0, mask);
      x = v128.load64_splat(a1);
      l1 = addProduct(l1, x, left, rounding);
      seen = watch(seen, l1, bits);
      l1 = v128.and(l1, mask);
      r1 = addProduct(r1, x, next, rounding);
      seen = watch(seen, r1, bits);
      r1 = v128.and(r1, mask);
      x = v128.load64_splat(a2);
      l2 = addProduct(l2, x, left, rounding);
      seen = watch(seen, l2, bits);
      l2 = v128.and(l2, mask);
      r2 = addProduct(r2, x, next, rounding);
      seen = watch(seen, r2, bits);
      r2 = v128.and(r2, mask);
      x = v128.load64_splat(a3);
      l3 = addProduct(l3, x, left, rounding);
      seen = watch(seen, l3, bits);
      l3 = v128.and(l3, mask);
      r3 = addProduct(r3, x, next, rounding);
      seen = watch(seen, r3, bits);
      r3 = v128.and(r3, mask);
      a0 += right;
      a1 += right;
      a2 += right;
      a3 += right;
      row += stepB;
    }
    if (inDoubt(seen)) {
      l0 = careful(a, b + j, right, stepB, depth);
      r0 = careful(a, b + j + 16, right, stepB, depth);
      l1 = careful(a + down, b + j, right, stepB, depth);
      r1 = careful(a + down, b + j + 16, right, stepB, depth);
      l2 = careful(a + 2 * down, b + j, right, stepB, depth);
      r2 = careful(a + 2 * down, b + j + 16, right, stepB, depth);
      l3 = careful(a + 3 * down, b + j, right, stepB, depth);
      r3 = careful(a + 3 * down, b + j + 16, right, stepB, depth);
    }
    let to = out + (j >> 1);
    put(l0, r0, to, accumulate);
    to += stride;
    put(l1, r1, to, accumulate);
    to += stride;
    put(l2, r2, to, accumulate);
    to += stride;
    put(l3, r3, to, accumulate);
  }
}

/** Two sums, computed with care. */
function careful(a: usize, b: usize, right: usize, stepB: usize, depth: i32): v128 {
  const unscale = f64x2.splat(UNSCALE);
  let sum = f64x2.splat(0);
  for (; depth > 0; depth--) {
    const product = f64x2.mul(v128.load64_splat(a), v128.load(b));
    sum = carefulSum(f64x2.mul(product, unscale), sum);
    a += right;
    b += stepB;
  }
  return f64x2.mul(sum, f64x2.splat(SCALE));
}

/** Four elements of the result. */
// @ts-ignore: decorator
@inline
function put(left: v128, right: v128, out: usize, accumulate: bool): void {
  const sums = i32x4.shuffle(floatsOf(left), floatsOf(right), 0, 1, 4, 5);
  v128.store(out, accumulate ? f32x4.add(sums, v128.load(out)) : sums);
}

/**
 * Widens the numbers of `count` transformed tiles where they lie, and makes their number a multiple of 4.
 *
 * @param slice Bytes from one of the 36 matrices to the next.
 * @param row Bytes of a tile in each, as floats.
 */
export function widenTiles(
  tiles: usize,
  slice: usize,
  row: usize,
  count: i32,
  factor: f64,
): void {
  const bytes = row * <usize>count;
  for (let point: usize = 0; point < WINOGRAD_POINTS; point++) {
    widen(tiles, <i32>(bytes >> 2), factor);
    memory.fill(tiles + 2 * bytes, 0, 2 * row * <usize>(-count & 3));
    tiles += slice;
  }
}
