// The one-dimensional transforms of Winograd's minimal filtering F(4, 3).
//
// Four results of a filter of length 3 take 12 products; by interpolation at six points they take 6,
// and in two dimensions 36 instead of 144 (Lavin & Gray 2015, arXiv:1509.09308). Any six points will
// do. With 0, 1/sqrt(2), -1/sqrt(2), sqrt(2), -sqrt(2) and infinity the products of the squares are 1
// and the error is about twice that of plain summation; with the usual 0, 1, -1, 2, -2 and infinity
// it is four times (measured in tests/tensor/wasm/winograd_test.ts).
//
// Input: d -> B^T d, six to six. Output: m -> A^T m, six to four. The filters go from three to six.
//
// The gradient of the filters is the same at the same points, the gradient of the result being the
// filter: it goes from four to six, and what is summed up over all tiles from six to three.

/** The points are +-P and +-Q; P^2 = 1/2, Q^2 = 2. */
export const P: f32 = 0.70710678;
export const Q: f32 = 1.41421356;

/** The divisors of the points +-P and +-Q, which go into the transform of the filters. */
export const P_SCALE: f32 = -0.6666667; // 1 / (2 P^2 (P^2 - Q^2))
export const Q_SCALE: f32 = 0.16666667; // 1 / (2 Q^2 (Q^2 - P^2))

// @ts-ignore: decorator
@inline
function plus(a: v128, factor: f32, b: v128): v128 {
  return f32x4.relaxed_madd(f32x4.splat(factor), b, a);
}

// @ts-ignore: decorator
@inline
function minus(a: v128, factor: f32, b: v128): v128 {
  return f32x4.relaxed_nmadd(f32x4.splat(factor), b, a);
}

/** Point 0 of d0 to d5, and with d1, d3 and d5 instead the point at infinity. */
// @ts-ignore: decorator
@inline
export function inputEnd(d0: v128, d2: v128, d4: v128): v128 {
  return minus(f32x4.add(d0, d4), 2.5, d2);
}

/** Point P. */
// @ts-ignore: decorator
@inline
export function inputP(d1: v128, d2: v128, d3: v128, d4: v128): v128 {
  return plus(minus(d4, 2, d2), P, minus(d3, 2, d1));
}

/** Point -P. */
// @ts-ignore: decorator
@inline
export function inputMinusP(d1: v128, d2: v128, d3: v128, d4: v128): v128 {
  return minus(minus(d4, 2, d2), P, minus(d3, 2, d1));
}

/** Point Q. */
// @ts-ignore: decorator
@inline
export function inputQ(d1: v128, d2: v128, d3: v128, d4: v128): v128 {
  return plus(minus(d4, 0.5, d2), Q, minus(d3, 0.5, d1));
}

/** Point -Q. */
// @ts-ignore: decorator
@inline
export function inputMinusQ(d1: v128, d2: v128, d3: v128, d4: v128): v128 {
  return minus(minus(d4, 0.5, d2), Q, minus(d3, 0.5, d1));
}

/** The first of four results. */
// @ts-ignore: decorator
@inline
export function output0(m0: v128, m1: v128, m2: v128, m3: v128, m4: v128): v128 {
  return f32x4.add(f32x4.add(m0, f32x4.add(m1, m2)), f32x4.add(m3, m4));
}

// @ts-ignore: decorator
@inline
export function output1(m1: v128, m2: v128, m3: v128, m4: v128): v128 {
  return plus(f32x4.mul(f32x4.splat(P), f32x4.sub(m1, m2)), Q, f32x4.sub(m3, m4));
}

// @ts-ignore: decorator
@inline
export function output2(m1: v128, m2: v128, m3: v128, m4: v128): v128 {
  return plus(f32x4.mul(f32x4.splat(P * P), f32x4.add(m1, m2)), Q * Q, f32x4.add(m3, m4));
}

// @ts-ignore: decorator
@inline
export function output3(m1: v128, m2: v128, m3: v128, m4: v128, m5: v128): v128 {
  return plus(plus(m5, P * P * P, f32x4.sub(m1, m2)), Q * Q * Q, f32x4.sub(m3, m4));
}

/** The gradient of a result of four, at point P; the divisors are left for the end. */
// @ts-ignore: decorator
@inline
export function gradientP(y0: v128, y1: v128, y2: v128, y3: v128): v128 {
  return plus(plus(y0, P * P, y2), P, plus(y1, P * P, y3));
}

/** Point -P. */
// @ts-ignore: decorator
@inline
export function gradientMinusP(y0: v128, y1: v128, y2: v128, y3: v128): v128 {
  return minus(plus(y0, P * P, y2), P, plus(y1, P * P, y3));
}

/** Point Q. */
// @ts-ignore: decorator
@inline
export function gradientQ(y0: v128, y1: v128, y2: v128, y3: v128): v128 {
  return plus(plus(y0, Q * Q, y2), Q, plus(y1, Q * Q, y3));
}

/** Point -Q. */
// @ts-ignore: decorator
@inline
export function gradientMinusQ(y0: v128, y1: v128, y2: v128, y3: v128): v128 {
  return minus(plus(y0, Q * Q, y2), Q, plus(y1, Q * Q, y3));
}

/** The first of three numbers of a filter. */
// @ts-ignore: decorator
@inline
export function filter0(u0: v128, u1: v128, u2: v128, u3: v128, u4: v128): v128 {
  return plus(plus(u0, P_SCALE, f32x4.add(u1, u2)), Q_SCALE, f32x4.add(u3, u4));
}

// @ts-ignore: decorator
@inline
export function filter1(u1: v128, u2: v128, u3: v128, u4: v128): v128 {
  const p = f32x4.mul(f32x4.splat(P * P_SCALE), f32x4.sub(u1, u2));
  return plus(p, Q * Q_SCALE, f32x4.sub(u3, u4));
}

// @ts-ignore: decorator
@inline
export function filter2(u1: v128, u2: v128, u3: v128, u4: v128, u5: v128): v128 {
  return plus(plus(u5, P * P * P_SCALE, f32x4.add(u1, u2)), Q * Q * Q_SCALE, f32x4.add(u3, u4));
}
