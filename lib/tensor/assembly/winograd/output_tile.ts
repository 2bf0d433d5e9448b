// Winograd's products on their way to tiles of the result: see math.ts.
//
// Everything is written out, for the numbers under way are to stay in registers and on the stack,
// where no address is checked.

import { p1, p2, p3, plus, q1, q2, q3 } from "./math";

/**
 * A^T m A + bias: a tile of the result, for all of its channels (a multiple of 4).
 *
 * @param from The tile's row in the first of the 36 matrices.
 * @param to The first pixel of the tile.
 * @param line Bytes from one row of pixels to the next.
 * @param pixel Bytes from one pixel to the next: those of its channels.
 * @param height How many rows of pixels there are: fewer than 4 at the lower edge.
 * @param width How many columns of pixels there are: fewer than 4 at the right edge.
 * @param bias A number for each channel, or 0.
 */
export function transformOutput(
  from: usize,
  slice: usize,
  to: usize,
  line: usize,
  pixel: usize,
  height: i32,
  width: i32,
  bias: usize,
): void {
  const p = f32x4.splat(p1);
  const q = f32x4.splat(q1);
  const half = f32x4.splat(p2);
  const two = f32x4.splat(q2);
  const pCube = f32x4.splat(p3);
  const qCube = f32x4.splat(q3);
  const end = to + pixel;
  for (; to < end; to += 16) {
    // Down each column.
    let at = from;
    const m00 = v128.load(at);
    const m10 = v128.load(at + 6 * slice);
    const m20 = v128.load(at + 12 * slice);
    const m30 = v128.load(at + 18 * slice);
    const m40 = v128.load(at + 24 * slice);
    const m50 = v128.load(at + 30 * slice);
    const a0 = f32x4.add(m10, m20);
    const b0 = f32x4.add(m30, m40);
    const e0 = f32x4.sub(m10, m20);
    const f0 = f32x4.sub(m30, m40);
    const y00 = f32x4.add(m00, f32x4.add(a0, b0));
    const y10 = plus(f32x4.mul(p, e0), q, f0);
    const y20 = plus(f32x4.mul(half, a0), two, b0);
    const y30 = plus(plus(m50, pCube, e0), qCube, f0);
    at += slice;
    const m01 = v128.load(at);
    const m11 = v128.load(at + 6 * slice);
    const m21 = v128.load(at + 12 * slice);
    const m31 = v128.load(at + 18 * slice);
    const m41 = v128.load(at + 24 * slice);
    const m51 = v128.load(at + 30 * slice);
    const a1 = f32x4.add(m11, m21);
    const b1 = f32x4.add(m31, m41);
    const e1 = f32x4.sub(m11, m21);
    const f1 = f32x4.sub(m31, m41);
    const y01 = f32x4.add(m01, f32x4.add(a1, b1));
    const y11 = plus(f32x4.mul(p, e1), q, f1);
    const y21 = plus(f32x4.mul(half, a1), two, b1);
    const y31 = plus(plus(m51, pCube, e1), qCube, f1);
    at += slice;
    const m02 = v128.load(at);
    const m12 = v128.load(at + 6 * slice);
    const m22 = v128.load(at + 12 * slice);
    const m32 = v128.load(at + 18 * slice);
    const m42 = v128.load(at + 24 * slice);
    const m52 = v128.load(at + 30 * slice);
    const a2 = f32x4.add(m12, m22);
    const b2 = f32x4.add(m32, m42);
    const e2 = f32x4.sub(m12, m22);
    const f2 = f32x4.sub(m32, m42);
    const y02 = f32x4.add(m02, f32x4.add(a2, b2));
    const y12 = plus(f32x4.mul(p, e2), q, f2);
    const y22 = plus(f32x4.mul(half, a2), two, b2);
    const y32 = plus(plus(m52, pCube, e2), qCube, f2);
    at += slice;
    const m03 = v128.load(at);
    const m13 = v128.load(at + 6 * slice);
    const m23 = v128.load(at + 12 * slice);
    const m33 = v128.load(at + 18 * slice);
    const m43 = v128.load(at + 24 * slice);
    const m53 = v128.load(at + 30 * slice);
    const a3 = f32x4.add(m13, m23);
    const b3 = f32x4.add(m33, m43);
    const e3 = f32x4.sub(m13, m23);
    const f3 = f32x4.sub(m33, m43);
    const y03 = f32x4.add(m03, f32x4.add(a3, b3));
    const y13 = plus(f32x4.mul(p, e3), q, f3);
    const y23 = plus(f32x4.mul(half, a3), two, b3);
    const y33 = plus(plus(m53, pCube, e3), qCube, f3);
    at += slice;
    const m04 = v128.load(at);
    const m14 = v128.load(at + 6 * slice);
    const m24 = v128.load(at + 12 * slice);
    const m34 = v128.load(at + 18 * slice);
    const m44 = v128.load(at + 24 * slice);
    const m54 = v128.load(at + 30 * slice);
    const a4 = f32x4.add(m14, m24);
    const b4 = f32x4.add(m34, m44);
    const e4 = f32x4.sub(m14, m24);
    const f4 = f32x4.sub(m34, m44);
    const y04 = f32x4.add(m04, f32x4.add(a4, b4));
    const y14 = plus(f32x4.mul(p, e4), q, f4);
    const y24 = plus(f32x4.mul(half, a4), two, b4);
    const y34 = plus(plus(m54, pCube, e4), qCube, f4);
    at += slice;
    const m05 = v128.load(at);
    const m15 = v128.load(at + 6 * slice);
    const m25 = v128.load(at + 12 * slice);
    const m35 = v128.load(at + 18 * slice);
    const m45 = v128.load(at + 24 * slice);
    const m55 = v128.load(at + 30 * slice);
    const a5 = f32x4.add(m15, m25);
    const b5 = f32x4.add(m35, m45);
    const e5 = f32x4.sub(m15, m25);
    const f5 = f32x4.sub(m35, m45);
    const y05 = f32x4.add(m05, f32x4.add(a5, b5));
    const y15 = plus(f32x4.mul(p, e5), q, f5);
    const y25 = plus(f32x4.mul(half, a5), two, b5);
    const y35 = plus(plus(m55, pCube, e5), qCube, f5);
    let start = f32x4.splat(0);
    if (bias) {
      start = v128.load(bias);
      bias += 16;
    }
    // Along each row.
    let row = to;
    storePixels(
      y00, y01, y02, y03, y04, y05,
      start, row, pixel, width, p, q, half, two, pCube, qCube,
    );
    if (height > 1) {
      row += line;
      storePixels(
        y10, y11, y12, y13, y14, y15,
        start, row, pixel, width, p, q, half, two, pCube, qCube,
      );
    }
    if (height > 2) {
      row += line;
      storePixels(
        y20, y21, y22, y23, y24, y25,
        start, row, pixel, width, p, q, half, two, pCube, qCube,
      );
    }
    if (height > 3) {
      row += line;
      storePixels(
        y30, y31, y32, y33, y34, y35,
        start, row, pixel, width, p, q, half, two, pCube, qCube,
      );
    }
    from += 16;
  }
}

// @ts-ignore: decorator
@inline
function storePixels(
  y0: v128,
  y1: v128,
  y2: v128,
  y3: v128,
  y4: v128,
  y5: v128,
  start: v128,
  to: usize,
  pixel: usize,
  width: i32,
  p: v128,
  q: v128,
  half: v128,
  two: v128,
  pCube: v128,
  qCube: v128,
): void {
  const a = f32x4.add(y1, y2);
  const b = f32x4.add(y3, y4);
  const e = f32x4.sub(y1, y2);
  const f = f32x4.sub(y3, y4);
  v128.store(to, f32x4.add(f32x4.add(start, y0), f32x4.add(a, b)));
  if (width > 1) v128.store(to + pixel, plus(plus(start, p, e), q, f));
  if (width > 2) v128.store(to + 2 * pixel, plus(plus(start, half, a), two, b));
  if (width > 3) {
    v128.store(to + 3 * pixel, plus(plus(f32x4.add(start, y5), pCube, e), qCube, f));
  }
}
