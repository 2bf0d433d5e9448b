// Packing: copies of parts of a matrix in the order in which the kernel reads them.
//
// The kernel reads, for each k, ROWS numbers of A and COLUMNS of B. Packed, both lie one behind the
// other, whichever way the matrices were stored; missing rows and columns are filled with zeros.

import { isPowerOfTwo, SCALE, widen } from "./exact/arithmetic";
import { EXACT } from "./madd";

/** Rows of a tile. */
export const ROWS = 5;

/** Columns of a tile: two vectors. */
export const COLUMNS = 8;

/** Bytes of a packed number: the exact build works in 64 bits, and wants the rows scaled. */
export const PACKED: usize = ROUNDING == EXACT ? 8 : 4;

/** Bytes of a step of packed rows, and of a packed panel. */
export const ROWS_STEP: usize = PACKED * ROWS;
export const PANEL_STEP: usize = PACKED * COLUMNS;

/** Packs `rows` (up to 5) times `depth` of A, where row i lies `stride` bytes behind row i - 1. */
export function packRows(a: usize, stride: usize, rows: i32, depth: i32, to: usize): void {
  if (rows == ROWS) {
    packFiveRows(a, a + stride, a + 2 * stride, a + 3 * stride, a + 4 * stride, depth, to);
    return;
  }
  memory.fill(to, 0, 4 * ROWS * depth);
  for (let i = 0; i < rows; i++) {
    const row = a + <usize>i * stride;
    for (let p: usize = 0; p < <usize>depth; p++) {
      store<f32>(to + 4 * (<usize>ROWS * p + i), load<f32>(row + 4 * p));
    }
  }
  if (ROUNDING == EXACT) widen(to, ROWS * depth, SCALE);
}

/** Packs five rows, wherever they lie, and returns the end of what it wrote. */
export function packFiveRows(
  a: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  a4: usize,
  depth: i32,
  to: usize,
): usize {
  const start = to;
  let p: usize = 0;
  const vectorBytes: usize = 4 * (depth & ~3);
  for (; p < vectorBytes; p += 16) {
    const r0 = v128.load(a + p);
    const r1 = v128.load(a1 + p);
    const r2 = v128.load(a2 + p);
    const r3 = v128.load(a3 + p);
    const r4 = v128.load(a4 + p);
    const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
    const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
    const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
    const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
    v128.store(to, i32x4.shuffle(low01, low23, 0, 1, 4, 5));
    v128.store32_lane(to, r4, 0, 16);
    v128.store(to, i32x4.shuffle(low01, low23, 2, 3, 6, 7), 20);
    v128.store32_lane(to, r4, 1, 36);
    v128.store(to, i32x4.shuffle(high01, high23, 0, 1, 4, 5), 40);
    v128.store32_lane(to, r4, 2, 56);
    v128.store(to, i32x4.shuffle(high01, high23, 2, 3, 6, 7), 60);
    v128.store32_lane(to, r4, 3, 76);
    to += 4 * 4 * ROWS;
  }
  for (; p < 4 * depth; p += 4) {
    store<f32>(to, load<f32>(a + p));
    store<f32>(to, load<f32>(a1 + p), 4);
    store<f32>(to, load<f32>(a2 + p), 8);
    store<f32>(to, load<f32>(a3 + p), 12);
    store<f32>(to, load<f32>(a4 + p), 16);
    to += 4 * ROWS;
  }
  if (ROUNDING == EXACT) {
    widen(start, ROWS * depth, SCALE);
    return start + ROWS_STEP * depth;
  }
  return to;
}

/** The same where A is stored transposed: `stride` bytes from one k to the next. */
export function packRowsTransposed(
  a: usize,
  stride: usize,
  rows: i32,
  depth: i32,
  to: usize,
): void {
  const start = to;
  if (rows < ROWS) {
    for (let p = 0; p < depth; p++) {
      for (let i = 0; i < ROWS; i++) {
        store<f32>(to + 4 * i, i < rows ? load<f32>(a + 4 * i) : 0);
      }
      a += stride;
      to += 4 * ROWS;
    }
  } else {
    for (let p = 0; p < depth; p++) {
      v128.store(to, v128.load(a));
      store<f32>(to, load<f32>(a, 16), 16);
      a += stride;
      to += 4 * ROWS;
    }
  }
  if (ROUNDING == EXACT) widen(start, ROWS * depth, SCALE);
}

/** Steps that are looked at to learn whether it pays to select. */
const SAMPLE = 16;

/**
 * Whether at most three of four steps of five rows hold anything but zeros, going by some of them.
 *
 * @param right Bytes from one k to the next.
 * @param down Bytes from one row to the next.
 */
export function mostlyZero(a: usize, right: usize, down: usize, depth: i32): bool {
  if (depth < 2 * SAMPLE) return false;
  const step = <usize>(depth / SAMPLE) * right;
  let nonzero = 0;
  for (let i = 0; i < SAMPLE; i++) {
    let at = a;
    let bits: u32 = 0;
    for (let row = 0; row < ROWS; row++) {
      bits |= load<u32>(at);
      at += down;
    }
    nonzero += bits != 0 ? 1 : 0;
    a += step;
  }
  return nonzero <= (3 * SAMPLE) / 4;
}

/**
 * Packs the steps of five rows that are not all zero, each with its offset in a panel of B. Leaving
 * out the others changes no bit of a sum: x + 0 is x.
 *
 * @returns How many they are.
 */
export function selectFiveRows(
  a: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  a4: usize,
  depth: i32,
  to: usize,
): i32 {
  const start = to;
  const vectorBytes: usize = 4 * (depth & ~3);
  let p: usize = 0;
  let offset: usize = 0;
  for (; p < vectorBytes; p += 16) {
    const r0 = v128.load(a + p);
    const r1 = v128.load(a1 + p);
    const r2 = v128.load(a2 + p);
    const r3 = v128.load(a3 + p);
    const r4 = v128.load(a4 + p);
    const any = v128.or(v128.or(v128.or(r0, r1), v128.or(r2, r3)), r4);
    const bits = i32x4.bitmask(i32x4.ne(any, i32x4.splat(0)));
    if (bits) {
      const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
      const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
      const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
      const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
      v128.store(to, i32x4.shuffle(low01, low23, 0, 1, 4, 5));
      v128.store32_lane(to, r4, 0, 16);
      store<usize>(to, offset, 20);
      to += bits & 1 ? 24 : 0;
      v128.store(to, i32x4.shuffle(low01, low23, 2, 3, 6, 7));
      v128.store32_lane(to, r4, 1, 16);
      store<usize>(to, offset + 32, 20);
      to += bits & 2 ? 24 : 0;
      v128.store(to, i32x4.shuffle(high01, high23, 0, 1, 4, 5));
      v128.store32_lane(to, r4, 2, 16);
      store<usize>(to, offset + 64, 20);
      to += bits & 4 ? 24 : 0;
      v128.store(to, i32x4.shuffle(high01, high23, 2, 3, 6, 7));
      v128.store32_lane(to, r4, 3, 16);
      store<usize>(to, offset + 96, 20);
      to += bits & 8 ? 24 : 0;
    }
    offset += 128;
  }
  for (; p < 4 * depth; p += 4) {
    store<u32>(to, load<u32>(a + p));
    store<u32>(to, load<u32>(a1 + p), 4);
    store<u32>(to, load<u32>(a2 + p), 8);
    store<u32>(to, load<u32>(a3 + p), 12);
    store<u32>(to, load<u32>(a4 + p), 16);
    store<usize>(to, offset, 20);
    to += v128.any_true(v128.load(to)) || load<u32>(to, 16) ? 24 : 0;
    offset += 32;
  }
  return selected(start, to);
}

/** The same where A is stored transposed: `stride` bytes from one k to the next. */
export function selectFiveRowsTransposed(a: usize, stride: usize, depth: i32, to: usize): i32 {
  const start = to;
  const end = <usize>depth * 32;
  for (let offset: usize = 0; offset < end; offset += 32) {
    const four = v128.load(a);
    const last = load<u32>(a, 16);
    v128.store(to, four);
    store<u32>(to, last, 16);
    store<usize>(to, offset, 20);
    to += v128.any_true(four) || last ? 24 : 0;
    a += stride;
  }
  return selected(start, to);
}

/** How many steps were selected. */
// @ts-ignore: decorator
@inline
function selected(start: usize, end: usize): i32 {
  const steps = <i32>(end - start) / 24;
  if (ROUNDING == EXACT) widenSelected(start, steps);
  return steps;
}

/**
 * Does what `widen` does for selected steps, whose sixth word is an offset. The upper half of that word
 * then tells whether one of the five numbers is a power of two.
 */
function widenSelected(start: usize, steps: i32): void {
  for (let i: isize = steps - 1; i >= 0; i--) {
    const from = start + 24 * i;
    const to = start + 48 * i;
    const offset = load<usize>(from, 20);
    let powers = false;
    for (let j: isize = ROWS - 1; j >= 0; j--) {
      const value = <f64>load<f32>(from + 4 * j) * SCALE;
      store<f64>(to + 8 * j, value);
      powers = powers || (value != 0 && isPowerOfTwo(to + 8 * j));
    }
    store<usize>(to, 2 * offset, 40);
    store<i32>(to, powers, 44);
  }
}

/** Does what `widen` does for packed panels. */
function widenPanels(to: usize, columns: i32, depth: i32, panel: usize): void {
  for (let left = columns; left > 0; left -= COLUMNS) {
    widen(to, COLUMNS * depth, 1);
    to += panel;
  }
}

/**
 * Packs `columns` (any number) times `depth` of B, `stride` bytes from one k to the next.
 *
 * @param panel Bytes from one panel of eight columns to the next.
 */
export function packColumns(
  b: usize,
  stride: usize,
  columns: i32,
  depth: i32,
  to: usize,
  panel: usize,
): void {
  const start = to;
  let left = columns;
  // Two panels at a time: their columns are a cache line, read once.
  for (; left >= 2 * COLUMNS; left -= 2 * COLUMNS) {
    let from = b;
    const end = to + <usize>depth * 4 * COLUMNS;
    let second = to + panel;
    for (let row = to; row < end; row += 4 * COLUMNS) {
      v128.store(row, v128.load(from));
      v128.store(row, v128.load(from, 16), 16);
      v128.store(second, v128.load(from, 32));
      v128.store(second, v128.load(from, 48), 16);
      from += stride;
      second += 4 * COLUMNS;
    }
    b += 2 * 4 * COLUMNS;
    to += 2 * panel;
  }
  for (; left > 0; left -= COLUMNS) {
    let from = b;
    const end = to + <usize>depth * 4 * COLUMNS;
    for (let row = to; row < end; row += 4 * COLUMNS) {
      if (left >= COLUMNS) {
        v128.store(row, v128.load(from));
        v128.store(row, v128.load(from, 16), 16);
      } else {
        for (let j = 0; j < COLUMNS; j++) {
          store<f32>(row + 4 * j, j < left ? load<f32>(from + 4 * j) : 0);
        }
      }
      from += stride;
    }
    b += 4 * COLUMNS;
    to += panel;
  }
  if (ROUNDING == EXACT) widenPanels(start, columns, depth, panel);
}

/** The same where B is stored transposed: column j lies `stride` bytes behind column j - 1. */
export function packColumnsTransposed(
  b: usize,
  stride: usize,
  columns: i32,
  depth: i32,
  to: usize,
  panel: usize,
): void {
  const start = to;
  let left = columns;
  for (; left > 0; left -= COLUMNS) {
    if (left >= COLUMNS) {
      packFourColumns(b, stride, depth, to);
      packFourColumns(b + 4 * stride, stride, depth, to + 16);
    } else {
      for (let j = 0; j < COLUMNS; j++) {
        const column = b + <usize>j * stride;
        for (let p = 0; p < depth; p++) {
          store<f32>(to + 4 * (COLUMNS * p + j), j < left ? load<f32>(column + 4 * p) : 0);
        }
      }
    }
    b += <usize>COLUMNS * stride;
    to += panel;
  }
  if (ROUNDING == EXACT) widenPanels(start, columns, depth, panel);
}

/** Four columns of B, stored as rows, into one half of a panel. */
function packFourColumns(b: usize, stride: usize, depth: i32, to: usize): void {
  const b1 = b + stride;
  const b2 = b1 + stride;
  const b3 = b2 + stride;
  let p: usize = 0;
  const vectorBytes: usize = 4 * (depth & ~3);
  for (; p < vectorBytes; p += 16) {
    const r0 = v128.load(b + p);
    const r1 = v128.load(b1 + p);
    const r2 = v128.load(b2 + p);
    const r3 = v128.load(b3 + p);
    const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
    const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
    const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
    const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
    v128.store(to, i32x4.shuffle(low01, low23, 0, 1, 4, 5));
    v128.store(to, i32x4.shuffle(low01, low23, 2, 3, 6, 7), 4 * COLUMNS);
    v128.store(to, i32x4.shuffle(high01, high23, 0, 1, 4, 5), 8 * COLUMNS);
    v128.store(to, i32x4.shuffle(high01, high23, 2, 3, 6, 7), 12 * COLUMNS);
    to += 16 * COLUMNS;
  }
  for (; p < 4 * depth; p += 4) {
    store<f32>(to, load<f32>(b + p));
    store<f32>(to, load<f32>(b1 + p), 4);
    store<f32>(to, load<f32>(b2 + p), 8);
    store<f32>(to, load<f32>(b3 + p), 12);
    to += 4 * COLUMNS;
  }
}
