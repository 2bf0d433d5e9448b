// Max pooling and its gradient.

import { firstLanes, storeFirst } from "./simd";

/** out = the maximum of each window, for the images first to last. NaN wins always. */
export function maxPool2d(
  x: usize,
  out: usize,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  stride: i32,
  padding: i32,
  outHeight: i32,
  outWidth: i32,
  first: i32,
  last: i32,
): void {
  const pixel: usize = 4 * channels;
  const line = pixel * <usize>width;
  out += <usize>first * <usize>(outHeight * outWidth) * pixel;
  for (let image = first; image < last; image++) {
    const from = x + <usize>image * <usize>height * line;
    for (let row = 0; row < outHeight; row++) {
      const top = max(row * stride - padding, 0);
      const bottom = min(row * stride - padding + size, height);
      for (let column = 0; column < outWidth; column++) {
        const left = max(column * stride - padding, 0);
        const right = min(column * stride - padding + size, width);
        for (let c = 0; c < channels; c += 4) {
          let maximum = f32x4.splat(-Infinity);
          for (let i = top; i < bottom; i++) {
            let at = from + <usize>i * line + <usize>left * pixel + 4 * c;
            for (let j = left; j < right; j++) {
              maximum = f32x4.max(maximum, v128.load(at));
              at += pixel;
            }
          }
          if (c + 4 <= channels) v128.store(out + 4 * c, maximum);
          else storeFirst(out + 4 * c, maximum, channels - c);
        }
        out += pixel;
      }
    }
  }
}

/** out = dy at the first pixel of each window where x is the maximum, added up. */
export function maxPool2dGradient(
  dy: usize,
  x: usize,
  y: usize,
  out: usize,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
  stride: i32,
  padding: i32,
  outHeight: i32,
  outWidth: i32,
  first: i32,
  last: i32,
): void {
  const pixel: usize = 4 * channels;
  const line = pixel * <usize>width;
  const shift = <usize>first * <usize>(outHeight * outWidth) * pixel;
  dy += shift;
  y += shift;
  // Windows that lie side by side and cover everything: each number is written once, none is added to.
  const plain = size == stride && padding == 0 && outHeight * size == height &&
    outWidth * size == width;
  if (!plain) {
    const imageBytes = <usize>height * line;
    memory.fill(out + <usize>first * imageBytes, 0, <usize>(last - first) * imageBytes);
  }
  for (let image = first; image < last; image++) {
    const base = <usize>image * <usize>height * line;
    for (let row = 0; row < outHeight; row++) {
      const top = max(row * stride - padding, 0);
      const bottom = min(row * stride - padding + size, height);
      for (let column = 0; column < outWidth; column++) {
        const left = max(column * stride - padding, 0);
        const right = min(column * stride - padding + size, width);
        for (let c = 0; c < channels; c += 4) {
          const maximum = v128.load(y + 4 * c);
          // What is still to be sent: nothing once the first winner has got it.
          let pending = v128.load(dy + 4 * c);
          if (c + 4 > channels) pending = v128.and(pending, firstLanes(channels - c));
          for (let i = top; i < bottom; i++) {
            let at = base + <usize>i * line + <usize>left * pixel + 4 * c;
            for (let j = left; j < right; j++) {
              const wins = f32x4.eq(v128.load(x + at), maximum);
              let sum = v128.and(pending, wins);
              if (!plain) sum = f32x4.add(sum, v128.load(out + at));
              if (c + 4 <= channels) v128.store(out + at, sum);
              else storeFirst(out + at, sum, channels - c);
              pending = v128.andnot(pending, wins);
              at += pixel;
            }
          }
        }
        dy += pixel;
        y += pixel;
      }
    }
  }
}
