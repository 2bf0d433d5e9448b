// Which numbers of a row are not zero: four of five MNIST pixels are, and their weights need no work.

/** How many numbers are looked through at once. */
export const SPAN = 1024;

/** Where the address of each remaining row of weights is written, then its factor. */
export const SELECTION_BYTES = SPAN * 8 + 64;

/**
 * Selects the rows of `rows` whose factor x is not zero: writes their addresses to `selection`,
 * and alpha x for each behind the `SPAN` addresses.
 *
 * Written without branches on single values, which a processor could not foresee.
 *
 * @returns How many were selected.
 */
export function select(
  x: usize,
  count: i32,
  rows: usize,
  stride: usize,
  alpha: f32,
  selection: usize,
): i32 {
  let found: usize = selection;
  let i = 0;
  const zero = f32x4.splat(0);
  const factor = f32x4.splat(alpha);
  for (; i + 4 <= count; i += 4) {
    const values = v128.load(x);
    const bits = i32x4.bitmask(f32x4.ne(values, zero));
    if (bits) {
      const scaled = f32x4.mul(values, factor);
      store<usize>(found, rows);
      v128.store32_lane(found, scaled, 0, 4 * SPAN);
      found += (bits & 1) << 2;
      store<usize>(found, rows + stride);
      v128.store32_lane(found, scaled, 1, 4 * SPAN);
      found += (bits & 2) << 1;
      store<usize>(found, rows + 2 * stride);
      v128.store32_lane(found, scaled, 2, 4 * SPAN);
      found += bits & 4;
      store<usize>(found, rows + 3 * stride);
      v128.store32_lane(found, scaled, 3, 4 * SPAN);
      found += (bits & 8) >> 1;
    }
    x += 16;
    rows += 4 * stride;
  }
  for (; i < count; i++) {
    const value = load<f32>(x);
    store<usize>(found, rows);
    store<f32>(found, value * alpha, 4 * SPAN);
    found += value != 0 ? 4 : 0;
    x += 4;
    rows += stride;
  }
  return <i32>((found - selection) >> 2);
}
