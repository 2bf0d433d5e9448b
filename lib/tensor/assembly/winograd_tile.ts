// Tiles of an image on their way into Winograd's products, and back.
//
// A tile is 6 x 6 pixels of the input that give 4 x 4 of the result. Transformed, its 36 numbers for
// each channel lie in 36 matrices of tiles by channels, `slice` bytes apart.

import {
  inputEnd,
  inputMinusP,
  inputMinusQ,
  inputP,
  inputQ,
  output0,
  output1,
  output2,
  output3,
} from "./winograd_math";

/**
 * Three of the six rows of B^T d B, for the channels of a tile (a multiple of 4).
 *
 * One half at a time, for 18 numbers under way are what registers and a little of the stack can hold;
 * and the gradient of the filters is shared between threads by halves.
 *
 * @param half 0 for the rows 0 to 2, 1 for the rows 3 to 5.
 * @param line Bytes from one row of pixels to the next.
 * @param pixel Bytes from one pixel to the next.
 * @param to The tile's row in the first of the 18 matrices.
 * @param bytes Of the channels that are wanted.
 */
export function transformInput(
  half: i32,
  from: usize,
  line: usize,
  pixel: usize,
  to: usize,
  slice: usize,
  bytes: usize,
): void {
  const end = from + bytes;
  for (; from < end; from += 16) {
    let t00: v128; let t01: v128; let t02: v128; let t03: v128; let t04: v128; let t05: v128;
    let t10: v128; let t11: v128; let t12: v128; let t13: v128; let t14: v128; let t15: v128;
    let t20: v128; let t21: v128; let t22: v128; let t23: v128; let t24: v128; let t25: v128;
    let at = from;
    if (half == 0) {
      const a0 = v128.load(at);
      const b0 = v128.load(at + line);
      const c0 = v128.load(at + 2 * line);
      const d0 = v128.load(at + 3 * line);
      const e0 = v128.load(at + 4 * line);
      t00 = inputEnd(a0, c0, e0);
      t10 = inputP(b0, c0, d0, e0);
      t20 = inputMinusP(b0, c0, d0, e0);
      at += pixel;
      const a1 = v128.load(at);
      const b1 = v128.load(at + line);
      const c1 = v128.load(at + 2 * line);
      const d1 = v128.load(at + 3 * line);
      const e1 = v128.load(at + 4 * line);
      t01 = inputEnd(a1, c1, e1);
      t11 = inputP(b1, c1, d1, e1);
      t21 = inputMinusP(b1, c1, d1, e1);
      at += pixel;
      const a2 = v128.load(at);
      const b2 = v128.load(at + line);
      const c2 = v128.load(at + 2 * line);
      const d2 = v128.load(at + 3 * line);
      const e2 = v128.load(at + 4 * line);
      t02 = inputEnd(a2, c2, e2);
      t12 = inputP(b2, c2, d2, e2);
      t22 = inputMinusP(b2, c2, d2, e2);
      at += pixel;
      const a3 = v128.load(at);
      const b3 = v128.load(at + line);
      const c3 = v128.load(at + 2 * line);
      const d3 = v128.load(at + 3 * line);
      const e3 = v128.load(at + 4 * line);
      t03 = inputEnd(a3, c3, e3);
      t13 = inputP(b3, c3, d3, e3);
      t23 = inputMinusP(b3, c3, d3, e3);
      at += pixel;
      const a4 = v128.load(at);
      const b4 = v128.load(at + line);
      const c4 = v128.load(at + 2 * line);
      const d4 = v128.load(at + 3 * line);
      const e4 = v128.load(at + 4 * line);
      t04 = inputEnd(a4, c4, e4);
      t14 = inputP(b4, c4, d4, e4);
      t24 = inputMinusP(b4, c4, d4, e4);
      at += pixel;
      const a5 = v128.load(at);
      const b5 = v128.load(at + line);
      const c5 = v128.load(at + 2 * line);
      const d5 = v128.load(at + 3 * line);
      const e5 = v128.load(at + 4 * line);
      t05 = inputEnd(a5, c5, e5);
      t15 = inputP(b5, c5, d5, e5);
      t25 = inputMinusP(b5, c5, d5, e5);
    } else {
      const b0 = v128.load(at + line);
      const c0 = v128.load(at + 2 * line);
      const d0 = v128.load(at + 3 * line);
      const e0 = v128.load(at + 4 * line);
      const f0 = v128.load(at + 5 * line);
      t00 = inputQ(b0, c0, d0, e0);
      t10 = inputMinusQ(b0, c0, d0, e0);
      t20 = inputEnd(b0, d0, f0);
      at += pixel;
      const b1 = v128.load(at + line);
      const c1 = v128.load(at + 2 * line);
      const d1 = v128.load(at + 3 * line);
      const e1 = v128.load(at + 4 * line);
      const f1 = v128.load(at + 5 * line);
      t01 = inputQ(b1, c1, d1, e1);
      t11 = inputMinusQ(b1, c1, d1, e1);
      t21 = inputEnd(b1, d1, f1);
      at += pixel;
      const b2 = v128.load(at + line);
      const c2 = v128.load(at + 2 * line);
      const d2 = v128.load(at + 3 * line);
      const e2 = v128.load(at + 4 * line);
      const f2 = v128.load(at + 5 * line);
      t02 = inputQ(b2, c2, d2, e2);
      t12 = inputMinusQ(b2, c2, d2, e2);
      t22 = inputEnd(b2, d2, f2);
      at += pixel;
      const b3 = v128.load(at + line);
      const c3 = v128.load(at + 2 * line);
      const d3 = v128.load(at + 3 * line);
      const e3 = v128.load(at + 4 * line);
      const f3 = v128.load(at + 5 * line);
      t03 = inputQ(b3, c3, d3, e3);
      t13 = inputMinusQ(b3, c3, d3, e3);
      t23 = inputEnd(b3, d3, f3);
      at += pixel;
      const b4 = v128.load(at + line);
      const c4 = v128.load(at + 2 * line);
      const d4 = v128.load(at + 3 * line);
      const e4 = v128.load(at + 4 * line);
      const f4 = v128.load(at + 5 * line);
      t04 = inputQ(b4, c4, d4, e4);
      t14 = inputMinusQ(b4, c4, d4, e4);
      t24 = inputEnd(b4, d4, f4);
      at += pixel;
      const b5 = v128.load(at + line);
      const c5 = v128.load(at + 2 * line);
      const d5 = v128.load(at + 3 * line);
      const e5 = v128.load(at + 4 * line);
      const f5 = v128.load(at + 5 * line);
      t05 = inputQ(b5, c5, d5, e5);
      t15 = inputMinusQ(b5, c5, d5, e5);
      t25 = inputEnd(b5, d5, f5);
    }
    let row = to;
    storeRow(t00, t01, t02, t03, t04, t05, row, slice);
    row += 6 * slice;
    storeRow(t10, t11, t12, t13, t14, t15, row, slice);
    row += 6 * slice;
    storeRow(t20, t21, t22, t23, t24, t25, row, slice);
    to += 16;
  }
}

/** A row of the transformed tile: the second half of B^T d B. */
// @ts-ignore: decorator
@inline
function storeRow(
  t0: v128,
  t1: v128,
  t2: v128,
  t3: v128,
  t4: v128,
  t5: v128,
  to: usize,
  slice: usize,
): void {
  v128.store(to, inputEnd(t0, t2, t4));
  v128.store(to + slice, inputP(t1, t2, t3, t4));
  v128.store(to + 2 * slice, inputMinusP(t1, t2, t3, t4));
  v128.store(to + 3 * slice, inputQ(t1, t2, t3, t4));
  v128.store(to + 4 * slice, inputMinusQ(t1, t2, t3, t4));
  v128.store(to + 5 * slice, inputEnd(t1, t3, t5));
}

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
  const end = to + pixel;
  for (; to < end; to += 16) {
    let at = from;
    const m00 = v128.load(at);
    const m10 = v128.load(at + 6 * slice);
    const m20 = v128.load(at + 12 * slice);
    const m30 = v128.load(at + 18 * slice);
    const m40 = v128.load(at + 24 * slice);
    const m50 = v128.load(at + 30 * slice);
    const y00 = output0(m00, m10, m20, m30, m40);
    const y10 = output1(m10, m20, m30, m40);
    const y20 = output2(m10, m20, m30, m40);
    const y30 = output3(m10, m20, m30, m40, m50);
    at += slice;
    const m01 = v128.load(at);
    const m11 = v128.load(at + 6 * slice);
    const m21 = v128.load(at + 12 * slice);
    const m31 = v128.load(at + 18 * slice);
    const m41 = v128.load(at + 24 * slice);
    const m51 = v128.load(at + 30 * slice);
    const y01 = output0(m01, m11, m21, m31, m41);
    const y11 = output1(m11, m21, m31, m41);
    const y21 = output2(m11, m21, m31, m41);
    const y31 = output3(m11, m21, m31, m41, m51);
    at += slice;
    const m02 = v128.load(at);
    const m12 = v128.load(at + 6 * slice);
    const m22 = v128.load(at + 12 * slice);
    const m32 = v128.load(at + 18 * slice);
    const m42 = v128.load(at + 24 * slice);
    const m52 = v128.load(at + 30 * slice);
    const y02 = output0(m02, m12, m22, m32, m42);
    const y12 = output1(m12, m22, m32, m42);
    const y22 = output2(m12, m22, m32, m42);
    const y32 = output3(m12, m22, m32, m42, m52);
    at += slice;
    const m03 = v128.load(at);
    const m13 = v128.load(at + 6 * slice);
    const m23 = v128.load(at + 12 * slice);
    const m33 = v128.load(at + 18 * slice);
    const m43 = v128.load(at + 24 * slice);
    const m53 = v128.load(at + 30 * slice);
    const y03 = output0(m03, m13, m23, m33, m43);
    const y13 = output1(m13, m23, m33, m43);
    const y23 = output2(m13, m23, m33, m43);
    const y33 = output3(m13, m23, m33, m43, m53);
    at += slice;
    const m04 = v128.load(at);
    const m14 = v128.load(at + 6 * slice);
    const m24 = v128.load(at + 12 * slice);
    const m34 = v128.load(at + 18 * slice);
    const m44 = v128.load(at + 24 * slice);
    const m54 = v128.load(at + 30 * slice);
    const y04 = output0(m04, m14, m24, m34, m44);
    const y14 = output1(m14, m24, m34, m44);
    const y24 = output2(m14, m24, m34, m44);
    const y34 = output3(m14, m24, m34, m44, m54);
    at += slice;
    const m05 = v128.load(at);
    const m15 = v128.load(at + 6 * slice);
    const m25 = v128.load(at + 12 * slice);
    const m35 = v128.load(at + 18 * slice);
    const m45 = v128.load(at + 24 * slice);
    const m55 = v128.load(at + 30 * slice);
    const y05 = output0(m05, m15, m25, m35, m45);
    const y15 = output1(m15, m25, m35, m45);
    const y25 = output2(m15, m25, m35, m45);
    const y35 = output3(m15, m25, m35, m45, m55);
    let start = f32x4.splat(0);
    if (bias) {
      start = v128.load(bias);
      bias += 16;
    }
    let row = to;
    storePixels(y00, y01, y02, y03, y04, y05, start, row, pixel, width);
    row += line;
    if (height > 1) storePixels(y10, y11, y12, y13, y14, y15, start, row, pixel, width);
    row += line;
    if (height > 2) storePixels(y20, y21, y22, y23, y24, y25, start, row, pixel, width);
    row += line;
    if (height > 3) storePixels(y30, y31, y32, y33, y34, y35, start, row, pixel, width);
    from += 16;
  }
}

/** A row of pixels of the result: the second half of A^T m A. */
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
): void {
  v128.store(to, f32x4.add(start, output0(y0, y1, y2, y3, y4)));
  if (width > 1) v128.store(to + pixel, f32x4.add(start, output1(y1, y2, y3, y4)));
  if (width > 2) v128.store(to + 2 * pixel, f32x4.add(start, output2(y1, y2, y3, y4)));
  if (width > 3) v128.store(to + 3 * pixel, f32x4.add(start, output3(y1, y2, y3, y4, y5)));
}
