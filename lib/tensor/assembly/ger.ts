// A column times a row, added to a matrix: the update of weights when training one image at a time.
//
// Rows whose number in the column is zero are left as they are. The row stays in registers, up to 12
// vectors of it at a time.

import { exactGer } from "./exact/ger";
import { EXACT, madd } from "./madd";
import { selectNonzero, SPAN } from "./nonzero";
import { firstLanes, storeFirst } from "./simd";

/** Vectors of the row that are kept in registers. */
const MAX_VECTORS = 12;

/**
 * W += alpha x y for a column x of m and a row y of n.
 *
 * @param selection Room for `SELECTION_BYTES`.
 */
export function ger(
  x: usize,
  y: usize,
  w: usize,
  m: i32,
  n: i32,
  alpha: f32,
  selection: usize,
): void {
  const stride: usize = 4 * n;
  for (let start = 0; start < m; start += SPAN) {
    const rows = w + <usize>start * stride;
    const count = selectNonzero(x + 4 * start, min(SPAN, m - start), rows, stride, alpha, selection);
    updateSelected(selection, count, y, n);
  }
}

/** Adds y, a row of n, to each of the selected rows, times its factor. */
export function updateSelected(selection: usize, count: i32, y: usize, n: i32): void {
  if (ROUNDING == EXACT) return exactGer(selection, count, y, n);
  const end = selection + 4 * count;
  const vectors = n >> 2;
  const blocks = (vectors + MAX_VECTORS - 1) / MAX_VECTORS;
  let done = 0;
  for (let block = 1; block <= blocks; block++) {
    const until = (vectors * block) / blocks;
    updateRows(until - done, selection, end, 16 * done, y + 16 * done);
    done = until;
  }
  if (n & 3) updateLast(selection, end, 16 * vectors, y + 16 * vectors, n & 3);
}

/** Adds the row to some vectors of the selected rows. */
function updateRows(width: i32, from: usize, end: usize, column: usize, y: usize): void {
  switch (width) {
    case 1:
      return updateBlock(1, from, end, column, y);
    case 2:
      return updateBlock(2, from, end, column, y);
    case 3:
      return updateBlock(3, from, end, column, y);
    case 4:
      return updateBlock(4, from, end, column, y);
    case 5:
      return updateBlock(5, from, end, column, y);
    case 6:
      return updateBlock(6, from, end, column, y);
    case 7:
      return updateBlock(7, from, end, column, y);
    case 8:
      return updateBlock(8, from, end, column, y);
    case 9:
      return updateBlock(9, from, end, column, y);
    case 10:
      return updateBlock(10, from, end, column, y);
    case 11:
      return updateBlock(11, from, end, column, y);
    case 12:
      return updateBlock(12, from, end, column, y);
  }
}

/** The same for a width that the compiler knows, so that everything else falls away. */
// @ts-ignore: decorator
@inline
function updateBlock(width: i32, from: usize, end: usize, column: usize, y: usize): void {
  const y0 = v128.load(y);
  const y1 = width > 1 ? v128.load(y, 16) : y0;
  const y2 = width > 2 ? v128.load(y, 32) : y0;
  const y3 = width > 3 ? v128.load(y, 48) : y0;
  const y4 = width > 4 ? v128.load(y, 64) : y0;
  const y5 = width > 5 ? v128.load(y, 80) : y0;
  const y6 = width > 6 ? v128.load(y, 96) : y0;
  const y7 = width > 7 ? v128.load(y, 112) : y0;
  const y8 = width > 8 ? v128.load(y, 128) : y0;
  const y9 = width > 9 ? v128.load(y, 144) : y0;
  const y10 = width > 10 ? v128.load(y, 160) : y0;
  const y11 = width > 11 ? v128.load(y, 176) : y0;
  // Two rows in a round: the check of an address is half done by that of its neighbour.
  for (; from + 8 <= end; from += 8) {
    const w0 = load<usize>(from) + column;
    const w1 = load<usize>(from, 4) + column;
    const x0 = v128.load32_splat(from, 4 * SPAN);
    const x1 = v128.load32_splat(from, 4 * SPAN + 4);
    v128.store(w0, madd(x0, y0, v128.load(w0)));
    v128.store(w1, madd(x1, y0, v128.load(w1)));
    if (width > 1) {
      v128.store(w0, madd(x0, y1, v128.load(w0, 16)), 16);
      v128.store(w1, madd(x1, y1, v128.load(w1, 16)), 16);
    }
    if (width > 2) {
      v128.store(w0, madd(x0, y2, v128.load(w0, 32)), 32);
      v128.store(w1, madd(x1, y2, v128.load(w1, 32)), 32);
    }
    if (width > 3) {
      v128.store(w0, madd(x0, y3, v128.load(w0, 48)), 48);
      v128.store(w1, madd(x1, y3, v128.load(w1, 48)), 48);
    }
    if (width > 4) {
      v128.store(w0, madd(x0, y4, v128.load(w0, 64)), 64);
      v128.store(w1, madd(x1, y4, v128.load(w1, 64)), 64);
    }
    if (width > 5) {
      v128.store(w0, madd(x0, y5, v128.load(w0, 80)), 80);
      v128.store(w1, madd(x1, y5, v128.load(w1, 80)), 80);
    }
    if (width > 6) {
      v128.store(w0, madd(x0, y6, v128.load(w0, 96)), 96);
      v128.store(w1, madd(x1, y6, v128.load(w1, 96)), 96);
    }
    if (width > 7) {
      v128.store(w0, madd(x0, y7, v128.load(w0, 112)), 112);
      v128.store(w1, madd(x1, y7, v128.load(w1, 112)), 112);
    }
    if (width > 8) {
      v128.store(w0, madd(x0, y8, v128.load(w0, 128)), 128);
      v128.store(w1, madd(x1, y8, v128.load(w1, 128)), 128);
    }
    if (width > 9) {
      v128.store(w0, madd(x0, y9, v128.load(w0, 144)), 144);
      v128.store(w1, madd(x1, y9, v128.load(w1, 144)), 144);
    }
    if (width > 10) {
      v128.store(w0, madd(x0, y10, v128.load(w0, 160)), 160);
      v128.store(w1, madd(x1, y10, v128.load(w1, 160)), 160);
    }
    if (width > 11) {
      v128.store(w0, madd(x0, y11, v128.load(w0, 176)), 176);
      v128.store(w1, madd(x1, y11, v128.load(w1, 176)), 176);
    }
  }
  if (from < end) {
    const w0 = load<usize>(from) + column;
    const x0 = v128.load32_splat(from, 4 * SPAN);
    v128.store(w0, madd(x0, y0, v128.load(w0)));
    if (width > 1) {
      v128.store(w0, madd(x0, y1, v128.load(w0, 16)), 16);
    }
    if (width > 2) {
      v128.store(w0, madd(x0, y2, v128.load(w0, 32)), 32);
    }
    if (width > 3) {
      v128.store(w0, madd(x0, y3, v128.load(w0, 48)), 48);
    }
    if (width > 4) {
      v128.store(w0, madd(x0, y4, v128.load(w0, 64)), 64);
    }
    if (width > 5) {
      v128.store(w0, madd(x0, y5, v128.load(w0, 80)), 80);
    }
    if (width > 6) {
      v128.store(w0, madd(x0, y6, v128.load(w0, 96)), 96);
    }
    if (width > 7) {
      v128.store(w0, madd(x0, y7, v128.load(w0, 112)), 112);
    }
    if (width > 8) {
      v128.store(w0, madd(x0, y8, v128.load(w0, 128)), 128);
    }
    if (width > 9) {
      v128.store(w0, madd(x0, y9, v128.load(w0, 144)), 144);
    }
    if (width > 10) {
      v128.store(w0, madd(x0, y10, v128.load(w0, 160)), 160);
    }
    if (width > 11) {
      v128.store(w0, madd(x0, y11, v128.load(w0, 176)), 176);
    }
  }
}

/** The last 1 to 3 columns, which are less than a vector. */
function updateLast(from: usize, end: usize, column: usize, y: usize, columns: i32): void {
  const row = v128.and(v128.load(y), firstLanes(columns));
  for (; from < end; from += 4) {
    const w = load<usize>(from) + column;
    const sum = madd(v128.load32_splat(from, 4 * SPAN), row, v128.load(w));
    storeFirst(w, sum, columns);
  }
}
