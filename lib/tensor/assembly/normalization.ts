// Statistics of each channel, normalization by them, and its gradient.

import { madd } from "./madd";
import { storeUpToFour } from "./simd";

/** Rows that are added up by themselves first: a sum of partial sums loses less. */
const BLOCK = 128;

/** The mean and 1 / sqrt(variance + epsilon) of the channels first to last, over all rows. */
export function batchMoments(
  x: usize,
  mean: usize,
  inverse: usize,
  rows: i32,
  channels: i32,
  epsilon: f32,
  first: i32,
  last: i32,
): void {
  const stride: usize = 4 * channels;
  const n = f32x4.splat(<f32>rows);
  for (let c = first; c < last; c += 4) {
    let sum = f32x4.splat(0);
    for (let start = 0; start < rows; start += BLOCK) {
      let part = f32x4.splat(0);
      let at = x + 4 * c + <usize>start * stride;
      const end = x + 4 * c + <usize>min(start + BLOCK, rows) * stride;
      for (; at != end; at += stride) part = f32x4.add(part, v128.load(at));
      sum = f32x4.add(sum, part);
    }
    const centre = f32x4.div(sum, n);
    let squares = f32x4.splat(0);
    for (let start = 0; start < rows; start += BLOCK) {
      let part = f32x4.splat(0);
      let at = x + 4 * c + <usize>start * stride;
      const end = x + 4 * c + <usize>min(start + BLOCK, rows) * stride;
      for (; at != end; at += stride) {
        const d = f32x4.sub(v128.load(at), centre);
        part = madd(d, d, part);
      }
      squares = f32x4.add(squares, part);
    }
    const variance = f32x4.add(f32x4.div(squares, n), f32x4.splat(epsilon));
    storeUpToFour(mean + 4 * c, centre, last - c);
    storeUpToFour(inverse + 4 * c, f32x4.div(f32x4.splat(1), f32x4.sqrt(variance)), last - c);
  }
}

/** out = gamma * (x - mean) * inverse + beta, for the rows first to last. */
export function normalize(
  x: usize,
  mean: usize,
  inverse: usize,
  gamma: usize,
  beta: usize,
  out: usize,
  channels: i32,
  first: i32,
  last: i32,
): void {
  x += 4 * <usize>first * <usize>channels;
  out += 4 * <usize>first * <usize>channels;
  for (let row = first; row < last; row++) {
    for (let c = 0; c < channels; c += 4) {
      const centred = f32x4.sub(v128.load(x + 4 * c), v128.load(mean + 4 * c));
      const h = f32x4.mul(centred, v128.load(inverse + 4 * c));
      const y = madd(v128.load(gamma + 4 * c), h, v128.load(beta + 4 * c));
      storeUpToFour(out + 4 * c, y, channels - c);
    }
    x += 4 * channels;
    out += 4 * channels;
  }
}

/**
 * The gradients of normalization by the statistics of x itself, for the channels first to last:
 * with h = (x - mean) * inverse, beta' = sum of dy, gamma' = sum of dy h, and
 * out = gamma * inverse * (dy - beta' / rows - h * gamma' / rows).
 */
export function normalizeGradient(
  dy: usize,
  x: usize,
  mean: usize,
  inverse: usize,
  gamma: usize,
  gammaGradient: usize,
  betaGradient: usize,
  out: usize,
  rows: i32,
  channels: i32,
  first: i32,
  last: i32,
): void {
  const stride: usize = 4 * channels;
  const n = f32x4.splat(<f32>rows);
  for (let c = first; c < last; c += 4) {
    const m = v128.load(mean + 4 * c);
    const s = v128.load(inverse + 4 * c);
    let sum = f32x4.splat(0);
    let dot = f32x4.splat(0);
    for (let start = 0; start < rows; start += BLOCK) {
      let part = f32x4.splat(0);
      let dotPart = f32x4.splat(0);
      let at: usize = 4 * c + <usize>start * stride;
      const end: usize = 4 * c + <usize>min(start + BLOCK, rows) * stride;
      for (; at != end; at += stride) {
        const d = v128.load(dy + at);
        const h = f32x4.mul(f32x4.sub(v128.load(x + at), m), s);
        part = f32x4.add(part, d);
        dotPart = madd(d, h, dotPart);
      }
      sum = f32x4.add(sum, part);
      dot = f32x4.add(dot, dotPart);
    }
    storeUpToFour(betaGradient + 4 * c, sum, last - c);
    storeUpToFour(gammaGradient + 4 * c, dot, last - c);
    const factor = f32x4.mul(v128.load(gamma + 4 * c), s);
    const meanSum = f32x4.div(sum, n);
    const meanDot = f32x4.div(dot, n);
    let at: usize = 4 * c;
    for (let row = 0; row < rows; row++) {
      const h = f32x4.mul(f32x4.sub(v128.load(x + at), m), s);
      const rest = f32x4.sub(f32x4.sub(v128.load(dy + at), meanSum), f32x4.mul(h, meanDot));
      storeUpToFour(out + at, f32x4.mul(factor, rest), last - c);
      at += stride;
    }
  }
}
