// The one-dimensional transforms of Winograd's minimal filtering F(4, 3).
//
// Four results of a filter of length 3 take 12 products; by interpolation at six points they take 6,
// and in two dimensions 36 instead of 144 (Lavin & Gray 2015, arXiv:1509.09308). Any six points will
// do. With 0, 1/sqrt(2), -1/sqrt(2), sqrt(2), -sqrt(2) and infinity the products of the squares are 1
// and the error is about twice that of plain summation; with the usual 0, 1, -1, 2, -2 and infinity
// it is four times.
//
// Input: d -> B^T d, six to six. Output: m -> A^T m, six to four. The filters go from three to six.
//
// The gradient of the filters is the same at the same points, the gradient of the result being the
// filter: it goes from four to six, and what is summed up over all tiles from six to three.

import { madd, nmadd } from "../madd";

/** The points are +-P and +-Q; P^2 = 1/2, Q^2 = 2. */
export const P: f32 = 0.70710678;
export const Q: f32 = 1.41421356;

/** The divisors of the points +-P and +-Q, which go into the transform of the filters. */
export const P_SCALE: f32 = -0.6666667; // 1 / (2 P^2 (P^2 - Q^2))
export const Q_SCALE: f32 = 0.16666667; // 1 / (2 Q^2 (Q^2 - P^2))

/**
 * The same as variables, which nobody changes: a constant vector would be put together anew wherever
 * it is used, with three instructions.
 */
export let p1: f32 = P;
export let p2: f32 = P * P;
export let p3: f32 = P * P * P;
export let q1: f32 = Q;
export let q2: f32 = Q * Q;
export let q3: f32 = Q * Q * Q;
export let sum2: f32 = P * P + Q * Q;

/** a + factor b */
// @ts-ignore: decorator
@inline
export function plus(a: v128, factor: v128, b: v128): v128 {
  return madd(factor, b, a);
}

/** a - factor b */
// @ts-ignore: decorator
@inline
export function minus(a: v128, factor: v128, b: v128): v128 {
  return nmadd(factor, b, a);
}
