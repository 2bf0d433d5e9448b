// Which numbers of a row are not zero: four of five MNIST pixels are, and their weights need no work.

import { EXACT } from "./madd";

/** How many numbers are looked through at once. */
export const SPAN = 1024;

/** Bytes of a selection: the address of each selected row, then its factor. */
export const SELECTION_BYTES: usize = (ROUNDING == EXACT ? 12 : 8) * SPAN + 64;

/**
 * Selects the rows of `rows` whose factor x is not zero: writes their addresses to `selection`,
 * and alpha x for each behind the `SPAN` addresses.
 *
 * Written without branches on single values, which a processor could not foresee.
 *
 * @returns How many were selected.
 */
export function selectNonzero(
  x: usize,
  count: i32,
  rows: usize,
  stride: usize,
  alpha: f32,
  selection: usize,
): i32 {
  let next: usize = selection;
  let i = 0;
  const zero = f32x4.splat(0);
  const factor = f32x4.splat(alpha);
  for (; i + 4 <= count; i += 4) {
    const values = v128.load(x);
    const bits = i32x4.bitmask(f32x4.ne(values, zero));
    if (bits) {
      const scaled = f32x4.mul(values, factor);
      store<usize>(next, rows);
      v128.store32_lane(next, scaled, 0, 4 * SPAN);
      next += (bits & 1) << 2;
      store<usize>(next, rows + stride);
      v128.store32_lane(next, scaled, 1, 4 * SPAN);
      next += (bits & 2) << 1;
      store<usize>(next, rows + 2 * stride);
      v128.store32_lane(next, scaled, 2, 4 * SPAN);
      next += bits & 4;
      store<usize>(next, rows + 3 * stride);
      v128.store32_lane(next, scaled, 3, 4 * SPAN);
      next += (bits & 8) >> 1;
    }
    x += 16;
    rows += 4 * stride;
  }
  for (; i < count; i++) {
    const value = load<f32>(x);
    store<usize>(next, rows);
    store<f32>(next, value * alpha, 4 * SPAN);
    next += value != 0 ? 4 : 0;
    x += 4;
    rows += stride;
  }
  return <i32>((next - selection) >> 2);
}
