// The filters of a Winograd convolution: transformed once for each call, packed for the kernel.

import { storeWide } from "../exact/arithmetic";
import { PACKED, PANEL_STEP } from "../gemm_pack";
import { EXACT, madd } from "../madd";
import { WIDE } from "./group";
import { P, P_SCALE, Q, Q_SCALE } from "./math";

/** The middle of a transformed row of filters: points P, -P, Q and -Q of g0, g1 and g2. */
// @ts-ignore: decorator
@inline
function filterPoint(g0: v128, g1: v128, g2: v128, point: f32, scale: f32): v128 {
  const even = madd(f32x4.splat(point * point), g2, g0);
  return f32x4.mul(
    f32x4.splat(scale),
    madd(f32x4.splat(point), g1, even),
  );
}

/** The point with this number, 0 to 5, of a row of three. */
// @ts-ignore: decorator
@inline
function filterRow(row: i32, g0: v128, g1: v128, g2: v128): v128 {
  if (row == 0) return g0;
  if (row == 5) return g2;
  const point = (row < 3 ? P : Q) * <f32>(row & 1 ? 1 : -1);
  return filterPoint(g0, g1, g2, point, row < 3 ? P_SCALE : Q_SCALE);
}

// @ts-ignore: decorator
@inline
function storePacked(to: usize, four: v128): void {
  if (ROUNDING == EXACT) storeWide(to, four);
  else v128.store(to, four);
}

/**
 * Transforms filters [3, 3, channels, outChannels] into 36 matrices of channels by outChannels, each packed in
 * panels of eight columns, for the channels first to last. `outChannels` must be a multiple of 8.
 */
export function transformFilters(
  filters: usize,
  to: usize,
  channels: i32,
  outChannels: i32,
  first: i32,
  last: i32,
): void {
  const matrix: usize = 4 * <usize>channels * <usize>outChannels;
  const packed = WIDE * matrix;
  for (let c = first; c < last; c++) {
    for (let f = 0; f < outChannels; f += 4) {
      const g = filters + 4 * (<usize>c * <usize>outChannels + <usize>f);
      const panel = to + PANEL_STEP * (<usize>(f >> 3) * <usize>channels + <usize>c) +
        PACKED * (f & 4);
      for (let i = 0; i < 6; i++) {
        const t0 = filterRow(i, v128.load(g), v128.load(g + 3 * matrix), v128.load(g + 6 * matrix));
        const t1 = filterRow(
          i,
          v128.load(g + matrix),
          v128.load(g + 4 * matrix),
          v128.load(g + 7 * matrix),
        );
        const t2 = filterRow(
          i,
          v128.load(g + 2 * matrix),
          v128.load(g + 5 * matrix),
          v128.load(g + 8 * matrix),
        );
        for (let j = 0; j < 6; j++) {
          storePacked(panel + <usize>(6 * i + j) * packed, filterRow(j, t0, t1, t2));
        }
      }
    }
  }
}

/**
 * The filters with their two axes of channels exchanged, for the channels first to last: what leads from the
 * gradient back to the input. The result is [3, 3, outChannels, channels].
 */
export function transposeFilters(
  filters: usize,
  to: usize,
  channels: i32,
  outChannels: i32,
  first: i32,
  last: i32,
): void {
  for (let tap = 0; tap < 9; tap++) {
    for (let c = first; c < last; c++) {
      for (let f = 0; f < outChannels; f++) {
        store<f32>(to + 4 * <usize>(f * channels + c), load<f32>(filters + 4 * <usize>(c * outChannels + f)));
      }
    }
    filters += 4 * <usize>channels * <usize>outChannels;
    to += 4 * <usize>channels * <usize>outChannels;
  }
}
