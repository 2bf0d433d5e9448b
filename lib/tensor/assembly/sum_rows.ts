// The sum over all rows of a matrix: the gradient of a bias.

import { madd } from "./madd";
import { storeFirst } from "./simd";

/** Rows that are added up by themselves first: a sum of partial sums loses less. */
const BLOCK = 128;

/** out[j] = alpha * sum over rows of x[row, j], or added to out, for the columns first to last. */
export function sumRows(
  x: usize,
  out: usize,
  rows: i32,
  columns: i32,
  alpha: f32,
  accumulate: bool,
  first: i32,
  last: i32,
): void {
  const stride: usize = 4 * columns;
  const factor = f32x4.splat(alpha);
  let j = first;
  for (; j + 16 <= last; j += 16) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    for (let start = 0; start < rows; start += BLOCK) {
      let row = x + 4 * j + <usize>start * stride;
      let p = v128.load(row);
      let q = v128.load(row, 16);
      let r = v128.load(row, 32);
      let s = v128.load(row, 48);
      const end = x + 4 * j + <usize>min(start + BLOCK, rows) * stride;
      for (row += stride; row != end; row += stride) {
        p = f32x4.add(p, v128.load(row));
        q = f32x4.add(q, v128.load(row, 16));
        r = f32x4.add(r, v128.load(row, 32));
        s = f32x4.add(s, v128.load(row, 48));
      }
      a = f32x4.add(a, p);
      b = f32x4.add(b, q);
      c = f32x4.add(c, r);
      d = f32x4.add(d, s);
    }
    const to = out + 4 * j;
    v128.store(to, blend(factor, a, to, accumulate));
    v128.store(to, blend(factor, b, to + 16, accumulate), 16);
    v128.store(to, blend(factor, c, to + 32, accumulate), 32);
    v128.store(to, blend(factor, d, to + 48, accumulate), 48);
  }
  for (; j < last; j += 4) {
    let a = f32x4.splat(0);
    for (let start = 0; start < rows; start += BLOCK) {
      let row = x + 4 * j + <usize>start * stride;
      let p = v128.load(row);
      const end = x + 4 * j + <usize>min(start + BLOCK, rows) * stride;
      for (row += stride; row != end; row += stride) p = f32x4.add(p, v128.load(row));
      a = f32x4.add(a, p);
    }
    const to = out + 4 * j;
    const value = blend(factor, a, to, accumulate);
    if (j + 4 <= last) v128.store(to, value);
    else storeFirst(to, value, last - j);
  }
}

// @ts-ignore: decorator
@inline
function blend(factor: v128, sum: v128, out: usize, accumulate: bool): v128 {
  if (accumulate) return madd(factor, sum, v128.load(out));
  return f32x4.mul(factor, sum);
}
