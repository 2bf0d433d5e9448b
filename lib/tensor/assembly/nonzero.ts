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

/**
 * The same for the pixels of an image, at most `SPAN` of them: their factors are a 255th of each byte, as
 * `bytesToFloats` has it.
 */
export function selectPixels(
  bytes: usize,
  count: i32,
  rows: usize,
  stride: usize,
  selection: usize,
): i32 {
  let next = selection;
  for (let start = 0; start < count; start += 64) {
    // A bit for each of 64 pixels.
    let bits = nonzeroBytes(bytes) | nonzeroBytes(bytes + 16) << 16 | nonzeroBytes(bytes + 32) << 32 |
      nonzeroBytes(bytes + 48) << 48;
    if (count - start < 64) bits &= ((<u64>1) << (count - start)) - 1;
    for (; bits; bits &= bits - 1) {
      const i = <usize>ctz(bits);
      store<usize>(next, rows + i * stride);
      store<f32>(next, <f32>load<u8>(bytes + i), 4 * SPAN);
      next += 4;
    }
    bytes += 64;
    rows += 64 * stride;
  }
  const unit = f32x4.splat(255);
  for (let at = selection; at < next; at += 16) {
    v128.store(at, f32x4.div(v128.load(at, 4 * SPAN), unit), 4 * SPAN);
  }
  return <i32>((next - selection) >> 2);
}

// @ts-ignore: decorator
@inline
function nonzeroBytes(address: usize): u64 {
  return <u64>i8x16.bitmask(i8x16.ne(v128.load(address), i8x16.splat(0)));
}

/** Multiplies the factors of a selection. */
export function scaleFactors(selection: usize, count: i32, alpha: f32): void {
  const factor = f32x4.splat(alpha);
  const end = selection + 4 * count;
  for (let at = selection; at < end; at += 16) {
    v128.store(at, f32x4.mul(v128.load(at, 4 * SPAN), factor), 4 * SPAN);
  }
}
