// Number by number: pixels, activations and their gradients, dropout, scale.
//
// Every function works on the values `first` to `last`, so that threads can share the work.

import { exp4, expMinus1 } from "./exp";
import { storeFirst } from "./simd";

export const SIGMOID = 0;
export const TANH = 1;
export const RELU = 2;

/** out = bytes / 255, exactly rounded. */
export function bytesToFloats(bytes: usize, out: usize, first: i32, last: i32): void {
  const unit = f32x4.splat(255);
  let i = first;
  for (; i + 8 <= last; i += 8) {
    const words = v128.load_ext<u8>(bytes + i);
    const low = f32x4.convert_i32x4_u(v128.extend_low<u16>(words));
    const high = f32x4.convert_i32x4_u(v128.extend_high<u16>(words));
    v128.store(out + 4 * i, f32x4.div(low, unit));
    v128.store(out + 4 * i, f32x4.div(high, unit), 16);
  }
  for (; i < last; i++) store<f32>(out + 4 * i, <f32>load<u8>(bytes + i) / 255);
}

// @ts-ignore: decorator
@inline
function sigmoid(x: v128): v128 {
  // e / (1 + e) with e = exp(x) on the left, 1 / (1 + e) with e = exp(-x) on the right: no overflow.
  const one = f32x4.splat(1);
  const e = exp4(v128.or(x, i32x4.splat(0x80000000)));
  const left = i32x4.shr_s(x, 31);
  return f32x4.div(v128.bitselect(e, one, left), f32x4.add(one, e));
}

// @ts-ignore: decorator
@inline
function tanh(x: v128): v128 {
  // tanh |x| = t / (t + 2) with t = exp(2 |x|) - 1; from 9.02 on it rounds to 1.
  const size = f32x4.pmin(f32x4.abs(x), f32x4.splat(10));
  const t = expMinus1(f32x4.add(size, size));
  const positive = f32x4.div(t, f32x4.add(t, f32x4.splat(2)));
  return v128.bitselect(x, positive, i32x4.splat(0x80000000));
}

// @ts-ignore: decorator
@inline
function relu(x: v128): v128 {
  // Written so that NaN stays NaN.
  return f32x4.pmax(x, f32x4.splat(0));
}

/** out = f(x) */
export function activate(kind: i32, x: usize, out: usize, first: i32, last: i32): void {
  const count = last - first;
  x += 4 * first;
  out += 4 * first;
  const vectorBytes = 4 * (count & ~3);
  const tail = count & 3;
  if (kind == SIGMOID) {
    for (let i = 0; i < vectorBytes; i += 16) v128.store(out + i, sigmoid(v128.load(x + i)));
    if (tail) storeFirst(out + vectorBytes, sigmoid(v128.load(x + vectorBytes)), tail);
  } else if (kind == TANH) {
    for (let i = 0; i < vectorBytes; i += 16) v128.store(out + i, tanh(v128.load(x + i)));
    if (tail) storeFirst(out + vectorBytes, tanh(v128.load(x + vectorBytes)), tail);
  } else if (kind == RELU) {
    for (let i = 0; i < vectorBytes; i += 16) v128.store(out + i, relu(v128.load(x + i)));
    if (tail) storeFirst(out + vectorBytes, relu(v128.load(x + vectorBytes)), tail);
  } else {
    unreachable();
  }
}

// @ts-ignore: decorator
@inline
function sigmoidGradient(dy: v128, y: v128): v128 {
  return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(f32x4.splat(1), y)));
}

// @ts-ignore: decorator
@inline
function tanhGradient(dy: v128, y: v128): v128 {
  return f32x4.mul(dy, f32x4.sub(f32x4.splat(1), f32x4.mul(y, y)));
}

// @ts-ignore: decorator
@inline
function reluGradient(dy: v128, y: v128): v128 {
  return v128.and(dy, f32x4.gt(y, f32x4.splat(0)));
}

/** out = dy f'(x), told from y = f(x) */
export function activateGradient(
  kind: i32,
  dy: usize,
  y: usize,
  out: usize,
  first: i32,
  last: i32,
): void {
  const count = last - first;
  dy += 4 * first;
  y += 4 * first;
  out += 4 * first;
  const vectorBytes = 4 * (count & ~3);
  const tail = count & 3;
  if (kind == SIGMOID) {
    for (let i = 0; i < vectorBytes; i += 16) {
      v128.store(out + i, sigmoidGradient(v128.load(dy + i), v128.load(y + i)));
    }
    if (tail) {
      storeFirst(out + vectorBytes, sigmoidGradient(v128.load(dy + vectorBytes), v128.load(y + vectorBytes)), tail);
    }
  } else if (kind == TANH) {
    for (let i = 0; i < vectorBytes; i += 16) {
      v128.store(out + i, tanhGradient(v128.load(dy + i), v128.load(y + i)));
    }
    if (tail) {
      storeFirst(out + vectorBytes, tanhGradient(v128.load(dy + vectorBytes), v128.load(y + vectorBytes)), tail);
    }
  } else if (kind == RELU) {
    for (let i = 0; i < vectorBytes; i += 16) {
      v128.store(out + i, reluGradient(v128.load(dy + i), v128.load(y + i)));
    }
    if (tail) {
      storeFirst(out + vectorBytes, reluGradient(v128.load(dy + vectorBytes), v128.load(y + vectorBytes)), tail);
    }
  } else {
    unreachable();
  }
}

/** x *= factor */
export function scale(x: usize, factor: f32, first: i32, last: i32): void {
  const count = last - first;
  x += 4 * first;
  const vectorBytes = 4 * (count & ~3);
  const f = f32x4.splat(factor);
  for (let i = 0; i < vectorBytes; i += 16) v128.store(x + i, f32x4.mul(v128.load(x + i), f));
  for (let i = vectorBytes; i < 4 * count; i += 4) store<f32>(x + i, load<f32>(x + i) * factor);
}

/**
 * Zeroes each number with a probability of threshold / 2^32, multiplies the others by `factor`.
 * Which ones: a hash of the key and the index.
 */
export function dropout(
  x: usize,
  out: usize,
  key: i32,
  threshold: u32,
  factor: f32,
  first: i32,
  last: i32,
): void {
  const count = last - first;
  x += 4 * first;
  out += 4 * first;
  let index = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  const vectorBytes = 4 * (count & ~3);
  for (let i = 0; i < vectorBytes; i += 16) {
    v128.store(out + i, drop(v128.load(x + i), index, key, threshold, factor));
    index = i32x4.add(index, i32x4.splat(4));
  }
  const tail = count & 3;
  if (tail) storeFirst(out + vectorBytes, drop(v128.load(x + vectorBytes), index, key, threshold, factor), tail);
}

// @ts-ignore: decorator
@inline
function drop(x: v128, index: v128, key: i32, threshold: u32, factor: f32): v128 {
  let h = v128.xor(i32x4.mul(index, i32x4.splat(0x9e3779b1)), i32x4.splat(key));
  h = v128.xor(h, i32x4.shr_u(h, 16));
  h = i32x4.mul(h, i32x4.splat(0x21f0aaad));
  h = v128.xor(h, i32x4.shr_u(h, 15));
  h = i32x4.mul(h, i32x4.splat(0x735a2d97));
  h = v128.xor(h, i32x4.shr_u(h, 15));
  return v128.and(f32x4.mul(x, f32x4.splat(factor)), i32x4.ge_u(h, i32x4.splat(threshold)));
}
