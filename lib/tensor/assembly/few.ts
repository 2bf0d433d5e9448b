// Products of a few rows, and updates by a few images: training in batches of 2 to 8.
//
// The general product first brings all of B into another order, which takes longer than such a product. Here
// the rows are multiplied as one row is, and what is zero costs nothing. The sums are those of the general
// product, to the bit. The exact build has none of this: it would be slower than the general product.

import { blockDepth } from "./gemm";
import { addSelected } from "./gemv";
import { EXACT, madd } from "./madd";
import { selectNonzero } from "./nonzero";
import { firstLanes, storeUpToFour } from "./simd";

/**
 * out = A B + bias, or out += A B, for a few rows of A, [m, k]; B is [k, n].
 *
 * To leave out zeros changes at most the sign of a sum that is zero, and so no result where no -0 is added to:
 * that is up to the caller.
 *
 * @param selection Room for `SELECTION_BYTES`.
 * @param sums Room for n numbers.
 */
export function gemmFew(
  a: usize,
  b: usize,
  out: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  accumulate: bool,
  selection: usize,
  sums: usize,
): void {
  if (ROUNDING == EXACT) unreachable();
  const step = blockDepth(k);
  const stride: usize = 4 * n;
  for (let row = 0; row < m; row++) {
    if (!accumulate) {
      if (bias) memory.copy(out, bias, stride);
      else memory.fill(out, 0, stride);
    }
    for (let level = 0; level < k; level += step) {
      const x = a + 4 * level;
      const rows = b + <usize>level * stride;
      const depth = min(step, k - level);
      const count = selectNonzero(x, depth, rows, stride, 1, selection);
      memory.fill(sums, 0, stride);
      addSelected(selection, count, sums, n);
      addTo(out, sums, n);
    }
    a += 4 * k;
    out += stride;
  }
}

/** out += x */
function addTo(out: usize, x: usize, count: i32): void {
  for (let left = count; left > 0; left -= 4) {
    storeUpToFour(out, f32x4.add(v128.load(x), v128.load(out)), left);
    x += 16;
    out += 16;
  }
}

/**
 * W += alpha X Y for the transpose of X, [k, m], and Y, [k, n], with a small k: every number of W is read
 * and written once.
 *
 * Where a column of X is zero its sums are +0, and if alpha is negative -0 is added, which changes nothing.
 * So such rows are left out, unless a number of Y is not finite.
 */
export function gerFew(x: usize, y: usize, w: usize, m: i32, n: i32, k: i32, alpha: f32): void {
  if (ROUNDING == EXACT) unreachable();
  const stride: usize = 4 * n;
  const skips = alpha < 0 && allFinite(y, k * n);
  const zero = f32x4.splat(0);
  for (let i = 0; i < m; i += 4) {
    const lanes = min(4, m - i);
    let bits = (1 << lanes) - 1;
    if (skips) {
      let any = f32x4.ne(v128.load(x), zero);
      for (let image = 1; image < k; image++) {
        any = v128.or(any, f32x4.ne(v128.load(x + 4 * <usize>image * <usize>m), zero));
      }
      bits &= i32x4.bitmask(any);
    }
    while (bits) {
      const lane = <usize>ctz(bits);
      bits &= bits - 1;
      // Two rows at a time where there are two, for the numbers of Y are loaded once for both.
      const other = bits ? <usize>ctz(bits) : lane;
      bits &= bits - 1;
      updateTwo(x + 4 * lane, x + 4 * other, 4 * m, y, w + lane * stride, w + other * stride, n, k, alpha);
    }
    x += 16;
    w += 4 * stride;
  }
}

/**
 * Two rows of W, which may be the same one: it is written twice then, and not read in between. The numbers of X
 * are `step` bytes apart.
 */
// @ts-ignore: decorator
@inline
function updateTwo(
  x0: usize,
  x1: usize,
  step: usize,
  y: usize,
  w0: usize,
  w1: usize,
  n: i32,
  k: i32,
  alpha: f32,
): void {
  const stride: usize = 4 * n;
  const factor = f32x4.splat(alpha);
  let left = n;
  for (; left >= 16; left -= 16) {
    let c0 = f32x4.splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let d0 = c0;
    let d1 = c0;
    let d2 = c0;
    let d3 = c0;
    let row = y;
    let at: usize = 0;
    for (let image = 0; image < k; image++) {
      const f = v128.load32_splat(x0 + at);
      const g = v128.load32_splat(x1 + at);
      let v = v128.load(row);
      c0 = madd(f, v, c0);
      d0 = madd(g, v, d0);
      v = v128.load(row, 16);
      c1 = madd(f, v, c1);
      d1 = madd(g, v, d1);
      v = v128.load(row, 32);
      c2 = madd(f, v, c2);
      d2 = madd(g, v, d2);
      v = v128.load(row, 48);
      c3 = madd(f, v, c3);
      d3 = madd(g, v, d3);
      row += stride;
      at += step;
    }
    c0 = madd(c0, factor, v128.load(w0));
    c1 = madd(c1, factor, v128.load(w0, 16));
    c2 = madd(c2, factor, v128.load(w0, 32));
    c3 = madd(c3, factor, v128.load(w0, 48));
    d0 = madd(d0, factor, v128.load(w1));
    d1 = madd(d1, factor, v128.load(w1, 16));
    d2 = madd(d2, factor, v128.load(w1, 32));
    d3 = madd(d3, factor, v128.load(w1, 48));
    v128.store(w0, c0);
    v128.store(w0, c1, 16);
    v128.store(w0, c2, 32);
    v128.store(w0, c3, 48);
    v128.store(w1, d0);
    v128.store(w1, d1, 16);
    v128.store(w1, d2, 32);
    v128.store(w1, d3, 48);
    y += 64;
    w0 += 64;
    w1 += 64;
  }
  for (; left > 0; left -= 4) {
    let c = f32x4.splat(0);
    let d = c;
    let row = y;
    let at: usize = 0;
    for (let image = 0; image < k; image++) {
      const v = v128.load(row);
      c = madd(v128.load32_splat(x0 + at), v, c);
      d = madd(v128.load32_splat(x1 + at), v, d);
      row += stride;
      at += step;
    }
    c = madd(c, factor, v128.load(w0));
    d = madd(d, factor, v128.load(w1));
    storeUpToFour(w0, c, left);
    storeUpToFour(w1, d, left);
    y += 16;
    w0 += 16;
    w1 += 16;
  }
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

function allFinite(x: usize, count: i32): bool {
  const zero = f32x4.splat(0);
  for (let left = count; left > 0; left -= 4) {
    const v = v128.load(x);
    const bad = f32x4.ne(f32x4.sub(v, v), zero);
    if (v128.any_true(v128.and(bad, firstLanes(left)))) return false;
    x += 16;
  }
  return true;
}
