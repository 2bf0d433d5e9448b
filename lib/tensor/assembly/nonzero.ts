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
  let next = selection;
  for (let start = 0; start < count; start += 64) {
    for (let bits = nonzeroBits(x, count - start); bits; bits &= bits - 1) {
      const i = <usize>ctz(bits);
      store<usize>(next, rows + i * stride);
      store<f32>(next, load<f32>(x + 4 * i) * alpha, 4 * SPAN);
      next += 4;
    }
    x += 256;
    rows += 64 * stride;
  }
  return <i32>((next - selection) >> 2);
}

/** A bit for each of the next 64 numbers, or of the `left` that are left: whether it is not zero. */
// @ts-ignore: decorator
@inline
export function nonzeroBits(x: usize, left: i32): u64 {
  let bits = sixteenBits(x);
  if (left > 16) bits |= sixteenBits(x + 64) << 16;
  if (left > 32) bits |= sixteenBits(x + 128) << 32;
  if (left > 48) bits |= sixteenBits(x + 192) << 48;
  return left < 64 ? bits & firstBits(left) : bits;
}

/** Ones in the first `count` bits, fewer than 64. */
// @ts-ignore: decorator
@inline
function firstBits(count: i32): u64 {
  return ((<u64>1) << count) - 1;
}

// @ts-ignore: decorator
@inline
function sixteenBits(x: usize): u64 {
  const zero = f32x4.splat(0);
  const a = f32x4.ne(v128.load(x), zero);
  const b = f32x4.ne(v128.load(x, 16), zero);
  const c = f32x4.ne(v128.load(x, 32), zero);
  const d = f32x4.ne(v128.load(x, 48), zero);
  const halves = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
  return <u64>i8x16.bitmask(halves);
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
    if (count - start < 64) bits &= firstBits(count - start);
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
