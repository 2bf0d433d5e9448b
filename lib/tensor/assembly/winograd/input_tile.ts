// Tiles of an image on their way into Winograd's products: see math.ts.
//
// A tile is 6 x 6 pixels of the input that give 4 x 4 of the result. Transformed, its 36 numbers for
// each channel lie in 36 matrices of tiles by channels, `slice` bytes apart. Everything is written out,
// for the 36 numbers are to stay in registers and on the stack, where no address is checked.

import { copyImage } from "../image";
import { minus, p1, p2, plus, q1, q2, sum2 } from "./math";

/**
 * B^T d B for the channels of a tile (a multiple of 4).
 *
 * @param line Bytes from one row of pixels to the next.
 * @param pixel Bytes from one pixel to the next.
 * @param to The tile's row in the first of the 36 matrices.
 * @param bytes Of the channels that are wanted.
 */
export function transformInput(
  from: usize,
  line: usize,
  pixel: usize,
  to: usize,
  slice: usize,
  bytes: usize,
): void {
  const p = f32x4.splat(p1);
  const q = f32x4.splat(q1);
  const half = f32x4.splat(p2);
  const two = f32x4.splat(q2);
  const both = f32x4.splat(sum2);
  const end = from + bytes;
  for (; from < end; from += 16) {
    // Down each column.
    let at = from;
    const d00 = v128.load(at);
    const d10 = v128.load(at + line);
    const d20 = v128.load(at + 2 * line);
    const d30 = v128.load(at + 3 * line);
    const d40 = v128.load(at + 4 * line);
    const d50 = v128.load(at + 5 * line);
    const t00 = minus(f32x4.add(d00, d40), both, d20);
    const a0 = minus(d40, two, d20);
    const b0 = minus(d30, two, d10);
    const t10 = plus(a0, p, b0);
    const t20 = minus(a0, p, b0);
    const e0 = minus(d40, half, d20);
    const f0 = minus(d30, half, d10);
    const t30 = plus(e0, q, f0);
    const t40 = minus(e0, q, f0);
    const t50 = minus(f32x4.add(d10, d50), both, d30);
    at += pixel;
    const d01 = v128.load(at);
    const d11 = v128.load(at + line);
    const d21 = v128.load(at + 2 * line);
    const d31 = v128.load(at + 3 * line);
    const d41 = v128.load(at + 4 * line);
    const d51 = v128.load(at + 5 * line);
    const t01 = minus(f32x4.add(d01, d41), both, d21);
    const a1 = minus(d41, two, d21);
    const b1 = minus(d31, two, d11);
    const t11 = plus(a1, p, b1);
    const t21 = minus(a1, p, b1);
    const e1 = minus(d41, half, d21);
    const f1 = minus(d31, half, d11);
    const t31 = plus(e1, q, f1);
    const t41 = minus(e1, q, f1);
    const t51 = minus(f32x4.add(d11, d51), both, d31);
    at += pixel;
    const d02 = v128.load(at);
    const d12 = v128.load(at + line);
    const d22 = v128.load(at + 2 * line);
    const d32 = v128.load(at + 3 * line);
    const d42 = v128.load(at + 4 * line);
    const d52 = v128.load(at + 5 * line);
    const t02 = minus(f32x4.add(d02, d42), both, d22);
    const a2 = minus(d42, two, d22);
    const b2 = minus(d32, two, d12);
    const t12 = plus(a2, p, b2);
    const t22 = minus(a2, p, b2);
    const e2 = minus(d42, half, d22);
    const f2 = minus(d32, half, d12);
    const t32 = plus(e2, q, f2);
    const t42 = minus(e2, q, f2);
    const t52 = minus(f32x4.add(d12, d52), both, d32);
    at += pixel;
    const d03 = v128.load(at);
    const d13 = v128.load(at + line);
    const d23 = v128.load(at + 2 * line);
    const d33 = v128.load(at + 3 * line);
    const d43 = v128.load(at + 4 * line);
    const d53 = v128.load(at + 5 * line);
    const t03 = minus(f32x4.add(d03, d43), both, d23);
    const a3 = minus(d43, two, d23);
    const b3 = minus(d33, two, d13);
    const t13 = plus(a3, p, b3);
    const t23 = minus(a3, p, b3);
    const e3 = minus(d43, half, d23);
    const f3 = minus(d33, half, d13);
    const t33 = plus(e3, q, f3);
    const t43 = minus(e3, q, f3);
    const t53 = minus(f32x4.add(d13, d53), both, d33);
    at += pixel;
    const d04 = v128.load(at);
    const d14 = v128.load(at + line);
    const d24 = v128.load(at + 2 * line);
    const d34 = v128.load(at + 3 * line);
    const d44 = v128.load(at + 4 * line);
    const d54 = v128.load(at + 5 * line);
    const t04 = minus(f32x4.add(d04, d44), both, d24);
    const a4 = minus(d44, two, d24);
    const b4 = minus(d34, two, d14);
    const t14 = plus(a4, p, b4);
    const t24 = minus(a4, p, b4);
    const e4 = minus(d44, half, d24);
    const f4 = minus(d34, half, d14);
    const t34 = plus(e4, q, f4);
    const t44 = minus(e4, q, f4);
    const t54 = minus(f32x4.add(d14, d54), both, d34);
    at += pixel;
    const d05 = v128.load(at);
    const d15 = v128.load(at + line);
    const d25 = v128.load(at + 2 * line);
    const d35 = v128.load(at + 3 * line);
    const d45 = v128.load(at + 4 * line);
    const d55 = v128.load(at + 5 * line);
    const t05 = minus(f32x4.add(d05, d45), both, d25);
    const a5 = minus(d45, two, d25);
    const b5 = minus(d35, two, d15);
    const t15 = plus(a5, p, b5);
    const t25 = minus(a5, p, b5);
    const e5 = minus(d45, half, d25);
    const f5 = minus(d35, half, d15);
    const t35 = plus(e5, q, f5);
    const t45 = minus(e5, q, f5);
    const t55 = minus(f32x4.add(d15, d55), both, d35);
    // Along each row.
    let row = to;
    storeRow(t00, t01, t02, t03, t04, t05, row, slice, p, q, half, two, both);
    row += 6 * slice;
    storeRow(t10, t11, t12, t13, t14, t15, row, slice, p, q, half, two, both);
    row += 6 * slice;
    storeRow(t20, t21, t22, t23, t24, t25, row, slice, p, q, half, two, both);
    row += 6 * slice;
    storeRow(t30, t31, t32, t33, t34, t35, row, slice, p, q, half, two, both);
    row += 6 * slice;
    storeRow(t40, t41, t42, t43, t44, t45, row, slice, p, q, half, two, both);
    row += 6 * slice;
    storeRow(t50, t51, t52, t53, t54, t55, row, slice, p, q, half, two, both);
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
  t4: v128,
  t5: v128,
  to: usize,
  slice: usize,
  p: v128,
  q: v128,
  half: v128,
  two: v128,
  both: v128,
): void {
  v128.store(to, minus(f32x4.add(t0, t4), both, t2));
  const a = minus(t4, two, t2);
  const b = minus(t3, two, t1);
  v128.store(to + slice, plus(a, p, b));
  v128.store(to + 2 * slice, minus(a, p, b));
  const e = minus(t4, half, t2);
  const f = minus(t3, half, t1);
  v128.store(to + 3 * slice, plus(e, q, f));
  v128.store(to + 4 * slice, minus(e, q, f));
  v128.store(to + 5 * slice, minus(f32x4.add(t1, t5), both, t3));
}

/**
 * A tile of the input, transformed: its first pixel may lie outside the image.
 *
 * @param channel Bytes in a pixel before the channels that are wanted.
 * @param bytes Of these channels.
 */
// @ts-ignore: decorator
@inline
export function inputTile(
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  row: i32,
  column: i32,
  to: usize,
  slice: usize,
  patch: usize,
  channel: usize,
  bytes: usize,
): void {
  const pixel: usize = 4 * channels;
  let from = x + (<usize>row * <usize>width + <usize>column) * pixel;
  let line = pixel * <usize>width;
  if (row < 0 || column < 0 || row + 6 > height || column + 6 > width) {
    copyImage(x, height, width, channels, patch, 6, 6, -row, -column, 1);
    from = patch;
    line = 6 * pixel;
  }
  transformInput(from + channel, line, pixel, to, slice, bytes);
}
