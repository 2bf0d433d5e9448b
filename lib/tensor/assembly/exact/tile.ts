// The tile of a matrix product in the exact build: see ../gemm_kernel.ts.
//
// Five rows and two columns at a time, for each vector has two numbers of 64 bits. They are packed like
// that, the rows scaled.

import { ADD, ADD_BIAS } from "../gemm_kernel";
import { COLUMNS, ROWS } from "../gemm_pack";
import { madd } from "../madd";
import {
  addProduct,
  carefulSum,
  cutOfPowers,
  floatsOf,
  half,
  inDoubt,
  kept,
  SCALE,
  toEven,
  UNSCALE,
  watch,
  watched,
} from "./arithmetic";

/**
 * Bytes of a packed step: five numbers, and if selected, 32 bits for where in the panel to go, and 32
 * for whether one of the five is a power of two.
 */
const STEP: usize = 8 * ROWS;
export const SELECTED_STEP: usize = 8 * (ROWS + 1);

/** One tile, as `tile` of ../gemm_kernel.ts makes it. */
export function exactTile(
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
  // Where two columns needed a look at powers of two, so will the others: the rows are the same.
  let powers = false;
  for (let j: usize = 0; j < <usize>COLUMNS; j += 2) {
    const panel = b + 8 * j;
    const to = out + 4 * j;
    const start = bias + 4 * j;
    powers = selected
      ? pair(true, a, panel, depth, to, stride, alpha, mode, start, powers)
      : pair(false, a, panel, depth, to, stride, alpha, mode, start, powers);
  }
}

/**
 * Two columns of the tile.
 *
 * @param powers Whether to look for factors that are powers of two from the start.
 * @returns Whether that was necessary.
 */
// @ts-ignore: decorator
@inline
function pair(
  selected: bool,
  a: usize,
  b: usize,
  depth: i32,
  out: usize,
  stride: usize,
  alpha: f32,
  mode: i32,
  bias: usize,
  powers: bool,
): bool {
  const rounding = half();
  const mask = kept();
  const bits = watched();
  const zero = f64x2.splat(0);
  let seen = i32x4.splat(0);
  let c0 = zero;
  let c1 = zero;
  let c2 = zero;
  let c3 = zero;
  let c4 = zero;
  if (!powers) {
    let x = a;
    let panel = b;
    for (let steps = depth; steps > 0; steps--) {
      if (selected) panel = b + load<usize>(x, STEP);
      const y = v128.load(panel);
      if (selected && load<i32>(x, STEP + 4)) {
        let f: v128;
        f = v128.load64_splat(x);
        c0 = addProduct(c0, f, y, rounding);
        seen = watch(seen, v128.andnot(c0, cutOfPowers(f)), bits);
        c0 = v128.and(toEven(c0), mask);
        f = v128.load64_splat(x, 8);
        c1 = addProduct(c1, f, y, rounding);
        seen = watch(seen, v128.andnot(c1, cutOfPowers(f)), bits);
        c1 = v128.and(toEven(c1), mask);
        f = v128.load64_splat(x, 16);
        c2 = addProduct(c2, f, y, rounding);
        seen = watch(seen, v128.andnot(c2, cutOfPowers(f)), bits);
        c2 = v128.and(toEven(c2), mask);
        f = v128.load64_splat(x, 24);
        c3 = addProduct(c3, f, y, rounding);
        seen = watch(seen, v128.andnot(c3, cutOfPowers(f)), bits);
        c3 = v128.and(toEven(c3), mask);
        f = v128.load64_splat(x, 32);
        c4 = addProduct(c4, f, y, rounding);
        seen = watch(seen, v128.andnot(c4, cutOfPowers(f)), bits);
        c4 = v128.and(toEven(c4), mask);
      } else {
        c0 = addProduct(c0, v128.load64_splat(x), y, rounding);
        seen = watch(seen, c0, bits);
        c0 = v128.and(c0, mask);
        c1 = addProduct(c1, v128.load64_splat(x, 8), y, rounding);
        seen = watch(seen, c1, bits);
        c1 = v128.and(c1, mask);
        c2 = addProduct(c2, v128.load64_splat(x, 16), y, rounding);
        seen = watch(seen, c2, bits);
        c2 = v128.and(c2, mask);
        c3 = addProduct(c3, v128.load64_splat(x, 24), y, rounding);
        seen = watch(seen, c3, bits);
        c3 = v128.and(c3, mask);
        c4 = addProduct(c4, v128.load64_splat(x, 32), y, rounding);
        seen = watch(seen, c4, bits);
        c4 = v128.and(c4, mask);
      }
      x += selected ? SELECTED_STEP : STEP;
      if (!selected) panel += 8 * COLUMNS;
    }
    powers = inDoubt(seen);
  }
  if (powers) {
    seen = i32x4.splat(0);
    c0 = zero;
    c1 = zero;
    c2 = zero;
    c3 = zero;
    c4 = zero;
    let x = a;
    let panel = b;
    for (let steps = depth; steps > 0; steps--) {
      if (selected) panel = b + load<usize>(x, STEP);
      const y = v128.load(panel);
      const cut = cutOfPowers(y);
      let f: v128;
      f = v128.load64_splat(x);
      c0 = addProduct(c0, f, y, rounding);
      seen = watch(seen, v128.andnot(c0, v128.or(cut, cutOfPowers(f))), bits);
      c0 = v128.and(toEven(c0), mask);
      f = v128.load64_splat(x, 8);
      c1 = addProduct(c1, f, y, rounding);
      seen = watch(seen, v128.andnot(c1, v128.or(cut, cutOfPowers(f))), bits);
      c1 = v128.and(toEven(c1), mask);
      f = v128.load64_splat(x, 16);
      c2 = addProduct(c2, f, y, rounding);
      seen = watch(seen, v128.andnot(c2, v128.or(cut, cutOfPowers(f))), bits);
      c2 = v128.and(toEven(c2), mask);
      f = v128.load64_splat(x, 24);
      c3 = addProduct(c3, f, y, rounding);
      seen = watch(seen, v128.andnot(c3, v128.or(cut, cutOfPowers(f))), bits);
      c3 = v128.and(toEven(c3), mask);
      f = v128.load64_splat(x, 32);
      c4 = addProduct(c4, f, y, rounding);
      seen = watch(seen, v128.andnot(c4, v128.or(cut, cutOfPowers(f))), bits);
      c4 = v128.and(toEven(c4), mask);
      x += selected ? SELECTED_STEP : STEP;
      if (!selected) panel += 8 * COLUMNS;
    }
    if (inDoubt(seen)) {
      c0 = carefulRow(0, a, b, depth, selected);
      c1 = carefulRow(1, a, b, depth, selected);
      c2 = carefulRow(2, a, b, depth, selected);
      c3 = carefulRow(3, a, b, depth, selected);
      c4 = carefulRow(4, a, b, depth, selected);
    }
  }
  put(c0, out, alpha, mode, bias);
  out += stride;
  put(c1, out, alpha, mode, bias);
  out += stride;
  put(c2, out, alpha, mode, bias);
  out += stride;
  put(c3, out, alpha, mode, bias);
  out += stride;
  put(c4, out, alpha, mode, bias);
  return powers;
}

/** Two sums, one row by two columns, computed with care. */
function carefulRow(row: usize, a: usize, b: usize, depth: i32, selected: bool): v128 {
  const unscale = f64x2.splat(UNSCALE);
  let sum = f64x2.splat(0);
  let panel = b;
  for (; depth > 0; depth--) {
    if (selected) panel = b + load<usize>(a, STEP);
    const product = f64x2.mul(v128.load64_splat(a + 8 * row), v128.load(panel));
    sum = carefulSum(f64x2.mul(product, unscale), sum);
    a += selected ? SELECTED_STEP : STEP;
    if (!selected) panel += 8 * COLUMNS;
  }
  return f64x2.mul(sum, f64x2.splat(SCALE));
}

/** Two elements of the result. */
function put(sum: v128, out: usize, alpha: f32, mode: i32, bias: usize): void {
  let start = f32x4.splat(0);
  if (mode == ADD) start = v128.load64_zero(out);
  if (mode == ADD_BIAS) start = v128.load64_zero(bias);
  const floats = floatsOf(sum);
  const value = alpha == 1
    ? f32x4.add(floats, start)
    : madd(floats, f32x4.splat(alpha), start);
  v128.store64_lane(out, value, 0);
}
