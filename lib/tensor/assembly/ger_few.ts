// Updates by a few images, 2 to 8 of them, and gradients of so few.
//
// The general product first brings both matrices into another order, which takes longer than such a product, and
// reads and writes parts of rows. The sums are its own, to the bit. The exact build has none of this: it would be
// slower than the general product.

import { EXACT, madd } from "./madd";
import { storeUpToFour } from "./simd";
import { allFinite } from "./sparse";

/**
 * W += alpha X Y, or W = alpha X Y, for the transpose of X, [k, m], and Y, [k, n], with a small k: the rows first
 * to last of W, `first` being a multiple of 4. Every number of W is read and written once.
 *
 * Where a column of X is zero its sums are +0. That changes nothing of +0, and if alpha is negative it is -0, which
 * changes nothing at all. So such rows are left out, unless a number of Y is not finite.
 */
export function gerFew(
  x: usize,
  y: usize,
  w: usize,
  m: i32,
  n: i32,
  k: i32,
  alpha: f32,
  accumulate: bool,
  first: i32,
  last: i32,
): void {
  if (ROUNDING == EXACT) unreachable();
  const stride: usize = 4 * n;
  x += 4 * first;
  w += <usize>first * stride;
  if (!accumulate) memory.fill(w, 0, <usize>(last - first) * stride);
  const skips = (alpha < 0 || !accumulate) && allFinite(y, k * n);
  const zero = f32x4.splat(0);
  for (let i = first; i < last; i += 4) {
    const lanes = min(4, last - i);
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
