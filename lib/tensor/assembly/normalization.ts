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
  let c = first;
  for (; c + 16 <= last; c += 16) {
    momentsOf(4, x + 4 * c, mean + 4 * c, inverse + 4 * c, rows, stride, n, epsilon, 16);
  }
  for (; c < last; c += 4) {
    momentsOf(1, x + 4 * c, mean + 4 * c, inverse + 4 * c, rows, stride, n, epsilon, last - c);
  }
}

/**
 * The moments of the channels in four vectors of each row, or in one: a sum waits for the one before, so that
 * several are to be under way.
 */
// @ts-ignore: decorator
@inline
function momentsOf(
  vectors: i32,
  x: usize,
  mean: usize,
  inverse: usize,
  rows: i32,
  stride: usize,
  n: v128,
  epsilon: f32,
  left: i32,
): void {
  const zero = f32x4.splat(0);
  let a = zero;
  let b = zero;
  let c = zero;
  let d = zero;
  for (let start = 0; start < rows; start += BLOCK) {
    let p = zero;
    let q = zero;
    let r = zero;
    let s = zero;
    let at = x + <usize>start * stride;
    const end = x + <usize>min(start + BLOCK, rows) * stride;
    for (; at != end; at += stride) {
      p = f32x4.add(p, v128.load(at));
      if (vectors > 1) {
        q = f32x4.add(q, v128.load(at, 16));
        r = f32x4.add(r, v128.load(at, 32));
        s = f32x4.add(s, v128.load(at, 48));
      }
    }
    a = f32x4.add(a, p);
    b = f32x4.add(b, q);
    c = f32x4.add(c, r);
    d = f32x4.add(d, s);
  }
  const meanA = f32x4.div(a, n);
  const meanB = f32x4.div(b, n);
  const meanC = f32x4.div(c, n);
  const meanD = f32x4.div(d, n);
  a = zero;
  b = zero;
  c = zero;
  d = zero;
  for (let start = 0; start < rows; start += BLOCK) {
    let p = zero;
    let q = zero;
    let r = zero;
    let s = zero;
    let at = x + <usize>start * stride;
    const end = x + <usize>min(start + BLOCK, rows) * stride;
    for (; at != end; at += stride) {
      const u = f32x4.sub(v128.load(at), meanA);
      p = madd(u, u, p);
      if (vectors > 1) {
        const v = f32x4.sub(v128.load(at, 16), meanB);
        q = madd(v, v, q);
        const w = f32x4.sub(v128.load(at, 32), meanC);
        r = madd(w, w, r);
        const z = f32x4.sub(v128.load(at, 48), meanD);
        s = madd(z, z, s);
      }
    }
    a = f32x4.add(a, p);
    b = f32x4.add(b, q);
    c = f32x4.add(c, r);
    d = f32x4.add(d, s);
  }
  storeMoments(mean, inverse, meanA, a, n, epsilon, left);
  if (vectors > 1) {
    storeMoments(mean + 16, inverse + 16, meanB, b, n, epsilon, 4);
    storeMoments(mean + 32, inverse + 32, meanC, c, n, epsilon, 4);
    storeMoments(mean + 48, inverse + 48, meanD, d, n, epsilon, 4);
  }
}

// @ts-ignore: decorator
@inline
function storeMoments(
  mean: usize,
  inverse: usize,
  centre: v128,
  squares: v128,
  n: v128,
  epsilon: f32,
  left: i32,
): void {
  const variance = f32x4.add(f32x4.div(squares, n), f32x4.splat(epsilon));
  storeUpToFour(mean, centre, left);
  storeUpToFour(inverse, f32x4.div(f32x4.splat(1), f32x4.sqrt(variance)), left);
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
  let c = first;
  for (; c + 8 <= last; c += 8) {
    gradientOf(2, dy, x, mean, inverse, gamma, gammaGradient, betaGradient, out, rows, stride, c, 8);
  }
  for (; c < last; c += 4) {
    gradientOf(1, dy, x, mean, inverse, gamma, gammaGradient, betaGradient, out, rows, stride, c, last - c);
  }
}

/** The same for the channels from `channel` on in two vectors of each row, or in one: see `momentsOf`. */
// @ts-ignore: decorator
@inline
function gradientOf(
  vectors: i32,
  dy: usize,
  x: usize,
  mean: usize,
  inverse: usize,
  gamma: usize,
  gammaGradient: usize,
  betaGradient: usize,
  out: usize,
  rows: i32,
  stride: usize,
  channel: i32,
  left: i32,
): void {
  const shift: usize = 4 * channel;
  const zero = f32x4.splat(0);
  const n = f32x4.splat(<f32>rows);
  const m0 = v128.load(mean + shift);
  const s0 = v128.load(inverse + shift);
  const m1 = vectors > 1 ? v128.load(mean + shift, 16) : zero;
  const s1 = vectors > 1 ? v128.load(inverse + shift, 16) : zero;
  let sum0 = zero;
  let dot0 = zero;
  let sum1 = zero;
  let dot1 = zero;
  for (let start = 0; start < rows; start += BLOCK) {
    let p0 = zero;
    let q0 = zero;
    let p1 = zero;
    let q1 = zero;
    let at: usize = shift + <usize>start * stride;
    const end: usize = shift + <usize>min(start + BLOCK, rows) * stride;
    for (; at != end; at += stride) {
      const d0 = v128.load(dy + at);
      const h0 = f32x4.mul(f32x4.sub(v128.load(x + at), m0), s0);
      p0 = f32x4.add(p0, d0);
      q0 = madd(d0, h0, q0);
      if (vectors > 1) {
        const d1 = v128.load(dy + at, 16);
        const h1 = f32x4.mul(f32x4.sub(v128.load(x + at, 16), m1), s1);
        p1 = f32x4.add(p1, d1);
        q1 = madd(d1, h1, q1);
      }
    }
    sum0 = f32x4.add(sum0, p0);
    dot0 = f32x4.add(dot0, q0);
    sum1 = f32x4.add(sum1, p1);
    dot1 = f32x4.add(dot1, q1);
  }
  storeUpToFour(betaGradient + shift, sum0, left);
  storeUpToFour(gammaGradient + shift, dot0, left);
  if (vectors > 1) {
    v128.store(betaGradient + shift, sum1, 16);
    v128.store(gammaGradient + shift, dot1, 16);
  }
  const factor0 = f32x4.mul(v128.load(gamma + shift), s0);
  const factor1 = vectors > 1 ? f32x4.mul(v128.load(gamma + shift, 16), s1) : zero;
  sum0 = f32x4.div(sum0, n);
  dot0 = f32x4.div(dot0, n);
  sum1 = f32x4.div(sum1, n);
  dot1 = f32x4.div(dot1, n);
  let at: usize = shift;
  for (let row = 0; row < rows; row++) {
    const h0 = f32x4.mul(f32x4.sub(v128.load(x + at), m0), s0);
    const rest0 = f32x4.sub(f32x4.sub(v128.load(dy + at), sum0), f32x4.mul(h0, dot0));
    const dx0 = f32x4.mul(factor0, rest0);
    if (vectors > 1) {
      v128.store(out + at, dx0);
      const h1 = f32x4.mul(f32x4.sub(v128.load(x + at, 16), m1), s1);
      const rest1 = f32x4.sub(f32x4.sub(v128.load(dy + at, 16), sum1), f32x4.mul(h1, dot1));
      v128.store(out + at, f32x4.mul(factor1, rest1), 16);
    } else {
      storeUpToFour(out + at, dx0, left);
    }
    at += stride;
  }
}
