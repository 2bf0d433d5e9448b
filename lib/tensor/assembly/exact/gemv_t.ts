// A scalar product in the exact build: see ../gemv_t.ts.

import { madd } from "../madd";
import { firstLanes } from "../simd";
import {
  addProduct,
  floatsOf,
  half,
  inDoubt,
  kept,
  loadPair,
  SCALE,
  watch,
  watched,
} from "./arithmetic";

/** The scalar product of x and one row: a sum for each of four lanes. */
export function exactProduct(x: usize, w: usize, k: i32): v128 {
  const rounding = half();
  const mask = kept();
  const bits = watched();
  const scale = f64x2.splat(SCALE);
  let seen = i32x4.splat(0);
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let i: usize = 0;
  for (; i < <usize>(4 * (k & ~7)); i += 32) {
    a0 = addProduct(a0, f64x2.mul(loadPair(x + i), scale), loadPair(w + i), rounding);
    seen = watch(seen, a0, bits);
    a0 = v128.and(a0, mask);
    a1 = addProduct(a1, f64x2.mul(loadPair(x + i + 8), scale), loadPair(w + i + 8), rounding);
    seen = watch(seen, a1, bits);
    a1 = v128.and(a1, mask);
    b0 = addProduct(b0, f64x2.mul(loadPair(x + i + 16), scale), loadPair(w + i + 16), rounding);
    seen = watch(seen, b0, bits);
    b0 = v128.and(b0, mask);
    b1 = addProduct(b1, f64x2.mul(loadPair(x + i + 24), scale), loadPair(w + i + 24), rounding);
    seen = watch(seen, b1, bits);
    b1 = v128.and(b1, mask);
  }
  let a = i32x4.shuffle(floatsOf(a0), floatsOf(a1), 0, 1, 4, 5);
  let b = i32x4.shuffle(floatsOf(b0), floatsOf(b1), 0, 1, 4, 5);
  if (inDoubt(seen)) {
    a = f32x4.splat(0);
    b = a;
    for (let j: usize = 0; j < i; j += 32) {
      a = madd(v128.load(x + j), v128.load(w + j), a);
      b = madd(v128.load(x + j, 16), v128.load(w + j, 16), b);
    }
  }
  for (; i < <usize>(4 * k); i += 16) {
    const lanes = firstLanes(k - <i32>(i >> 2));
    a = madd(v128.and(v128.load(x + i), lanes), v128.and(v128.load(w + i), lanes), a);
  }
  return f32x4.add(a, b);
}
