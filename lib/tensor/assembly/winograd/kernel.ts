// The products of Winograd's transforms: tiles of 4 rows and 8 columns, read where they lie.
//
// Both read four numbers of A with one load and broadcast them from there. Eight sums are just enough
// to keep two multiply-adds a cycle under way.

import { exactProducts } from "../exact/winograd";
import { PACKED } from "../gemm_pack";
import { EXACT, madd } from "../madd";

/**
 * out[r, c] = sum over k of a[r, k] b[k, c] for four rows at a time.
 *
 * @param a `rows` rows of `depth` numbers, a multiple of 4.
 * @param b Eight numbers for each k: a panel.
 * @param out Rows `stride` bytes apart.
 * @param rows A multiple of 4.
 */
export function multiplyPanel(
  a: usize,
  b: usize,
  out: usize,
  stride: usize,
  rows: i32,
  depth: i32,
): void {
  if (ROUNDING == EXACT) {
    const row: usize = PACKED * depth;
    for (let r = 0; r < rows; r += 4) {
      exactProducts(a + <usize>r * row, b, out + <usize>r * stride, row, 8, 64, stride, depth, false);
    }
    return;
  }
  const down: usize = 4 * depth;
  for (; rows > 0; rows -= 4) {
    let a0 = a;
    let a1 = a + down;
    let a2 = a1 + down;
    let a3 = a2 + down;
    a = a3 + down;
    let panel = b;
    let l0 = f32x4.splat(0);
    let r0 = f32x4.splat(0);
    let l1 = f32x4.splat(0);
    let r1 = f32x4.splat(0);
    let l2 = f32x4.splat(0);
    let r2 = f32x4.splat(0);
    let l3 = f32x4.splat(0);
    let r3 = f32x4.splat(0);
    let left: v128;
    let right: v128;
    let x: v128;
    for (let k = depth; k > 0; k -= 4) {
      const v0 = v128.load(a0);
      const v1 = v128.load(a1);
      const v2 = v128.load(a2);
      const v3 = v128.load(a3);
      left = v128.load(panel);
      right = v128.load(panel, 16);
      x = i32x4.shuffle(v0, v0, 0, 0, 0, 0);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(v1, v1, 0, 0, 0, 0);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(v2, v2, 0, 0, 0, 0);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(v3, v3, 0, 0, 0, 0);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      left = v128.load(panel, 32);
      right = v128.load(panel, 48);
      x = i32x4.shuffle(v0, v0, 1, 1, 1, 1);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(v1, v1, 1, 1, 1, 1);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(v2, v2, 1, 1, 1, 1);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(v3, v3, 1, 1, 1, 1);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      left = v128.load(panel, 64);
      right = v128.load(panel, 80);
      x = i32x4.shuffle(v0, v0, 2, 2, 2, 2);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(v1, v1, 2, 2, 2, 2);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(v2, v2, 2, 2, 2, 2);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(v3, v3, 2, 2, 2, 2);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      left = v128.load(panel, 96);
      right = v128.load(panel, 112);
      x = i32x4.shuffle(v0, v0, 3, 3, 3, 3);
      l0 = madd(x, left, l0);
      r0 = madd(x, right, r0);
      x = i32x4.shuffle(v1, v1, 3, 3, 3, 3);
      l1 = madd(x, left, l1);
      r1 = madd(x, right, r1);
      x = i32x4.shuffle(v2, v2, 3, 3, 3, 3);
      l2 = madd(x, left, l2);
      r2 = madd(x, right, r2);
      x = i32x4.shuffle(v3, v3, 3, 3, 3, 3);
      l3 = madd(x, left, l3);
      r3 = madd(x, right, r3);
      panel += 128;
      a0 += 16;
      a1 += 16;
      a2 += 16;
      a3 += 16;
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
  }
}

/**
 * out[r, c] = sum over k of a[k, r] b[k, c] for four rows and eight columns, or added to out.
 *
 * @param a The first of the four in each k, `aStride` bytes from one k to the next.
 * @param b The first of the eight in each k, `bStride` bytes from one k to the next.
 * @param out Rows `bStride` bytes apart.
 */
export function multiplyTransposed(
  a: usize,
  b: usize,
  out: usize,
  aStride: usize,
  bStride: usize,
  depth: i32,
  accumulate: bool,
): void {
  if (ROUNDING == EXACT) {
    exactProducts(a, b, out, PACKED, 2 * aStride, 2 * bStride, bStride, depth, accumulate);
    return;
  }
  let l0 = f32x4.splat(0);
  let r0 = f32x4.splat(0);
  let l1 = f32x4.splat(0);
  let r1 = f32x4.splat(0);
  let l2 = f32x4.splat(0);
  let r2 = f32x4.splat(0);
  let l3 = f32x4.splat(0);
  let r3 = f32x4.splat(0);
  let left: v128;
  let right: v128;
  let four: v128;
  let x: v128;
  for (let k = depth; k > 0; k--) {
    left = v128.load(b);
    right = v128.load(b, 16);
    four = v128.load(a);
    x = i32x4.shuffle(four, four, 0, 0, 0, 0);
    l0 = madd(x, left, l0);
    r0 = madd(x, right, r0);
    x = i32x4.shuffle(four, four, 1, 1, 1, 1);
    l1 = madd(x, left, l1);
    r1 = madd(x, right, r1);
    x = i32x4.shuffle(four, four, 2, 2, 2, 2);
    l2 = madd(x, left, l2);
    r2 = madd(x, right, r2);
    x = i32x4.shuffle(four, four, 3, 3, 3, 3);
    l3 = madd(x, left, l3);
    r3 = madd(x, right, r3);
    a += aStride;
    b += bStride;
  }
  if (accumulate) {
    let row = out;
    l0 = f32x4.add(l0, v128.load(row));
    r0 = f32x4.add(r0, v128.load(row, 16));
    row += bStride;
    l1 = f32x4.add(l1, v128.load(row));
    r1 = f32x4.add(r1, v128.load(row, 16));
    row += bStride;
    l2 = f32x4.add(l2, v128.load(row));
    r2 = f32x4.add(r2, v128.load(row, 16));
    row += bStride;
    l3 = f32x4.add(l3, v128.load(row));
    r3 = f32x4.add(r3, v128.load(row, 16));
  }
  v128.store(out, l0);
  v128.store(out, r0, 16);
  out += bStride;
  v128.store(out, l1);
  v128.store(out, r1, 16);
  out += bStride;
  v128.store(out, l2);
  v128.store(out, r2, 16);
  out += bStride;
  v128.store(out, l3);
  v128.store(out, r3, 16);
}
