// Rows whose length is not a multiple of four: how to read, mask and write their last vector.
//
// Reading past the end of a row is harmless, for the allocator keeps room behind the last tensor;
// writing past it would destroy a neighbour. So loads are full vectors and stores are partial.

/** Ones in the first `count` lanes. */
// @ts-ignore: decorator
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}

/** Stores the first 1, 2 or 3 lanes. */
// @ts-ignore: decorator
@inline
export function storeFirst(address: usize, value: v128, count: i32): void {
  if (count & 2) {
    v128.store64_lane(address, value, 0);
    if (count & 1) v128.store32_lane(address, value, 2, 8);
  } else {
    v128.store32_lane(address, value, 0);
  }
}

/** The sum of the four lanes, always in the same order. */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  const halves = f32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}

/** The largest of the four lanes. */
// @ts-ignore: decorator
@inline
export function maxLanes(v: v128): f32 {
  const halves = f32x4.pmax(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  const a = f32x4.extract_lane(halves, 0);
  const b = f32x4.extract_lane(halves, 1);
  return a < b ? b : a;
}

/** Stores four lanes, or the first `left` where fewer are left. */
// @ts-ignore: decorator
@inline
export function storeUpToFour(address: usize, value: v128, left: i32): void {
  if (left >= 4) v128.store(address, value);
  else storeFirst(address, value, left);
}
