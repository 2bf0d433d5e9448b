// Tiles of the gradient of the result on their way into Winograd's products: see math.ts.
//
// What leads from the products to a tile of 4 x 4 leads back from there when it is transposed.

import { copyImage } from "../image";
import { minus, p1, p2, plus, q1, q2 } from "./math";

/** A tile of the gradient, with zeros for what lies outside. */
// @ts-ignore: decorator
@inline
export function gradientTile(
  dy: usize,
  height: i32,
  width: i32,
  outChannels: i32,
  row: i32,
  column: i32,
  to: usize,
  slice: usize,
  patch: usize,
): void {
  const pixel: usize = 4 * outChannels;
  let from = dy + (<usize>row * <usize>width + <usize>column) * pixel;
  let line = pixel * <usize>width;
  if (row + 4 > height || column + 4 > width) {
    copyImage(dy, height, width, outChannels, patch, 4, 4, -row, -column, 1);
    from = patch;
    line = 4 * pixel;
  }
  transformGradient(from, line, pixel, to, slice);
}

/** A y A^T for all channels (a multiple of 4). */
function transformGradient(
  from: usize,
  line: usize,
  pixel: usize,
  to: usize,
  slice: usize,
): void {
  const p = f32x4.splat(p1);
  const q = f32x4.splat(q1);
  const half = f32x4.splat(p2);
  const two = f32x4.splat(q2);
  const end = from + pixel;
  for (; from < end; from += 16) {
    let at = from;
    const t00 = v128.load(at);
    const y10 = v128.load(at + line);
    const y20 = v128.load(at + 2 * line);
    const t50 = v128.load(at + 3 * line);
    const a0 = plus(t00, half, y20);
    const b0 = plus(y10, half, t50);
    const t10 = plus(a0, p, b0);
    const t20 = minus(a0, p, b0);
    const e0 = plus(t00, two, y20);
    const f0 = plus(y10, two, t50);
    const t30 = plus(e0, q, f0);
    const t40 = minus(e0, q, f0);
    at += pixel;
    const t01 = v128.load(at);
    const y11 = v128.load(at + line);
    const y21 = v128.load(at + 2 * line);
    const t51 = v128.load(at + 3 * line);
    const a1 = plus(t01, half, y21);
    const b1 = plus(y11, half, t51);
    const t11 = plus(a1, p, b1);
    const t21 = minus(a1, p, b1);
    const e1 = plus(t01, two, y21);
    const f1 = plus(y11, two, t51);
    const t31 = plus(e1, q, f1);
    const t41 = minus(e1, q, f1);
    at += pixel;
    const t02 = v128.load(at);
    const y12 = v128.load(at + line);
    const y22 = v128.load(at + 2 * line);
    const t52 = v128.load(at + 3 * line);
    const a2 = plus(t02, half, y22);
    const b2 = plus(y12, half, t52);
    const t12 = plus(a2, p, b2);
    const t22 = minus(a2, p, b2);
    const e2 = plus(t02, two, y22);
    const f2 = plus(y12, two, t52);
    const t32 = plus(e2, q, f2);
    const t42 = minus(e2, q, f2);
    at += pixel;
    const t03 = v128.load(at);
    const y13 = v128.load(at + line);
    const y23 = v128.load(at + 2 * line);
    const t53 = v128.load(at + 3 * line);
    const a3 = plus(t03, half, y23);
    const b3 = plus(y13, half, t53);
    const t13 = plus(a3, p, b3);
    const t23 = minus(a3, p, b3);
    const e3 = plus(t03, two, y23);
    const f3 = plus(y13, two, t53);
    const t33 = plus(e3, q, f3);
    const t43 = minus(e3, q, f3);
    let row = to;
    storeRow(t00, t01, t02, t03, row, slice, p, q, half, two);
    row += 6 * slice;
    storeRow(t10, t11, t12, t13, row, slice, p, q, half, two);
    row += 6 * slice;
    storeRow(t20, t21, t22, t23, row, slice, p, q, half, two);
    row += 6 * slice;
    storeRow(t30, t31, t32, t33, row, slice, p, q, half, two);
    row += 6 * slice;
    storeRow(t40, t41, t42, t43, row, slice, p, q, half, two);
    row += 6 * slice;
    storeRow(t50, t51, t52, t53, row, slice, p, q, half, two);
    to += 16;
  }
}

// @ts-ignore: decorator
@inline
function storeRow(
  t0: v128,
  t1: v128,
  t2: v128,
  t3: v128,
  to: usize,
  slice: usize,
  p: v128,
  q: v128,
  half: v128,
  two: v128,
): void {
  v128.store(to, t0);
  const a = plus(t0, half, t2);
  const b = plus(t1, half, t3);
  v128.store(to + slice, plus(a, p, b));
  v128.store(to + 2 * slice, minus(a, p, b));
  const e = plus(t0, two, t2);
  const f = plus(t1, two, t3);
  v128.store(to + 3 * slice, plus(e, q, f));
  v128.store(to + 4 * slice, minus(e, q, f));
  v128.store(to + 5 * slice, t3);
}
