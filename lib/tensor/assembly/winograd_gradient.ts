// The gradient for the filters of a Winograd convolution: see winograd_math.ts.
//
// The transformed input times the transformed gradient is summed up over all tiles, in 36 matrices of
// channels by filters; only then it is transformed to 3 x 3.

import { copyPatch, groupOf } from "./winograd";
import { multiplyTransposed } from "./winograd_kernel";
import {
  filter0,
  filter1,
  filter2,
  gradientMinusP,
  gradientMinusQ,
  gradientP,
  gradientQ,
} from "./winograd_math";
import { transformInput } from "./winograd_tile";
import { copyImage } from "./image";

/**
 * The 36 sums over all tiles, in halves and blocks of channels: unit u is half u & 1 of block u >> 1.
 *
 * @param sums 36 matrices [channels, count].
 * @param blocks How many blocks the channels are cut into, each a multiple of 4.
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
  blocks: i32,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const down = (outHeight + 3) / 4;
  const across = (outWidth + 3) / 4;
  const perImage = down * across;
  const end = batch * perImage;
  // Half of the matrices are under way, so there is room for twice the tiles.
  const group = 2 * groupOf(channels, count);
  const pixel: usize = 4 * channels;
  const outPixel: usize = 4 * count;
  const block = channels / blocks;
  const slice: usize = 4 * block * group;
  const outSlice = outPixel * <usize>group;
  const patch = scratch;
  const tiles = patch + 36 * max(pixel, outPixel);
  const gradients = tiles + 18 * slice;
  for (let unit = first; unit < last; unit++) {
    const half = unit & 1;
    const channel = block * (unit >> 1);
    for (let start = 0; start < end; start += group) {
      const found = min(group, end - start);
      for (let i = 0; i < found; i++) {
        const image = (start + i) / perImage;
        const place = (start + i) % perImage;
        const row = 4 * (place / across);
        const column = 4 * (place % across);
        inputHalf(
          half, x + <usize>image * <usize>(height * width) * pixel, height, width, channels,
          row - padding, column - padding, channel, block, tiles + <usize>(4 * block * i), slice, patch,
        );
        gradientHalf(
          half, dy + <usize>image * <usize>(outHeight * outWidth) * outPixel, outHeight, outWidth,
          count, row, column, gradients + <usize>i * outPixel, outSlice, patch,
        );
      }
      for (let point: usize = 0; point < 18; point++) {
        const from = tiles + point * slice;
        const gradient = gradients + point * outSlice;
        const to = sums +
          outPixel * ((<usize>(18 * half) + point) * <usize>channels + <usize>channel);
        for (let f: usize = 0; f < outPixel; f += 32) {
          for (let c: usize = 0; c < <usize>block; c += 4) {
            multiplyTransposed(
              from + 4 * c, gradient + f, to + c * outPixel + f,
              4 * block, outPixel, found, start > 0,
            );
          }
        }
      }
    }
  }
}

/** Half of a tile of the input, for a block of channels. */
// @ts-ignore: decorator
@inline
function inputHalf(
  half: i32,
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  row: i32,
  column: i32,
  channel: i32,
  block: i32,
  to: usize,
  slice: usize,
  patch: usize,
): void {
  const pixel: usize = 4 * channels;
  let from = x + (<usize>row * <usize>width + <usize>column) * pixel;
  let line = pixel * <usize>width;
  if (row < 0 || column < 0 || row + 6 > height || column + 6 > width) {
    copyPatch(x, height, width, channels, row, column, patch);
    from = patch;
    line = 6 * pixel;
  }
  transformInput(half, from + 4 * channel, line, pixel, to, slice, 4 * block);
}

/** Half of a tile of the gradient, with zeros for what lies outside. */
// @ts-ignore: decorator
@inline
function gradientHalf(
  half: i32,
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
  transformGradient(half, from, line, pixel, to, slice);
}

/** Three of the six rows of the transformed gradient, for all its channels. */
function transformGradient(
  half: i32,
  from: usize,
  line: usize,
  pixel: usize,
  to: usize,
  slice: usize,
): void {
  const end = from + pixel;
  for (; from < end; from += 16) {
    let t00: v128; let t01: v128; let t02: v128; let t03: v128;
    let t10: v128; let t11: v128; let t12: v128; let t13: v128;
    let t20: v128; let t21: v128; let t22: v128; let t23: v128;
    let at = from;
    if (half == 0) {
      const a0 = v128.load(at);
      const b0 = v128.load(at + line);
      const c0 = v128.load(at + 2 * line);
      const d0 = v128.load(at + 3 * line);
      t00 = a0;
      t10 = gradientP(a0, b0, c0, d0);
      t20 = gradientMinusP(a0, b0, c0, d0);
      at += pixel;
      const a1 = v128.load(at);
      const b1 = v128.load(at + line);
      const c1 = v128.load(at + 2 * line);
      const d1 = v128.load(at + 3 * line);
      t01 = a1;
      t11 = gradientP(a1, b1, c1, d1);
      t21 = gradientMinusP(a1, b1, c1, d1);
      at += pixel;
      const a2 = v128.load(at);
      const b2 = v128.load(at + line);
      const c2 = v128.load(at + 2 * line);
      const d2 = v128.load(at + 3 * line);
      t02 = a2;
      t12 = gradientP(a2, b2, c2, d2);
      t22 = gradientMinusP(a2, b2, c2, d2);
      at += pixel;
      const a3 = v128.load(at);
      const b3 = v128.load(at + line);
      const c3 = v128.load(at + 2 * line);
      const d3 = v128.load(at + 3 * line);
      t03 = a3;
      t13 = gradientP(a3, b3, c3, d3);
      t23 = gradientMinusP(a3, b3, c3, d3);
    } else {
      const a0 = v128.load(at);
      const b0 = v128.load(at + line);
      const c0 = v128.load(at + 2 * line);
      const d0 = v128.load(at + 3 * line);
      t00 = gradientQ(a0, b0, c0, d0);
      t10 = gradientMinusQ(a0, b0, c0, d0);
      t20 = d0;
      at += pixel;
      const a1 = v128.load(at);
      const b1 = v128.load(at + line);
      const c1 = v128.load(at + 2 * line);
      const d1 = v128.load(at + 3 * line);
      t01 = gradientQ(a1, b1, c1, d1);
      t11 = gradientMinusQ(a1, b1, c1, d1);
      t21 = d1;
      at += pixel;
      const a2 = v128.load(at);
      const b2 = v128.load(at + line);
      const c2 = v128.load(at + 2 * line);
      const d2 = v128.load(at + 3 * line);
      t02 = gradientQ(a2, b2, c2, d2);
      t12 = gradientMinusQ(a2, b2, c2, d2);
      t22 = d2;
      at += pixel;
      const a3 = v128.load(at);
      const b3 = v128.load(at + line);
      const c3 = v128.load(at + 2 * line);
      const d3 = v128.load(at + 3 * line);
      t03 = gradientQ(a3, b3, c3, d3);
      t13 = gradientMinusQ(a3, b3, c3, d3);
      t23 = d3;
    }
    let row = to;
    storeRow(t00, t01, t02, t03, row, slice);
    row += 6 * slice;
    storeRow(t10, t11, t12, t13, row, slice);
    row += 6 * slice;
    storeRow(t20, t21, t22, t23, row, slice);
    to += 16;
  }
}

// @ts-ignore: decorator
@inline
function storeRow(t0: v128, t1: v128, t2: v128, t3: v128, to: usize, slice: usize): void {
  v128.store(to, t0);
  v128.store(to + slice, gradientP(t0, t1, t2, t3));
  v128.store(to + 2 * slice, gradientMinusP(t0, t1, t2, t3));
  v128.store(to + 3 * slice, gradientQ(t0, t1, t2, t3));
  v128.store(to + 4 * slice, gradientMinusQ(t0, t1, t2, t3));
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
        put(to, filter0(t0, t1, t2, t3, t4), factor, accumulate);
        put(to + place, filter1(t1, t2, t3, t4), factor, accumulate);
        put(to + 2 * place, filter2(t1, t2, t3, t4, t5), factor, accumulate);
      }
    }
  }
}

/** Number `row` of three, from six numbers that lie `step` bytes apart. */
// @ts-ignore: decorator
@inline
function filterRow(row: i32, from: usize, step: usize): v128 {
  const u0 = v128.load(from);
  const u1 = v128.load(from + step);
  const u2 = v128.load(from + 2 * step);
  const u3 = v128.load(from + 3 * step);
  const u4 = v128.load(from + 4 * step);
  const u5 = v128.load(from + 5 * step);
  if (row == 0) return filter0(u0, u1, u2, u3, u4);
  if (row == 1) return filter1(u1, u2, u3, u4);
  return filter2(u1, u2, u3, u4, u5);
}

// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, factor: v128, accumulate: bool): void {
  const start = accumulate ? v128.load(to) : f32x4.splat(0);
  v128.store(to, f32x4.relaxed_madd(value, factor, start));
}
