// The innermost loop of every matrix product and convolution: one tile of 6 rows and 8 columns.
//
// Its twelve sums, two vectors of B and one number of A fill the 15 vector registers that V8 hands
// out on x64. Each of the two fused multiply-adds that a core starts in a cycle takes four cycles,
// so at least eight sums must be under way at any time; and a tile this shape needs eight loads for
// twelve multiply-adds, which two load ports can bring.

import { COLUMNS, ROWS } from "./gemm_pack";

/** How a tile goes into the result: replace it, start from a bias, or add to what is there. */
export const REPLACE = 0;
export const ADD_BIAS = 1;
export const ADD = 2;

/**
 * One tile: out = alpha A B, plus `start` as `mode` says.
 *
 * Every element is summed in ascending k with one rounding a step, from zero; so its value does not
 * depend on where in a tile it lies, nor on how the work was split.
 *
 * @param a Packed rows of A.
 * @param b A packed panel of B.
 * @param out The first element of the result, rows `stride` bytes apart.
 * @param bias Eight numbers, used if the mode is `ADD_BIAS`.
 */
export function tile(
  a: usize,
  b: usize,
  depth: i32,
  out: usize,
  stride: usize,
  alpha: f32,
  mode: i32,
  bias: usize,
): void {
  const zero = f32x4.splat(0);
  let l0 = zero;
  let r0 = zero;
  let l1 = zero;
  let r1 = zero;
  let l2 = zero;
  let r2 = zero;
  let l3 = zero;
  let r3 = zero;
  let l4 = zero;
  let r4 = zero;
  let l5 = zero;
  let r5 = zero;
  let left = depth;
  let x: v128;
  let bl: v128;
  let br: v128;
  for (; left >= 4; left -= 4) {
    bl = v128.load(b);
    br = v128.load(b, 16);
    x = v128.load32_splat(a);
    l0 = f32x4.relaxed_madd(x, bl, l0);
    r0 = f32x4.relaxed_madd(x, br, r0);
    x = v128.load32_splat(a, 4);
    l1 = f32x4.relaxed_madd(x, bl, l1);
    r1 = f32x4.relaxed_madd(x, br, r1);
    x = v128.load32_splat(a, 8);
    l2 = f32x4.relaxed_madd(x, bl, l2);
    r2 = f32x4.relaxed_madd(x, br, r2);
    x = v128.load32_splat(a, 12);
    l3 = f32x4.relaxed_madd(x, bl, l3);
    r3 = f32x4.relaxed_madd(x, br, r3);
    x = v128.load32_splat(a, 16);
    l4 = f32x4.relaxed_madd(x, bl, l4);
    r4 = f32x4.relaxed_madd(x, br, r4);
    x = v128.load32_splat(a, 20);
    l5 = f32x4.relaxed_madd(x, bl, l5);
    r5 = f32x4.relaxed_madd(x, br, r5);
    bl = v128.load(b, 32);
    br = v128.load(b, 48);
    x = v128.load32_splat(a, 24);
    l0 = f32x4.relaxed_madd(x, bl, l0);
    r0 = f32x4.relaxed_madd(x, br, r0);
    x = v128.load32_splat(a, 28);
    l1 = f32x4.relaxed_madd(x, bl, l1);
    r1 = f32x4.relaxed_madd(x, br, r1);
    x = v128.load32_splat(a, 32);
    l2 = f32x4.relaxed_madd(x, bl, l2);
    r2 = f32x4.relaxed_madd(x, br, r2);
    x = v128.load32_splat(a, 36);
    l3 = f32x4.relaxed_madd(x, bl, l3);
    r3 = f32x4.relaxed_madd(x, br, r3);
    x = v128.load32_splat(a, 40);
    l4 = f32x4.relaxed_madd(x, bl, l4);
    r4 = f32x4.relaxed_madd(x, br, r4);
    x = v128.load32_splat(a, 44);
    l5 = f32x4.relaxed_madd(x, bl, l5);
    r5 = f32x4.relaxed_madd(x, br, r5);
    bl = v128.load(b, 64);
    br = v128.load(b, 80);
    x = v128.load32_splat(a, 48);
    l0 = f32x4.relaxed_madd(x, bl, l0);
    r0 = f32x4.relaxed_madd(x, br, r0);
    x = v128.load32_splat(a, 52);
    l1 = f32x4.relaxed_madd(x, bl, l1);
    r1 = f32x4.relaxed_madd(x, br, r1);
    x = v128.load32_splat(a, 56);
    l2 = f32x4.relaxed_madd(x, bl, l2);
    r2 = f32x4.relaxed_madd(x, br, r2);
    x = v128.load32_splat(a, 60);
    l3 = f32x4.relaxed_madd(x, bl, l3);
    r3 = f32x4.relaxed_madd(x, br, r3);
    x = v128.load32_splat(a, 64);
    l4 = f32x4.relaxed_madd(x, bl, l4);
    r4 = f32x4.relaxed_madd(x, br, r4);
    x = v128.load32_splat(a, 68);
    l5 = f32x4.relaxed_madd(x, bl, l5);
    r5 = f32x4.relaxed_madd(x, br, r5);
    bl = v128.load(b, 96);
    br = v128.load(b, 112);
    x = v128.load32_splat(a, 72);
    l0 = f32x4.relaxed_madd(x, bl, l0);
    r0 = f32x4.relaxed_madd(x, br, r0);
    x = v128.load32_splat(a, 76);
    l1 = f32x4.relaxed_madd(x, bl, l1);
    r1 = f32x4.relaxed_madd(x, br, r1);
    x = v128.load32_splat(a, 80);
    l2 = f32x4.relaxed_madd(x, bl, l2);
    r2 = f32x4.relaxed_madd(x, br, r2);
    x = v128.load32_splat(a, 84);
    l3 = f32x4.relaxed_madd(x, bl, l3);
    r3 = f32x4.relaxed_madd(x, br, r3);
    x = v128.load32_splat(a, 88);
    l4 = f32x4.relaxed_madd(x, bl, l4);
    r4 = f32x4.relaxed_madd(x, br, r4);
    x = v128.load32_splat(a, 92);
    l5 = f32x4.relaxed_madd(x, bl, l5);
    r5 = f32x4.relaxed_madd(x, br, r5);
    a += 4 * 4 * ROWS;
    b += 4 * 4 * COLUMNS;
  }
  for (; left > 0; left--) {
    bl = v128.load(b);
    br = v128.load(b, 16);
    x = v128.load32_splat(a);
    l0 = f32x4.relaxed_madd(x, bl, l0);
    r0 = f32x4.relaxed_madd(x, br, r0);
    x = v128.load32_splat(a, 4);
    l1 = f32x4.relaxed_madd(x, bl, l1);
    r1 = f32x4.relaxed_madd(x, br, r1);
    x = v128.load32_splat(a, 8);
    l2 = f32x4.relaxed_madd(x, bl, l2);
    r2 = f32x4.relaxed_madd(x, br, r2);
    x = v128.load32_splat(a, 12);
    l3 = f32x4.relaxed_madd(x, bl, l3);
    r3 = f32x4.relaxed_madd(x, br, r3);
    x = v128.load32_splat(a, 16);
    l4 = f32x4.relaxed_madd(x, bl, l4);
    r4 = f32x4.relaxed_madd(x, br, r4);
    x = v128.load32_splat(a, 20);
    l5 = f32x4.relaxed_madd(x, bl, l5);
    r5 = f32x4.relaxed_madd(x, br, r5);
    a += 4 * ROWS;
    b += 4 * COLUMNS;
  }
  const factor = f32x4.splat(alpha);
  if (mode == ADD) {
    l0 = f32x4.relaxed_madd(l0, factor, v128.load(out + 0 * stride));
    r0 = f32x4.relaxed_madd(r0, factor, v128.load(out + 0 * stride, 16));
    l1 = f32x4.relaxed_madd(l1, factor, v128.load(out + 1 * stride));
    r1 = f32x4.relaxed_madd(r1, factor, v128.load(out + 1 * stride, 16));
    l2 = f32x4.relaxed_madd(l2, factor, v128.load(out + 2 * stride));
    r2 = f32x4.relaxed_madd(r2, factor, v128.load(out + 2 * stride, 16));
    l3 = f32x4.relaxed_madd(l3, factor, v128.load(out + 3 * stride));
    r3 = f32x4.relaxed_madd(r3, factor, v128.load(out + 3 * stride, 16));
    l4 = f32x4.relaxed_madd(l4, factor, v128.load(out + 4 * stride));
    r4 = f32x4.relaxed_madd(r4, factor, v128.load(out + 4 * stride, 16));
    l5 = f32x4.relaxed_madd(l5, factor, v128.load(out + 5 * stride));
    r5 = f32x4.relaxed_madd(r5, factor, v128.load(out + 5 * stride, 16));
  } else {
    const biasL = mode == ADD_BIAS ? v128.load(bias) : zero;
    const biasR = mode == ADD_BIAS ? v128.load(bias, 16) : zero;
    l0 = f32x4.relaxed_madd(l0, factor, biasL);
    r0 = f32x4.relaxed_madd(r0, factor, biasR);
    l1 = f32x4.relaxed_madd(l1, factor, biasL);
    r1 = f32x4.relaxed_madd(r1, factor, biasR);
    l2 = f32x4.relaxed_madd(l2, factor, biasL);
    r2 = f32x4.relaxed_madd(r2, factor, biasR);
    l3 = f32x4.relaxed_madd(l3, factor, biasL);
    r3 = f32x4.relaxed_madd(r3, factor, biasR);
    l4 = f32x4.relaxed_madd(l4, factor, biasL);
    r4 = f32x4.relaxed_madd(r4, factor, biasR);
    l5 = f32x4.relaxed_madd(l5, factor, biasL);
    r5 = f32x4.relaxed_madd(r5, factor, biasR);
  }
  v128.store(out, l0);
  v128.store(out, r0, 16);
  out += stride;
  v128.store(out, l1);
  v128.store(out, r1, 16);
  out += stride;
  v128.store(out, l2);
  v128.store(out, r2, 16);
  out += stride;
  v128.store(out, l3);
  v128.store(out, r3, 16);
  out += stride;
  v128.store(out, l4);
  v128.store(out, r4, 16);
  out += stride;
  v128.store(out, l5);
  v128.store(out, r5, 16);
}
