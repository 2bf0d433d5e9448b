// A product and a sum, rounded once: what every kernel is made of, and where builds differ.
//
// Fused: the processor's own instruction, by way of relaxed SIMD. Exact: the same bits where there is no
// such instruction. Fast: rounded twice, with other bits. `asc --use ROUNDING=0` and so on chooses.

import { exactMadd, exactNmadd } from "./exact/arithmetic";

export const FUSED = 0;
export const EXACT = 1;
export const FAST = 2;

/** Which of them this build is. */
export const ROUNDING_MODE: i32 = ROUNDING;

/** a b + c */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ROUNDING == EXACT) return exactMadd(a, b, c);
  if (ROUNDING == FAST) return f32x4.add(f32x4.mul(a, b), c);
  return f32x4.relaxed_madd(a, b, c);
}

/** c - a b */
// @ts-ignore: decorator
@inline
export function nmadd(a: v128, b: v128, c: v128): v128 {
  if (ROUNDING == EXACT) return exactNmadd(a, b, c);
  if (ROUNDING == FAST) return f32x4.sub(c, f32x4.mul(a, b));
  return f32x4.relaxed_nmadd(a, b, c);
}
