// Products with a single row: what training one image at a time consists of.
//
// There is no reuse to gain from registers here, the weights are read once: so the work is to read
// them as fast as they come, and only those that a nonzero number needs.

import { select, SPAN } from "./nonzero";
import { firstLanes, storeFirst } from "./simd";

/** y = alpha x W + bias, or y += alpha x W; W is [k, n]. Sums run in the order of the rows. */
export function rowProduct(
  x: usize,
  w: usize,
  y: usize,
  bias: usize,
  k: i32,
  n: i32,
  alpha: f32,
  accumulate: bool,
  selection: usize,
): void {
  if (!accumulate) {
    if (bias) memory.copy(y, bias, 4 * n);
    else memory.fill(y, 0, 4 * n);
  }
  const stride: usize = 4 * n;
  for (let start = 0; start < k; start += SPAN) {
    const count = select(
      x + 4 * start,
      min(SPAN, k - start),
      w + <usize>start * stride,
      stride,
      alpha,
      selection,
    );
    let i = selection;
    const end = selection + 4 * count;
    for (; i + 32 <= end; i += 32) addEight(i, y, n);
    for (; i < end; i += 4) addOne(i, y, n);
  }
}

/** y += the eight selected rows, each by its factor. */
// @ts-ignore: decorator
@inline
function addEight(i: usize, y: usize, n: i32): void {
  const x0 = v128.load32_splat(i, 4 * SPAN);
  const x1 = v128.load32_splat(i, 4 * SPAN + 4);
  const x2 = v128.load32_splat(i, 4 * SPAN + 8);
  const x3 = v128.load32_splat(i, 4 * SPAN + 12);
  const x4 = v128.load32_splat(i, 4 * SPAN + 16);
  const x5 = v128.load32_splat(i, 4 * SPAN + 20);
  const x6 = v128.load32_splat(i, 4 * SPAN + 24);
  const x7 = v128.load32_splat(i, 4 * SPAN + 28);
  let w0 = load<usize>(i);
  let w1 = load<usize>(i, 4);
  let w2 = load<usize>(i, 8);
  let w3 = load<usize>(i, 12);
  let w4 = load<usize>(i, 16);
  let w5 = load<usize>(i, 20);
  let w6 = load<usize>(i, 24);
  let w7 = load<usize>(i, 28);
  for (let left = n; left > 0; left -= 4) {
    let sum = v128.load(y);
    sum = f32x4.relaxed_madd(x0, v128.load(w0), sum);
    sum = f32x4.relaxed_madd(x1, v128.load(w1), sum);
    sum = f32x4.relaxed_madd(x2, v128.load(w2), sum);
    sum = f32x4.relaxed_madd(x3, v128.load(w3), sum);
    sum = f32x4.relaxed_madd(x4, v128.load(w4), sum);
    sum = f32x4.relaxed_madd(x5, v128.load(w5), sum);
    sum = f32x4.relaxed_madd(x6, v128.load(w6), sum);
    sum = f32x4.relaxed_madd(x7, v128.load(w7), sum);
    if (left >= 4) v128.store(y, sum);
    else storeFirst(y, sum, left);
    y += 16;
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
    w4 += 16;
    w5 += 16;
    w6 += 16;
    w7 += 16;
  }
}

// @ts-ignore: decorator
@inline
function addOne(i: usize, y: usize, n: i32): void {
  const x = v128.load32_splat(i, 4 * SPAN);
  let w = load<usize>(i);
  for (let left = n; left > 0; left -= 4) {
    const sum = f32x4.relaxed_madd(x, v128.load(w), v128.load(y));
    if (left >= 4) v128.store(y, sum);
    else storeFirst(y, sum, left);
    y += 16;
    w += 16;
  }
}

/** y = alpha W x + bias, or y += alpha W x; W is [n, k]: one scalar product for each row of W. */
export function rowProducts(
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
    let v = fourProducts(x, w, w1, w2, w3, k);
    if (accumulate) v = f32x4.relaxed_madd(v, factor, v128.load(y));
    else if (bias) v = f32x4.relaxed_madd(v, factor, v128.load(bias + 4 * j));
    else v = f32x4.mul(v, factor);
    if (j + 4 <= n) v128.store(y, v);
    else storeFirst(y, v, n - j);
    y += 16;
    w += 4 * stride;
  }
}

/** The scalar products of x with four rows, in four lanes. */
// @ts-ignore: decorator
@inline
function fourProducts(x: usize, w0: usize, w1: usize, w2: usize, w3: usize, k: i32): v128 {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  let i: usize = 0;
  const pairs: usize = 4 * (k & ~7);
  for (; i < pairs; i += 32) {
    const p = v128.load(x + i);
    a0 = f32x4.relaxed_madd(p, v128.load(w0 + i), a0);
    a1 = f32x4.relaxed_madd(p, v128.load(w1 + i), a1);
    a2 = f32x4.relaxed_madd(p, v128.load(w2 + i), a2);
    a3 = f32x4.relaxed_madd(p, v128.load(w3 + i), a3);
    const q = v128.load(x + i, 16);
    b0 = f32x4.relaxed_madd(q, v128.load(w0 + i, 16), b0);
    b1 = f32x4.relaxed_madd(q, v128.load(w1 + i, 16), b1);
    b2 = f32x4.relaxed_madd(q, v128.load(w2 + i, 16), b2);
    b3 = f32x4.relaxed_madd(q, v128.load(w3 + i, 16), b3);
  }
  for (; i < 4 * k; i += 16) {
    // Both sides are masked: what lies behind a row may be NaN, and 0 NaN is not 0.
    const mask = firstLanes(k - <i32>(i >> 2));
    const p = v128.and(v128.load(x + i), mask);
    a0 = f32x4.relaxed_madd(p, v128.and(v128.load(w0 + i), mask), a0);
    a1 = f32x4.relaxed_madd(p, v128.and(v128.load(w1 + i), mask), a1);
    a2 = f32x4.relaxed_madd(p, v128.and(v128.load(w2 + i), mask), a2);
    a3 = f32x4.relaxed_madd(p, v128.and(v128.load(w3 + i), mask), a3);
  }
  a0 = f32x4.add(a0, b0);
  a1 = f32x4.add(a1, b1);
  a2 = f32x4.add(a2, b2);
  a3 = f32x4.add(a3, b3);
  // Transpose four times four and add: lane r is then the sum of row r.
  const low01 = i32x4.shuffle(a0, a1, 0, 4, 1, 5);
  const high01 = i32x4.shuffle(a0, a1, 2, 6, 3, 7);
  const low23 = i32x4.shuffle(a2, a3, 0, 4, 1, 5);
  const high23 = i32x4.shuffle(a2, a3, 2, 6, 3, 7);
  const s01 = f32x4.add(low01, high01);
  const s23 = f32x4.add(low23, high23);
  return f32x4.add(i32x4.shuffle(s01, s23, 0, 1, 4, 5), i32x4.shuffle(s01, s23, 2, 3, 6, 7));
}

/** W += alpha x y for a column x of m and a row y of n; rows of a zero x are not touched. */
export function outerProduct(
  x: usize,
  y: usize,
  w: usize,
  m: i32,
  n: i32,
  alpha: f32,
  selection: usize,
): void {
  const stride: usize = 4 * n;
  for (let start = 0; start < m; start += SPAN) {
    const count = select(
      x + 4 * start,
      min(SPAN, m - start),
      w + <usize>start * stride,
      stride,
      alpha,
      selection,
    );
    let i = selection;
    const end = selection + 4 * count;
    for (; i + 16 <= end; i += 16) updateFour(i, y, n);
    for (; i < end; i += 4) updateOne(i, y, n);
  }
}

// @ts-ignore: decorator
@inline
function update(x: v128, y: v128, w: usize, left: i32): void {
  const sum = f32x4.relaxed_madd(x, y, v128.load(w));
  if (left >= 4) v128.store(w, sum);
  else storeFirst(w, sum, left);
}

// @ts-ignore: decorator
@inline
function updateFour(i: usize, y: usize, n: i32): void {
  const x0 = v128.load32_splat(i, 4 * SPAN);
  const x1 = v128.load32_splat(i, 4 * SPAN + 4);
  const x2 = v128.load32_splat(i, 4 * SPAN + 8);
  const x3 = v128.load32_splat(i, 4 * SPAN + 12);
  let w0 = load<usize>(i);
  let w1 = load<usize>(i, 4);
  let w2 = load<usize>(i, 8);
  let w3 = load<usize>(i, 12);
  let left = n;
  for (; left >= 4; left -= 4) {
    const v = v128.load(y);
    v128.store(w0, f32x4.relaxed_madd(x0, v, v128.load(w0)));
    v128.store(w1, f32x4.relaxed_madd(x1, v, v128.load(w1)));
    v128.store(w2, f32x4.relaxed_madd(x2, v, v128.load(w2)));
    v128.store(w3, f32x4.relaxed_madd(x3, v, v128.load(w3)));
    y += 16;
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
  }
  if (left) {
    // One row after the other: the last vector of a row reaches into the next one.
    const v = v128.load(y);
    update(x0, v, w0, left);
    update(x1, v, w1, left);
    update(x2, v, w2, left);
    update(x3, v, w3, left);
  }
}

// @ts-ignore: decorator
@inline
function updateOne(i: usize, y: usize, n: i32): void {
  const x = v128.load32_splat(i, 4 * SPAN);
  let w = load<usize>(i);
  for (let left = n; left > 0; left -= 4) {
    update(x, v128.load(y), w, left);
    y += 16;
    w += 16;
  }
}
