// One step of each optimizer for the numbers `first` to `last`, and what goes with it.

import { firstLanes, storeFirst } from "./simd";

// @ts-ignore: decorator
@inline
function put(address: usize, value: v128, left: i32): void {
  if (left >= 4) v128.store(address, value);
  else storeFirst(address, value, left);
}

/** value -= rate (gradient + decay value) */
export function sgdStep(
  value: usize,
  gradient: usize,
  rate: f32,
  decay: f32,
  first: i32,
  last: i32,
): void {
  value += 4 * first;
  gradient += 4 * first;
  const down = f32x4.splat(-rate);
  const d = f32x4.splat(decay);
  for (let left = last - first; left > 0; left -= 4) {
    const v = v128.load(value);
    const g = f32x4.relaxed_madd(d, v, v128.load(gradient));
    put(value, f32x4.relaxed_madd(down, g, v), left);
    value += 16;
    gradient += 16;
  }
}

/** velocity = momentum velocity + dampening g; value -= rate (what Nesterov or plain says) */
export function momentumStep(
  value: usize,
  gradient: usize,
  velocity: usize,
  rate: f32,
  momentum: f32,
  dampening: f32,
  nesterov: bool,
  decay: f32,
  first: i32,
  last: i32,
): void {
  value += 4 * first;
  gradient += 4 * first;
  velocity += 4 * first;
  const down = f32x4.splat(-rate);
  const d = f32x4.splat(decay);
  const m = f32x4.splat(momentum);
  const c = f32x4.splat(dampening);
  for (let left = last - first; left > 0; left -= 4) {
    const v = v128.load(value);
    const g = f32x4.mul(c, f32x4.relaxed_madd(d, v, v128.load(gradient)));
    const speed = f32x4.relaxed_madd(m, v128.load(velocity), g);
    put(velocity, speed, left);
    const step = nesterov ? f32x4.relaxed_madd(m, speed, g) : speed;
    put(value, f32x4.relaxed_madd(down, step, v), left);
    value += 16;
    gradient += 16;
    velocity += 16;
  }
}

/**
 * Adam. `firstScale` is rate / (1 - beta1^step), `secondScale` 1 / (1 - beta2^step), `shrink`
 * rate * decay.
 */
export function adamStep(
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  firstScale: f32,
  secondScale: f32,
  epsilon: f32,
  shrink: f32,
  first: i32,
  last: i32,
): void {
  value += 4 * first;
  gradient += 4 * first;
  mean += 4 * first;
  square += 4 * first;
  const b1 = f32x4.splat(beta1);
  const c1 = f32x4.splat(oneMinusBeta1);
  const b2 = f32x4.splat(beta2);
  const c2 = f32x4.splat(oneMinusBeta2);
  const s1 = f32x4.splat(firstScale);
  const s2 = f32x4.splat(secondScale);
  const e = f32x4.splat(epsilon);
  const down = f32x4.splat(-shrink);
  for (let left = last - first; left > 0; left -= 4) {
    const v = v128.load(value);
    const g = v128.load(gradient);
    const m = f32x4.relaxed_madd(b1, v128.load(mean), f32x4.mul(c1, g));
    const s = f32x4.relaxed_madd(b2, v128.load(square), f32x4.mul(c2, f32x4.mul(g, g)));
    put(mean, m, left);
    put(square, s, left);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(s, s2)), e);
    const step = f32x4.div(f32x4.mul(m, s1), root);
    put(value, f32x4.sub(f32x4.relaxed_madd(down, v, v), step), left);
    value += 16;
    gradient += 16;
    mean += 16;
    square += 16;
  }
}

/** average += share (value - average) */
export function emaUpdate(value: usize, into: usize, share: f32, first: i32, last: i32): void {
  value += 4 * first;
  into += 4 * first;
  const s = f32x4.splat(share);
  for (let left = last - first; left > 0; left -= 4) {
    const a = v128.load(into);
    put(into, f32x4.relaxed_madd(s, f32x4.sub(v128.load(value), a), a), left);
    value += 16;
    into += 16;
  }
}

/** The sum of squares, held in 64 bits: the square of a number of 32 bits is exact there. */
export function sumOfSquares(x: usize, count: i32): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (let left = count; left > 0; left -= 4) {
    let v = v128.load(x);
    if (left < 4) v = v128.and(v, firstLanes(left));
    const low = f64x2.promote_low_f32x4(v);
    const high = f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 2, 3, 0, 1));
    even = f64x2.add(even, f64x2.mul(low, low));
    odd = f64x2.add(odd, f64x2.mul(high, high));
    x += 16;
  }
  const sum = f64x2.add(even, odd);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
