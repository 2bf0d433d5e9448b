// The product of a single row with a transposed matrix: the way back when training one image at a time.

import { exactProduct } from "./exact/gemv_t";
import { EXACT, madd } from "./madd";
import { firstLanes, storeFirst, storeUpToFour } from "./simd";

/** y = alpha W x + bias, or y += alpha W x; W is [n, k]: one scalar product for each row of W. */
export function gemvT(
  x: usize,
  w: usize,
  y: usize,
  bias: usize,
  k: i32,
  n: i32,
  alpha: f32,
  accumulate: bool,
): void {
  const stride: usize = 4 * k;
  const factor = f32x4.splat(alpha);
  let j = 0;
  for (; j < n; j += 4) {
    // The last rows are repeated where there are fewer than four.
    const w1 = w + (j + 1 < n ? stride : 0);
    const w2 = w1 + (j + 2 < n ? stride : 0);
    const w3 = w2 + (j + 3 < n ? stride : 0);
    let v = fourProducts(x, w, w1, w2, w3, k, false, 0);
    if (accumulate) v = madd(v, factor, v128.load(y));
    else if (bias) v = madd(v, factor, v128.load(bias + 4 * j));
    else v = f32x4.mul(v, factor);
    if (j + 4 <= n) v128.store(y, v);
    else storeFirst(y, v, n - j);
    y += 16;
    w += 4 * stride;
  }
}

/**
 * y = W x, then W += factors x: what `gemvT` and `ger` do, to the bit, but the rows are read once. For a
 * multiple of four of them, and not the exact build, which would be slow.
 */
export function gemvTUpdating(x: usize, w: usize, y: usize, k: i32, n: i32, factors: usize): void {
  const stride: usize = 4 * k;
  for (let j = 0; j < n; j += 4) {
    const w1 = w + stride;
    const w2 = w1 + stride;
    const w3 = w2 + stride;
    v128.store(y, fourProducts(x, w, w1, w2, w3, k, true, factors));
    y += 16;
    factors += 16;
    w = w3 + stride;
  }
}

/** The scalar products of x with four rows, in four lanes; `updating` adds x to each row, times its factor. */
// @ts-ignore: decorator
@inline
function fourProducts(
  x: usize,
  w0: usize,
  w1: usize,
  w2: usize,
  w3: usize,
  k: i32,
  updating: bool,
  factors: usize,
): v128 {
  if (ROUNDING == EXACT) {
    return sumEach(
      exactProduct(x, w0, k),
      exactProduct(x, w1, k),
      exactProduct(x, w2, k),
      exactProduct(x, w3, k),
    );
  }
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  const f0 = updating ? v128.load32_splat(factors) : a0;
  const f1 = updating ? v128.load32_splat(factors, 4) : a0;
  const f2 = updating ? v128.load32_splat(factors, 8) : a0;
  const f3 = updating ? v128.load32_splat(factors, 12) : a0;
  let i: usize = 0;
  const pairs: usize = 4 * (k & ~7);
  for (; i < pairs; i += 32) {
    const p = v128.load(x + i);
    const r0 = v128.load(w0 + i);
    a0 = madd(p, r0, a0);
    if (updating) v128.store(w0 + i, madd(f0, p, r0));
    const r1 = v128.load(w1 + i);
    a1 = madd(p, r1, a1);
    if (updating) v128.store(w1 + i, madd(f1, p, r1));
    const r2 = v128.load(w2 + i);
    a2 = madd(p, r2, a2);
    if (updating) v128.store(w2 + i, madd(f2, p, r2));
    const r3 = v128.load(w3 + i);
    a3 = madd(p, r3, a3);
    if (updating) v128.store(w3 + i, madd(f3, p, r3));
    const q = v128.load(x + i, 16);
    const s0 = v128.load(w0 + i, 16);
    b0 = madd(q, s0, b0);
    if (updating) v128.store(w0 + i, madd(f0, q, s0), 16);
    const s1 = v128.load(w1 + i, 16);
    b1 = madd(q, s1, b1);
    if (updating) v128.store(w1 + i, madd(f1, q, s1), 16);
    const s2 = v128.load(w2 + i, 16);
    b2 = madd(q, s2, b2);
    if (updating) v128.store(w2 + i, madd(f2, q, s2), 16);
    const s3 = v128.load(w3 + i, 16);
    b3 = madd(q, s3, b3);
    if (updating) v128.store(w3 + i, madd(f3, q, s3), 16);
  }
  for (; i < 4 * k; i += 16) {
    // Both sides are masked: what lies behind a row may be NaN, and 0 NaN is not 0.
    const left = k - <i32>(i >> 2);
    const mask = firstLanes(left);
    const p = v128.and(v128.load(x + i), mask);
    const r0 = v128.and(v128.load(w0 + i), mask);
    const r1 = v128.and(v128.load(w1 + i), mask);
    const r2 = v128.and(v128.load(w2 + i), mask);
    const r3 = v128.and(v128.load(w3 + i), mask);
    a0 = madd(p, r0, a0);
    a1 = madd(p, r1, a1);
    a2 = madd(p, r2, a2);
    a3 = madd(p, r3, a3);
    if (updating) {
      storeUpToFour(w0 + i, madd(f0, p, r0), left);
      storeUpToFour(w1 + i, madd(f1, p, r1), left);
      storeUpToFour(w2 + i, madd(f2, p, r2), left);
      storeUpToFour(w3 + i, madd(f3, p, r3), left);
    }
  }
  return sumEach(f32x4.add(a0, b0), f32x4.add(a1, b1), f32x4.add(a2, b2), f32x4.add(a3, b3));
}

/** The sums of the lanes of four vectors, in four lanes: they are transposed, then added. */
// @ts-ignore: decorator
@inline
function sumEach(a0: v128, a1: v128, a2: v128, a3: v128): v128 {
  const low01 = i32x4.shuffle(a0, a1, 0, 4, 1, 5);
  const high01 = i32x4.shuffle(a0, a1, 2, 6, 3, 7);
  const low23 = i32x4.shuffle(a2, a3, 0, 4, 1, 5);
  const high23 = i32x4.shuffle(a2, a3, 2, 6, 3, 7);
  const s01 = f32x4.add(low01, high01);
  const s23 = f32x4.add(low23, high23);
  return f32x4.add(i32x4.shuffle(s01, s23, 0, 1, 4, 5), i32x4.shuffle(s01, s23, 2, 3, 6, 7));
}
