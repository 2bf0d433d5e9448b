// The product of a single row with a matrix: the way forward when training one image at a time.
//
// The weights are read once, so there is no reuse to gain: the work is to read them as fast as they
// come, and only those that a nonzero number needs. The result stays in registers meanwhile, up to 12
// vectors of it at a time.

import { exactGemv } from "./exact/gemv";
import { EXACT, madd } from "./madd";
import { selectNonzero, SPAN } from "./nonzero";
import { storeFirst } from "./simd";

/** Vectors of the result that are kept in registers. */
const MAX_VECTORS = 12;

/**
 * y = alpha x W + bias, or y += alpha x W; W is [k, n]. Sums run in the order of the rows.
 *
 * @param selection Room for `SELECTION_BYTES`.
 */
export function gemv(
  x: usize,
  w: usize,
  y: usize,
  bias: usize,
  k: i32,
  n: i32,
  alpha: f32,
  accumulate: bool,
  selection: usize,
): void {
  if (!accumulate) {
    if (bias) memory.copy(y, bias, 4 * n);
    else memory.fill(y, 0, 4 * n);
  }
  const stride: usize = 4 * n;
  for (let start = 0; start < k; start += SPAN) {
    const rows = w + <usize>start * stride;
    const count = selectNonzero(x + 4 * start, min(SPAN, k - start), rows, stride, alpha, selection);
    addSelected(selection, count, y, n);
  }
}

/** y += the selected rows, each times its factor. The exact build leaves other factors behind. */
export function addSelected(selection: usize, count: i32, y: usize, n: i32): void {
  if (ROUNDING == EXACT) return exactGemv(selection, count, y, n);
  addBlocks(selection, selection + 4 * count, y, n, false, 1);
}

/** The same, but the rows are summed up by themselves first: y += alpha times their sum. Not for the exact build. */
export function addSum(selection: usize, end: usize, y: usize, n: i32, alpha: f32): void {
  addBlocks(selection, end, y, n, true, alpha);
}

/** What both have in common: the result goes into registers, block by block. */
// @ts-ignore: decorator
@inline
function addBlocks(selection: usize, end: usize, y: usize, n: i32, apart: bool, alpha: f32): void {
  const vectors = (n + 3) >> 2;
  const blocks = (vectors + MAX_VECTORS - 1) / MAX_VECTORS;
  // Blocks of much the same width: a narrow one would wait for its own sums.
  let done = 0;
  for (let block = 1; block <= blocks; block++) {
    const until = (vectors * block) / blocks;
    const last = until < vectors ? 4 : n - 4 * (vectors - 1);
    addRows(until - done, selection, end, 16 * done, y + 16 * done, last, apart, alpha);
    done = until;
  }
}

/**
 * Adds the selected rows to some vectors of the result, the last with `last` numbers: one after the other, or if
 * `apart` alpha times their sum.
 */
function addRows(
  width: i32,
  from: usize,
  end: usize,
  column: usize,
  y: usize,
  last: i32,
  apart: bool,
  alpha: f32,
): void {
  switch (width) {
    case 1:
      return addBlock(1, from, end, column, y, last, apart, alpha);
    case 2:
      return addBlock(2, from, end, column, y, last, apart, alpha);
    case 3:
      return addBlock(3, from, end, column, y, last, apart, alpha);
    case 4:
      return addBlock(4, from, end, column, y, last, apart, alpha);
    case 5:
      return addBlock(5, from, end, column, y, last, apart, alpha);
    case 6:
      return addBlock(6, from, end, column, y, last, apart, alpha);
    case 7:
      return addBlock(7, from, end, column, y, last, apart, alpha);
    case 8:
      return addBlock(8, from, end, column, y, last, apart, alpha);
    case 9:
      return addBlock(9, from, end, column, y, last, apart, alpha);
    case 10:
      return addBlock(10, from, end, column, y, last, apart, alpha);
    case 11:
      return addBlock(11, from, end, column, y, last, apart, alpha);
    case 12:
      return addBlock(12, from, end, column, y, last, apart, alpha);
  }
}

/** The same for a width that the compiler knows, so that everything else falls away. */
// @ts-ignore: decorator
@inline
function addBlock(
  width: i32,
  from: usize,
  end: usize,
  column: usize,
  y: usize,
  last: i32,
  apart: bool,
  alpha: f32,
): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  let c4 = c0;
  let c5 = c0;
  let c6 = c0;
  let c7 = c0;
  let c8 = c0;
  let c9 = c0;
  let c10 = c0;
  let c11 = c0;
  if (!apart) {
    c0 = v128.load(y);
    if (width > 1) c1 = v128.load(y, 16);
    if (width > 2) c2 = v128.load(y, 32);
    if (width > 3) c3 = v128.load(y, 48);
    if (width > 4) c4 = v128.load(y, 64);
    if (width > 5) c5 = v128.load(y, 80);
    if (width > 6) c6 = v128.load(y, 96);
    if (width > 7) c7 = v128.load(y, 112);
    if (width > 8) c8 = v128.load(y, 128);
    if (width > 9) c9 = v128.load(y, 144);
    if (width > 10) c10 = v128.load(y, 160);
    if (width > 11) c11 = v128.load(y, 176);
  }
  // Two rows in a round: the check of an address is half done by that of its neighbour.
  for (; from + 8 <= end; from += 8) {
    const w0 = load<usize>(from) + column;
    const w1 = load<usize>(from, 4) + column;
    const x0 = v128.load32_splat(from, 4 * SPAN);
    const x1 = v128.load32_splat(from, 4 * SPAN + 4);
    c0 = madd(x0, v128.load(w0), c0);
    c0 = madd(x1, v128.load(w1), c0);
    if (width > 1) {
      c1 = madd(x0, v128.load(w0, 16), c1);
      c1 = madd(x1, v128.load(w1, 16), c1);
    }
    if (width > 2) {
      c2 = madd(x0, v128.load(w0, 32), c2);
      c2 = madd(x1, v128.load(w1, 32), c2);
    }
    if (width > 3) {
      c3 = madd(x0, v128.load(w0, 48), c3);
      c3 = madd(x1, v128.load(w1, 48), c3);
    }
    if (width > 4) {
      c4 = madd(x0, v128.load(w0, 64), c4);
      c4 = madd(x1, v128.load(w1, 64), c4);
    }
    if (width > 5) {
      c5 = madd(x0, v128.load(w0, 80), c5);
      c5 = madd(x1, v128.load(w1, 80), c5);
    }
    if (width > 6) {
      c6 = madd(x0, v128.load(w0, 96), c6);
      c6 = madd(x1, v128.load(w1, 96), c6);
    }
    if (width > 7) {
      c7 = madd(x0, v128.load(w0, 112), c7);
      c7 = madd(x1, v128.load(w1, 112), c7);
    }
    if (width > 8) {
      c8 = madd(x0, v128.load(w0, 128), c8);
      c8 = madd(x1, v128.load(w1, 128), c8);
    }
    if (width > 9) {
      c9 = madd(x0, v128.load(w0, 144), c9);
      c9 = madd(x1, v128.load(w1, 144), c9);
    }
    if (width > 10) {
      c10 = madd(x0, v128.load(w0, 160), c10);
      c10 = madd(x1, v128.load(w1, 160), c10);
    }
    if (width > 11) {
      c11 = madd(x0, v128.load(w0, 176), c11);
      c11 = madd(x1, v128.load(w1, 176), c11);
    }
  }
  if (from < end) {
    const w0 = load<usize>(from) + column;
    const x0 = v128.load32_splat(from, 4 * SPAN);
    c0 = madd(x0, v128.load(w0), c0);
    if (width > 1) c1 = madd(x0, v128.load(w0, 16), c1);
    if (width > 2) c2 = madd(x0, v128.load(w0, 32), c2);
    if (width > 3) c3 = madd(x0, v128.load(w0, 48), c3);
    if (width > 4) c4 = madd(x0, v128.load(w0, 64), c4);
    if (width > 5) c5 = madd(x0, v128.load(w0, 80), c5);
    if (width > 6) c6 = madd(x0, v128.load(w0, 96), c6);
    if (width > 7) c7 = madd(x0, v128.load(w0, 112), c7);
    if (width > 8) c8 = madd(x0, v128.load(w0, 128), c8);
    if (width > 9) c9 = madd(x0, v128.load(w0, 144), c9);
    if (width > 10) c10 = madd(x0, v128.load(w0, 160), c10);
    if (width > 11) c11 = madd(x0, v128.load(w0, 176), c11);
  }
  if (apart) {
    const factor = f32x4.splat(alpha);
    c0 = madd(c0, factor, v128.load(y));
    if (width > 1) c1 = madd(c1, factor, v128.load(y, 16));
    if (width > 2) c2 = madd(c2, factor, v128.load(y, 32));
    if (width > 3) c3 = madd(c3, factor, v128.load(y, 48));
    if (width > 4) c4 = madd(c4, factor, v128.load(y, 64));
    if (width > 5) c5 = madd(c5, factor, v128.load(y, 80));
    if (width > 6) c6 = madd(c6, factor, v128.load(y, 96));
    if (width > 7) c7 = madd(c7, factor, v128.load(y, 112));
    if (width > 8) c8 = madd(c8, factor, v128.load(y, 128));
    if (width > 9) c9 = madd(c9, factor, v128.load(y, 144));
    if (width > 10) c10 = madd(c10, factor, v128.load(y, 160));
    if (width > 11) c11 = madd(c11, factor, v128.load(y, 176));
  }
  if (width > 1) v128.store(y, c0);
  if (width > 2) v128.store(y, c1, 16);
  if (width > 3) v128.store(y, c2, 32);
  if (width > 4) v128.store(y, c3, 48);
  if (width > 5) v128.store(y, c4, 64);
  if (width > 6) v128.store(y, c5, 80);
  if (width > 7) v128.store(y, c6, 96);
  if (width > 8) v128.store(y, c7, 112);
  if (width > 9) v128.store(y, c8, 128);
  if (width > 10) v128.store(y, c9, 144);
  if (width > 11) v128.store(y, c10, 160);
  let final = c0;
  if (width == 2) final = c1;
  if (width == 3) final = c2;
  if (width == 4) final = c3;
  if (width == 5) final = c4;
  if (width == 6) final = c5;
  if (width == 7) final = c6;
  if (width == 8) final = c7;
  if (width == 9) final = c8;
  if (width == 10) final = c9;
  if (width == 11) final = c10;
  if (width == 12) final = c11;
  const to = y + 16 * (width - 1);
  if (last == 4) v128.store(to, final);
  else storeFirst(to, final, last);
}
