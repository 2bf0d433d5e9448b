// Row by row, for the rows `first` to `last`: softmax, its gradient, and the two losses.

import { exp4, log } from "./exp";
import { madd } from "./madd";
import { firstLanes, maxLanes, storeFirst, sumLanes } from "./simd";

// @ts-ignore: decorator
@inline
function maxOf(x: usize, vectorBytes: usize, tail: i32): f32 {
  const minusInfinity = f32x4.splat(-Infinity);
  let max = minusInfinity;
  for (let j: usize = 0; j < vectorBytes; j += 16) max = f32x4.pmax(max, v128.load(x + j));
  if (tail) {
    max = f32x4.pmax(max, v128.bitselect(v128.load(x + vectorBytes), minusInfinity, firstLanes(tail)));
  }
  return maxLanes(max);
}

export function softmax(x: usize, out: usize, columns: i32, first: i32, last: i32): void {
  x += 4 * <usize>first * <usize>columns;
  out += 4 * <usize>first * <usize>columns;
  const vectorBytes: usize = 4 * (columns & ~3);
  const tail = columns & 3;
  for (let row = first; row < last; row++) {
    const max = f32x4.splat(maxOf(x, vectorBytes, tail));
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < vectorBytes; j += 16) {
      const e = exp4(f32x4.sub(v128.load(x + j), max));
      sum = f32x4.add(sum, e);
      v128.store(out + j, e);
    }
    let lastExp = f32x4.splat(0);
    if (tail) {
      lastExp = v128.and(exp4(f32x4.sub(v128.load(x + vectorBytes), max)), firstLanes(tail));
      sum = f32x4.add(sum, lastExp);
    }
    const total = f32x4.splat(sumLanes(sum));
    for (let j: usize = 0; j < vectorBytes; j += 16) {
      v128.store(out + j, f32x4.div(v128.load(out + j), total));
    }
    if (tail) storeFirst(out + vectorBytes, f32x4.div(lastExp, total), tail);
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
  const vectorBytes: usize = 4 * (columns & ~3);
  const tail = columns & 3;
  const mask = firstLanes(tail);
  for (let row = first; row < last; row++) {
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < vectorBytes; j += 16) {
      sum = madd(v128.load(dy + j), v128.load(y + j), sum);
    }
    if (tail) {
      const product = f32x4.mul(v128.load(dy + vectorBytes), v128.load(y + vectorBytes));
      sum = f32x4.add(sum, v128.and(product, mask));
    }
    const total = f32x4.splat(sumLanes(sum));
    for (let j: usize = 0; j < vectorBytes; j += 16) {
      v128.store(out + j, f32x4.mul(v128.load(y + j), f32x4.sub(v128.load(dy + j), total)));
    }
    if (tail) {
      const d = f32x4.sub(v128.load(dy + vectorBytes), total);
      storeFirst(out + vectorBytes, f32x4.mul(v128.load(y + vectorBytes), d), tail);
    }
    dy += 4 * columns;
    y += 4 * columns;
    out += 4 * columns;
  }
}

/**
 * loss = T log(sum of exp(z)) - sum of targets z, where z = logits - largest logit and T is the
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
  const vectorBytes: usize = 4 * (columns & ~3);
  const tail = columns & 3;
  const mask = firstLanes(tail);
  const scale = f32x4.splat(factor);
  for (let row = first; row < last; row++) {
    const max = f32x4.splat(maxOf(logits, vectorBytes, tail));
    let sum = f32x4.splat(0);
    let dot = f32x4.splat(0);
    let targetSum = f32x4.splat(0);
    for (let j: usize = 0; j < vectorBytes; j += 16) {
      const z = f32x4.sub(v128.load(logits + j), max);
      const t = v128.load(targets + j);
      const e = exp4(z);
      sum = f32x4.add(sum, e);
      dot = madd(t, z, dot);
      targetSum = f32x4.add(targetSum, t);
      v128.store(gradient + j, e);
    }
    let lastExp = f32x4.splat(0);
    if (tail) {
      const z = v128.and(f32x4.sub(v128.load(logits + vectorBytes), max), mask);
      const t = v128.and(v128.load(targets + vectorBytes), mask);
      lastExp = v128.and(exp4(z), mask);
      sum = f32x4.add(sum, lastExp);
      dot = madd(t, z, dot);
      targetSum = f32x4.add(targetSum, t);
    }
    const total = sumLanes(sum);
    const targetTotal = sumLanes(targetSum);
    store<f32>(losses, <f32>(<f64>targetTotal * log(total) - <f64>sumLanes(dot)));
    const ratio = f32x4.splat(targetTotal / total);
    for (let j: usize = 0; j < vectorBytes; j += 16) {
      const p = f32x4.mul(v128.load(gradient + j), ratio);
      v128.store(gradient + j, f32x4.mul(scale, f32x4.sub(p, v128.load(targets + j))));
    }
    if (tail) {
      const p = f32x4.mul(lastExp, ratio);
      const t = v128.load(targets + vectorBytes);
      storeFirst(gradient + vectorBytes, f32x4.mul(scale, f32x4.sub(p, t)), tail);
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
  const vectorBytes: usize = 4 * (columns & ~3);
  const tail = columns & 3;
  const mask = firstLanes(tail);
  const scale = f32x4.splat((2 * factor) / <f32>columns);
  for (let row = first; row < last; row++) {
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < vectorBytes; j += 16) {
      const d = f32x4.sub(v128.load(y + j), v128.load(targets + j));
      sum = madd(d, d, sum);
      v128.store(gradient + j, f32x4.mul(scale, d));
    }
    if (tail) {
      const d = v128.and(f32x4.sub(v128.load(y + vectorBytes), v128.load(targets + vectorBytes)), mask);
      sum = madd(d, d, sum);
      storeFirst(gradient + vectorBytes, f32x4.mul(scale, d), tail);
    }
    store<f32>(losses, sumLanes(sum) / <f32>columns);
    y += 4 * columns;
    targets += 4 * columns;
    gradient += 4 * columns;
    losses += 4;
  }
}
