// The gradient for the filters of a Winograd convolution: see math.ts.
//
// The transformed input times the transformed gradient is summed up over all tiles, in 36 matrices of
// channels by filters; only then it is transformed to 3 x 3.

import { SCALE } from "../exact/arithmetic";
import { widenTiles } from "../exact/winograd";
import { EXACT, madd } from "../madd";
import { gradientTile } from "./gradient_tile";
import { groupOf, patchBytes, sliceOf, WIDE, WINOGRAD_POINTS } from "./group";
import { inputTile } from "./input_tile";
import { multiplyTransposed } from "./kernel";
import { P, P_SCALE, plus, Q, Q_SCALE } from "./math";

/**
 * The 36 sums over all tiles, for the blocks first to last of `block` channels each.
 *
 * @param sums 36 matrices [channels, outChannels].
 * @param block A multiple of `WINOGRAD_BLOCK`.
 */
export function sumFilterGradient(
  x: usize,
  dy: usize,
  sums: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outChannels: i32,
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
  const group = groupOf(channels, outChannels);
  const pixel: usize = 4 * channels;
  const outPixel: usize = 4 * outChannels;
  const slice = sliceOf(WIDE * 4 * block, group);
  const outSlice = sliceOf(WIDE * outPixel, group);
  const patch = scratch;
  const tiles = patch + patchBytes(pixel, outPixel);
  const gradients = tiles + WINOGRAD_POINTS * slice;
  for (let unit = first; unit < last; unit++) {
    const channel: usize = block * unit;
    const blockBytes: usize = 4 * min(block, channels - block * unit);
    for (let start = 0; start < end; start += group) {
      const count = min(group, end - start);
      for (let i = 0; i < count; i++) {
        const image = (start + i) / perImage;
        const tile = (start + i) % perImage;
        const row = 4 * (tile / across);
        const column = 4 * (tile % across);
        inputTile(
          x + <usize>image * <usize>(height * width) * pixel, height, width, channels,
          row - padding, column - padding, tiles + <usize>i * blockBytes, slice, patch,
          4 * channel, blockBytes,
        );
        gradientTile(
          dy + <usize>image * <usize>(outHeight * outWidth) * outPixel, outHeight, outWidth,
          outChannels, row, column, gradients + <usize>i * outPixel, outSlice, patch,
        );
      }
      if (ROUNDING == EXACT) {
        widenTiles(tiles, slice, blockBytes, count, SCALE);
        widenTiles(gradients, outSlice, outPixel, count, 1);
      }
      for (let point: usize = 0; point < WINOGRAD_POINTS; point++) {
        const from = tiles + point * slice;
        const gradient = gradients + point * outSlice;
        const to = sums + outPixel * (point * <usize>channels + channel);
        for (let f: usize = 0; f < outPixel; f += 32) {
          for (let c: usize = 0; c < blockBytes; c += 16) {
            multiplyTransposed(
              from + WIDE * c, gradient + WIDE * f, to + (c >> 2) * outPixel + f,
              blockBytes, outPixel, count, start > 0,
            );
          }
        }
      }
    }
  }
}

/** out = alpha * (the 36 sums, transformed), or out += …, for the channels first to last. */
export function transformFilterGradient(
  sums: usize,
  out: usize,
  channels: i32,
  outChannels: i32,
  alpha: f32,
  accumulate: bool,
  first: i32,
  last: i32,
): void {
  const matrix: usize = 4 * <usize>channels * <usize>outChannels;
  const factor = f32x4.splat(alpha);
  for (let c = first; c < last; c++) {
    for (let f = 0; f < outChannels; f += 4) {
      const shift: usize = 4 * (<usize>c * <usize>outChannels + <usize>f);
      const u = sums + shift;
      for (let i = 0; i < 3; i++) {
        const to = out + shift + 3 * <usize>i * matrix;
        const t0 = filterRow(i, u, 6 * matrix);
        const t1 = filterRow(i, u + matrix, 6 * matrix);
        const t2 = filterRow(i, u + 2 * matrix, 6 * matrix);
        const t3 = filterRow(i, u + 3 * matrix, 6 * matrix);
        const t4 = filterRow(i, u + 4 * matrix, 6 * matrix);
        const t5 = filterRow(i, u + 5 * matrix, 6 * matrix);
        blend(to, filterNumber(0, t0, t1, t2, t3, t4, t5), factor, accumulate);
        blend(to + matrix, filterNumber(1, t0, t1, t2, t3, t4, t5), factor, accumulate);
        blend(to + 2 * matrix, filterNumber(2, t0, t1, t2, t3, t4, t5), factor, accumulate);
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
function blend(to: usize, value: v128, factor: v128, accumulate: bool): void {
  const start = accumulate ? v128.load(to) : f32x4.splat(0);
  v128.store(to, madd(value, factor, start));
}
