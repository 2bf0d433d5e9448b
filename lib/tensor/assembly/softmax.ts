// Row by row, for the rows `first` to `last`: softmax, its gradient, and the two losses.

import { exp4, log } from "./exp";
import { firstLanes, maxLanes, storeFirst, sumLanes } from "./simd";

// @ts-ignore: decorator
@inline
function maxOf(x: usize, whole: usize, rest: i32): f32 {
  const lowest = f32x4.splat(-Infinity);
  let max = lowest;
  for (let j: usize = 0; j < whole; j += 16) max = f32x4.pmax(max, v128.load(x + j));
  if (rest) {
    max = f32x4.pmax(max, v128.bitselect(v128.load(x + whole), lowest, firstLanes(rest)));
  }
  return maxLanes(max);
}

export function softmax(x: usize, out: usize, columns: i32, first: i32, last: i32): void {
  x += 4 * <usize>first * <usize>columns;
  out += 4 * <usize>first * <usize>columns;
  const whole: usize = 4 * (columns & ~3);
  const rest = columns & 3;
  for (let row = first; row < last; row++) {
    const max = f32x4.splat(maxOf(x, whole, rest));
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < whole; j += 16) {
      const e = exp4(f32x4.sub(v128.load(x + j), max));
      sum = f32x4.add(sum, e);
      v128.store(out + j, e);
    }
    let tail = f32x4.splat(0);
    if (rest) {
      tail = v128.and(exp4(f32x4.sub(v128.load(x + whole), max)), firstLanes(rest));
      sum = f32x4.add(sum, tail);
    }
    const total = f32x4.splat(sumLanes(sum));
    for (let j: usize = 0; j < whole; j += 16) {
      v128.store(out + j, f32x4.div(v128.load(out + j), total));
    }
    if (rest) storeFirst(out + whole, f32x4.div(tail, total), rest);
    x += 4 * columns;
    out += 4 * columns;
  }
}

/** out = y (dy - sum of dy y) */
export function softmaxGradient(
  dy: usize,
  y: usize,
  out: usize,
  columns: i32,
  first: i32,
  last: i32,
): void {
  const shift: usize = 4 * <usize>first * <usize>columns;
  dy += shift;
  y += shift;
  out += shift;
  const whole: usize = 4 * (columns & ~3);
  const rest = columns & 3;
  const mask = firstLanes(rest);
  for (let row = first; row < last; row++) {
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < whole; j += 16) {
      sum = f32x4.relaxed_madd(v128.load(dy + j), v128.load(y + j), sum);
    }
    if (rest) {
      const product = f32x4.mul(v128.load(dy + whole), v128.load(y + whole));
      sum = f32x4.add(sum, v128.and(product, mask));
    }
    const total = f32x4.splat(sumLanes(sum));
    for (let j: usize = 0; j < whole; j += 16) {
      v128.store(out + j, f32x4.mul(v128.load(y + j), f32x4.sub(v128.load(dy + j), total)));
    }
    if (rest) {
      const d = f32x4.sub(v128.load(dy + whole), total);
      storeFirst(out + whole, f32x4.mul(v128.load(y + whole), d), rest);
    }
    dy += 4 * columns;
    y += 4 * columns;
    out += 4 * columns;
  }
}

/**
 * loss = T log(sum of exp(z)) - sum of targets z, where z = logits - greatest logit and T is the
 * sum of the targets; gradient = factor (T softmax - targets).
 */
export function crossEntropy(
  logits: usize,
  targets: usize,
  losses: usize,
  gradient: usize,
  columns: i32,
  factor: f32,
  first: i32,
  last: i32,
): void {
  const shift: usize = 4 * <usize>first * <usize>columns;
  logits += shift;
  targets += shift;
  gradient += shift;
  losses += 4 * first;
  const whole: usize = 4 * (columns & ~3);
  const rest = columns & 3;
  const mask = firstLanes(rest);
  const scale = f32x4.splat(factor);
  for (let row = first; row < last; row++) {
    const max = f32x4.splat(maxOf(logits, whole, rest));
    let sum = f32x4.splat(0);
    let hit = f32x4.splat(0);
    let weight = f32x4.splat(0);
    for (let j: usize = 0; j < whole; j += 16) {
      const z = f32x4.sub(v128.load(logits + j), max);
      const t = v128.load(targets + j);
      const e = exp4(z);
      sum = f32x4.add(sum, e);
      hit = f32x4.relaxed_madd(t, z, hit);
      weight = f32x4.add(weight, t);
      v128.store(gradient + j, e);
    }
    let tail = f32x4.splat(0);
    if (rest) {
      const z = v128.and(f32x4.sub(v128.load(logits + whole), max), mask);
      const t = v128.and(v128.load(targets + whole), mask);
      tail = v128.and(exp4(z), mask);
      sum = f32x4.add(sum, tail);
      hit = f32x4.relaxed_madd(t, z, hit);
      weight = f32x4.add(weight, t);
    }
    const total = sumLanes(sum);
    const all = sumLanes(weight);
    store<f32>(losses, <f32>(<f64>all * log(total) - <f64>sumLanes(hit)));
    const share = f32x4.splat(all / total);
    for (let j: usize = 0; j < whole; j += 16) {
      const p = f32x4.mul(v128.load(gradient + j), share);
      v128.store(gradient + j, f32x4.mul(scale, f32x4.sub(p, v128.load(targets + j))));
    }
    if (rest) {
      const p = f32x4.mul(tail, share);
      const t = v128.load(targets + whole);
      storeFirst(gradient + whole, f32x4.mul(scale, f32x4.sub(p, t)), rest);
    }
    logits += 4 * columns;
    targets += 4 * columns;
    gradient += 4 * columns;
    losses += 4;
  }
}

/** loss = mean of (y - targets)^2; gradient = factor 2 (y - targets) / columns */
export function squaredError(
  y: usize,
  targets: usize,
  losses: usize,
  gradient: usize,
  columns: i32,
  factor: f32,
  first: i32,
  last: i32,
): void {
  const shift: usize = 4 * <usize>first * <usize>columns;
  y += shift;
  targets += shift;
  gradient += shift;
  losses += 4 * first;
  const whole: usize = 4 * (columns & ~3);
  const rest = columns & 3;
  const mask = firstLanes(rest);
  const scale = f32x4.splat((2 * factor) / <f32>columns);
  for (let row = first; row < last; row++) {
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < whole; j += 16) {
      const d = f32x4.sub(v128.load(y + j), v128.load(targets + j));
      sum = f32x4.relaxed_madd(d, d, sum);
      v128.store(gradient + j, f32x4.mul(scale, d));
    }
    if (rest) {
      const d = v128.and(f32x4.sub(v128.load(y + whole), v128.load(targets + whole)), mask);
      sum = f32x4.relaxed_madd(d, d, sum);
      storeFirst(gradient + whole, f32x4.mul(scale, d), rest);
    }
    store<f32>(losses, sumLanes(sum) / <f32>columns);
    y += 4 * columns;
    targets += 4 * columns;
    gradient += 4 * columns;
    losses += 4;
  }
}
