// exp, exp - 1 and log for f32, without tables.
//
// At most 1.5 ulp from the exact value, and sigmoid and tanh made of them 2.5 and 3 (see
// tests/tensor/wasm/exp_test.ts).

import { madd, nmadd } from "./madd";

// The constants lie in memory, at an address that is known to be good: as constants in the code they
// would be put together with three instructions wherever they are used.
const TABLE = memory.data<f32>([
  1.44269504, // log2(e)
  0.693359375, // ln 2 in two parts: this has so few bits that integer multiples are exact
  -2.12194440e-4, // and this the remainder
  12582912, // 1.5 * 2^23: adding it rounds to an integer, which then stands in the low bits
  -105, // exp is 0 from here down
  89, // and Infinity from here up
  1,
  // exp(r) = 1 + r + r^2 q(r) for |r| <= ln(2) / 2, with q fitted to 0.05 ulp
  0.49999994,
  0.16666521,
  4.166839e-2,
  8.368745e-3,
  1.381454e-3,
]);

const LOG2_E: usize = 0;
const LN2_HIGH: usize = 4;
const LN2_LOW: usize = 8;
const ROUND: usize = 12;
const MIN_INPUT: usize = 16;
const MAX_INPUT: usize = 20;
const ONE: usize = 24;
const Q: usize = 28;

// @ts-ignore: decorator
@inline
function constant(offset: usize): v128 {
  return v128.load32_splat(TABLE + offset);
}

/** r + r^2 q(r) */
// @ts-ignore: decorator
@inline
function expTail(r: v128): v128 {
  let q = constant(Q + 16);
  q = madd(q, r, constant(Q + 12));
  q = madd(q, r, constant(Q + 8));
  q = madd(q, r, constant(Q + 4));
  q = madd(q, r, constant(Q));
  return madd(q, f32x4.mul(r, r), r);
}

/** exp(x) of four numbers. NaN stays NaN; below -104 it is 0, above 88.73 Infinity. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, constant(MAX_INPUT)), constant(MIN_INPUT));
  const shifted = madd(bounded, constant(LOG2_E), constant(ROUND));
  const n = f32x4.sub(shifted, constant(ROUND));
  let r = nmadd(n, constant(LN2_HIGH), bounded);
  r = nmadd(n, constant(LN2_LOW), r);
  const power = i32x4.sub(shifted, constant(ROUND));
  // 2^n in two factors, for n reaches beyond the exponents that a float has.
  const half = i32x4.shr_s(power, 1);
  const first = i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23);
  const second = i32x4.shl(i32x4.add(i32x4.sub(power, half), i32x4.splat(127)), 23);
  return f32x4.mul(f32x4.mul(f32x4.add(expTail(r), constant(ONE)), first), second);
}

/** exp(x) - 1 of four numbers from 0 to 40, without losing the digits of small ones. */
// @ts-ignore: decorator
@inline
export function expMinus1(x: v128): v128 {
  const shifted = madd(x, constant(LOG2_E), constant(ROUND));
  const n = f32x4.sub(shifted, constant(ROUND));
  let r = nmadd(n, constant(LN2_HIGH), x);
  r = nmadd(n, constant(LN2_LOW), r);
  const power = i32x4.sub(shifted, constant(ROUND));
  const scale = i32x4.shl(i32x4.add(power, i32x4.splat(127)), 23);
  return madd(expTail(r), scale, f32x4.sub(scale, constant(ONE)));
}

/** log(x) for a positive, normal x, in f64: the series of artanh; off by less than 1e-10. */
export function log(x: f32): f64 {
  let bits = reinterpret<u64>(<f64>x);
  let exponent = <i32>(bits >> 52) - 1023;
  let mantissa = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (mantissa > 1.4142135623730951) {
    mantissa *= 0.5;
    exponent += 1;
  }
  const t = (mantissa - 1) / (mantissa + 1);
  const s = t * t;
  const series = 1 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9 + s * (1.0 / 11)))));
  return 0.6931471805599453 * <f64>exponent + 2 * t * series;
}
