// One step of each optimizer for the numbers `first` to `last`, and what goes with it.

import { madd } from "./madd";
import { firstLanes, storeUpToFour } from "./simd";

/** The smallest number that float32 holds with all of its digits, 2^-126. */
const SMALLEST_NORMAL: f32 = 1.1754943508222875e-38;

/** 0 for what is nearer to 0 than any normal number, NaN for NaN: see `UpdateOperations`. */
// @ts-ignore: decorator
@inline
function flushed(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(SMALLEST_NORMAL)));
}

/** value -= learningRate (gradient + decay value) */
export function sgdStep(
  value: usize,
  gradient: usize,
  learningRate: f32,
  decay: f32,
  first: i32,
  last: i32,
): void {
  value += 4 * first;
  gradient += 4 * first;
  const negativeRate = f32x4.splat(-learningRate);
  const d = f32x4.splat(decay);
  for (let left = last - first; left > 0; left -= 4) {
    const v = v128.load(value);
    const g = madd(d, v, v128.load(gradient));
    storeUpToFour(value, madd(negativeRate, g, v), left);
    value += 16;
    gradient += 16;
  }
}

/** velocity = momentum velocity + dampening g; value -= learningRate (what Nesterov or plain says) */
export function momentumStep(
  value: usize,
  gradient: usize,
  velocity: usize,
  learningRate: f32,
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
  const negativeRate = f32x4.splat(-learningRate);
  const d = f32x4.splat(decay);
  const m = f32x4.splat(momentum);
  const c = f32x4.splat(dampening);
  for (let left = last - first; left > 0; left -= 4) {
    const v = v128.load(value);
    const g = f32x4.mul(c, madd(d, v, v128.load(gradient)));
    const newVelocity = flushed(madd(m, v128.load(velocity), g));
    storeUpToFour(velocity, newVelocity, left);
    const step = nesterov ? madd(m, newVelocity, g) : newVelocity;
    storeUpToFour(value, madd(negativeRate, step, v), left);
    value += 16;
    gradient += 16;
    velocity += 16;
  }
}

/**
 * Adam. `firstScale` is learningRate / (1 - beta1^step), `secondScale` 1 / (1 - beta2^step), `decay`
 * the learning rate times that of the weights.
 */
export function adamStep(
  value: usize,
  gradient: usize,
  firstMoment: usize,
  secondMoment: usize,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  firstScale: f32,
  secondScale: f32,
  epsilon: f32,
  decay: f32,
  first: i32,
  last: i32,
): void {
  value += 4 * first;
  gradient += 4 * first;
  firstMoment += 4 * first;
  secondMoment += 4 * first;
  const b1 = f32x4.splat(beta1);
  const c1 = f32x4.splat(oneMinusBeta1);
  const b2 = f32x4.splat(beta2);
  const c2 = f32x4.splat(oneMinusBeta2);
  const s1 = f32x4.splat(firstScale);
  const s2 = f32x4.splat(secondScale);
  const e = f32x4.splat(epsilon);
  const negativeDecay = f32x4.splat(-decay);
  for (let left = last - first; left > 0; left -= 4) {
    const v = v128.load(value);
    const g = v128.load(gradient);
    const m = flushed(madd(b1, v128.load(firstMoment), f32x4.mul(c1, g)));
    const s = flushed(madd(b2, v128.load(secondMoment), f32x4.mul(c2, f32x4.mul(g, g))));
    storeUpToFour(firstMoment, m, left);
    storeUpToFour(secondMoment, s, left);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(s, s2)), e);
    const step = f32x4.div(f32x4.mul(m, s1), root);
    storeUpToFour(value, f32x4.sub(madd(negativeDecay, v, v), step), left);
    value += 16;
    gradient += 16;
    firstMoment += 16;
    secondMoment += 16;
  }
}

/** average += weight (value - average) */
export function emaUpdate(value: usize, average: usize, weight: f32, first: i32, last: i32): void {
  value += 4 * first;
  average += 4 * first;
  const s = f32x4.splat(weight);
  for (let left = last - first; left > 0; left -= 4) {
    const a = v128.load(average);
    storeUpToFour(average, madd(s, f32x4.sub(v128.load(value), a), a), left);
    value += 16;
    average += 16;
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
