// The gradient for the filters of a Winograd convolution: see winograd_math.ts.
//
// The transformed input times the transformed gradient is summed up over all tiles, in 36 matrices of
// channels by filters; only then it is transformed to 3 x 3.

import { copyImage } from "./image";
import { groupOf, inputTile, sliceOf } from "./winograd";
import { multiplyTransposed } from "./winograd_kernel";
import { minus, P, p1, p2, P_SCALE, plus, Q, q1, q2, Q_SCALE } from "./winograd_math";

/**
 * The 36 sums over all tiles, for the blocks first to last of `block` channels each.
 *
 * @param sums 36 matrices [channels, count].
 * @param block A multiple of 4.
 */
export function sumTiles(
  x: usize,
  dy: usize,
  sums: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  count: i32,
  padding: i32,
  outHeight: i32,
  outWidth: i32,
  block: i32,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const down = (outHeight + 3) / 4;
  const across = (outWidth + 3) / 4;
  const perImage = down * across;
  const end = batch * perImage;
  const group = groupOf(channels, count);
  const pixel: usize = 4 * channels;
  const outPixel: usize = 4 * count;
  const slice = sliceOf(4 * block, group);
  const outSlice = sliceOf(outPixel, group);
  const patch = scratch;
  const tiles = patch + 36 * max(pixel, outPixel);
  const gradients = tiles + 36 * slice;
  for (let unit = first; unit < last; unit++) {
    const channel: usize = block * unit;
    const blockBytes: usize = 4 * min(block, channels - block * unit);
    for (let start = 0; start < end; start += group) {
      const found = min(group, end - start);
      for (let i = 0; i < found; i++) {
        const image = (start + i) / perImage;
        const place = (start + i) % perImage;
        const row = 4 * (place / across);
        const column = 4 * (place % across);
        inputTile(
          x + <usize>image * <usize>(height * width) * pixel, height, width, channels,
          row - padding, column - padding, tiles + <usize>i * blockBytes, slice, patch,
          4 * channel, blockBytes,
        );
        gradientTile(
          dy + <usize>image * <usize>(outHeight * outWidth) * outPixel, outHeight, outWidth,
          count, row, column, gradients + <usize>i * outPixel, outSlice, patch,
        );
      }
      for (let point: usize = 0; point < 36; point++) {
        const from = tiles + point * slice;
        const gradient = gradients + point * outSlice;
        const to = sums + outPixel * (point * <usize>channels + channel);
        for (let f: usize = 0; f < outPixel; f += 32) {
          for (let c: usize = 0; c < blockBytes; c += 16) {
            multiplyTransposed(
              from + c, gradient + f, to + (c >> 2) * outPixel + f,
              blockBytes, outPixel, found, start > 0,
            );
          }
        }
      }
    }
  }
}

/** A tile of the gradient, with zeros for what lies outside. */
// @ts-ignore: decorator
@inline
function gradientTile(
  dy: usize,
  height: i32,
  width: i32,
  count: i32,
  row: i32,
  column: i32,
  to: usize,
  slice: usize,
  patch: usize,
): void {
  const pixel: usize = 4 * count;
  let from = dy + (<usize>row * <usize>width + <usize>column) * pixel;
  let line = pixel * <usize>width;
  if (row + 4 > height || column + 4 > width) {
    copyImage(dy, height, width, count, patch, 4, 4, -row, -column, 1);
    from = patch;
    line = 4 * pixel;
  }
  transformGradient(from, line, pixel, to, slice);
}

/** The transformed gradient, for all its channels; the divisors are left for the end. */
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

/** out = alpha * (the 36 sums, transformed), or out += …, for the channels first to last. */
export function finishFilters(
  sums: usize,
  out: usize,
  channels: i32,
  count: i32,
  alpha: f32,
  accumulate: bool,
  first: i32,
  last: i32,
): void {
  const place: usize = 4 * <usize>channels * <usize>count;
  const factor = f32x4.splat(alpha);
  for (let c = first; c < last; c++) {
    for (let f = 0; f < count; f += 4) {
      const shift: usize = 4 * (<usize>c * <usize>count + <usize>f);
      const u = sums + shift;
      for (let i = 0; i < 3; i++) {
        const to = out + shift + 3 * <usize>i * place;
        const t0 = filterRow(i, u, 6 * place);
        const t1 = filterRow(i, u + place, 6 * place);
        const t2 = filterRow(i, u + 2 * place, 6 * place);
        const t3 = filterRow(i, u + 3 * place, 6 * place);
        const t4 = filterRow(i, u + 4 * place, 6 * place);
        const t5 = filterRow(i, u + 5 * place, 6 * place);
        put(to, filterNumber(0, t0, t1, t2, t3, t4, t5), factor, accumulate);
        put(to + place, filterNumber(1, t0, t1, t2, t3, t4, t5), factor, accumulate);
        put(to + 2 * place, filterNumber(2, t0, t1, t2, t3, t4, t5), factor, accumulate);
      }
    }
  }
}

/** Number `i` of three, from six numbers that lie `step` bytes apart. */
// @ts-ignore: decorator
@inline
function filterRow(i: i32, from: usize, step: usize): v128 {
  const u0 = v128.load(from);
  const u1 = v128.load(from + step);
  const u2 = v128.load(from + 2 * step);
  const u3 = v128.load(from + 3 * step);
  const u4 = v128.load(from + 4 * step);
  const u5 = v128.load(from + 5 * step);
  return filterNumber(i, u0, u1, u2, u3, u4, u5);
}

/** Number `i` of three, from six. */
// @ts-ignore: decorator
@inline
function filterNumber(
  i: i32,
  u0: v128,
  u1: v128,
  u2: v128,
  u3: v128,
  u4: v128,
  u5: v128,
): v128 {
  if (i == 1) {
    const odd = f32x4.mul(f32x4.splat(P * P_SCALE), f32x4.sub(u1, u2));
    return plus(odd, f32x4.splat(Q * Q_SCALE), f32x4.sub(u3, u4));
  }
  const p: f32 = i == 0 ? P_SCALE : P * P * P_SCALE;
  const q: f32 = i == 0 ? Q_SCALE : Q * Q * Q_SCALE;
  const start = i == 0 ? u0 : u5;
  const even = plus(start, f32x4.splat(p), f32x4.add(u1, u2));
  return plus(even, f32x4.splat(q), f32x4.add(u3, u4));
}

// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, factor: v128, accumulate: bool): void {
  const start = accumulate ? v128.load(to) : f32x4.splat(0);
  v128.store(to, f32x4.relaxed_madd(value, factor, start));
}
