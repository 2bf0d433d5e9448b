// The gradient for the input of a Winograd convolution: see math.ts.
//
// It is the way forward, transposed step by step: tiles of the gradient are transformed, multiplied by
// the same filters with their axes of channels exchanged, and transformed to tiles of 6 x 6, which are
// added up where they overlap.

import { SCALE } from "../exact/arithmetic";
import { widenTiles } from "../exact/winograd";
import { PACKED } from "../gemm_pack";
import { copyImage } from "../image";
import { EXACT } from "../madd";
import { gradientTile } from "./gradient_tile";
import { groupOf, patchBytes, sliceOf, WIDE, WINOGRAD_POINTS } from "./group";
import { multiplyPanel } from "./kernel";
import { minus, p1, p2, plus, q1, q2, sum2 } from "./math";

/**
 * out = the gradient for images first to last of `height` x `width` pixels, from that of the result.
 *
 * @param filters Exchanged, transformed and packed.
 */
export function winogradInputGradient(
  dy: usize,
  filters: usize,
  out: usize,
  height: i32,
  width: i32,
  channels: i32,
  outChannels: i32,
  padding: i32,
  outHeight: i32,
  outWidth: i32,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const down = (outHeight + 3) / 4;
  const across = (outWidth + 3) / 4;
  const perImage = down * across;
  const group = groupOf(channels, outChannels);
  const pixel: usize = 4 * channels;
  const outPixel: usize = 4 * outChannels;
  const imageBytes = <usize>(height * width) * pixel;
  const patch = scratch;
  const tiles = patch + patchBytes(pixel, outPixel);
  const slice = sliceOf(WIDE * outPixel, group);
  const products = tiles + WINOGRAD_POINTS * slice;
  const outSlice = sliceOf(pixel, group);
  const matrix: usize = PACKED * channels * outChannels;
  const end = last * perImage;
  for (let start = first * perImage; start < end; start += group) {
    const count = min(group, end - start);
    for (let i = 0; i < count; i++) {
      const image = (start + i) / perImage;
      const tile = (start + i) % perImage;
      gradientTile(
        dy + <usize>image * <usize>(outHeight * outWidth) * outPixel, outHeight, outWidth, outChannels,
        4 * (tile / across), 4 * (tile % across), tiles + <usize>i * outPixel, slice, patch,
      );
    }
    if (ROUNDING == EXACT) widenTiles(tiles, slice, outPixel, count, SCALE);
    for (let point: usize = 0; point < WINOGRAD_POINTS; point++) {
      let panel = filters + point * matrix;
      for (let c: usize = 0; c < pixel; c += 32) {
        const to = products + point * outSlice + c;
        multiplyPanel(tiles + point * slice, panel, to, pixel, count, outChannels);
        panel += 8 * WIDE * outPixel;
      }
    }
    for (let i = 0; i < count; i++) {
      const tile = (start + i) % perImage;
      const image = out + <usize>((start + i) / perImage) * imageBytes;
      if (tile == 0) memory.fill(image, 0, imageBytes);
      addTile(
        products + <usize>i * pixel, outSlice, image, height, width, channels,
        4 * (tile / across) - padding, 4 * (tile % across) - padding, patch,
      );
    }
  }
}

/** Adds a tile to an image, as far as it lies in it. */
// @ts-ignore: decorator
@inline
function addTile(
  from: usize,
  slice: usize,
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  row: i32,
  column: i32,
  patch: usize,
): void {
  const pixel: usize = 4 * channels;
  const line = pixel * <usize>width;
  if (row >= 0 && column >= 0 && row + 6 <= height && column + 6 <= width) {
    const to = image + <usize>row * line + <usize>column * pixel;
    transformBack(from, slice, to, line, pixel);
    return;
  }
  // At the edge the tile is added to a copy of what is there.
  copyImage(image, height, width, channels, patch, 6, 6, -row, -column, 1);
  transformBack(from, slice, patch, 6 * pixel, pixel);
  const left = max(0, -column);
  const bytes = <usize>(min(6, width - column) - left) * pixel;
  for (let i = max(0, -row); i < min(6, height - row); i++) {
    memory.copy(
      image + <usize>(row + i) * line + <usize>(column + left) * pixel,
      patch + <usize>(6 * i + left) * pixel,
      bytes,
    );
  }
}

/** Adds B m B^T to 6 x 6 pixels, for all channels (a multiple of 4). */
function transformBack(from: usize, slice: usize, to: usize, line: usize, pixel: usize): void {
  const p = f32x4.splat(p1);
  const q = f32x4.splat(q1);
  const half = f32x4.splat(p2);
  const two = f32x4.splat(q2);
  const both = f32x4.splat(sum2);
  const end = to + pixel;
  for (; to < end; to += 16) {
    // Down each column.
    let at = from;
    const x00 = v128.load(at);
    const m10 = v128.load(at + 6 * slice);
    const m20 = v128.load(at + 12 * slice);
    const m30 = v128.load(at + 18 * slice);
    const m40 = v128.load(at + 24 * slice);
    const x50 = v128.load(at + 30 * slice);
    const a0 = f32x4.add(m10, m20);
    const b0 = f32x4.add(m30, m40);
    const e0 = f32x4.sub(m10, m20);
    const f0 = f32x4.sub(m30, m40);
    const x10 = minus(minus(x50, q, e0), p, f0);
    const x20 = minus(minus(f32x4.mul(f32x4.neg(both), x00), two, a0), half, b0);
    const x30 = minus(plus(f32x4.mul(p, e0), q, f0), both, x50);
    const x40 = f32x4.add(x00, f32x4.add(a0, b0));
    at += slice;
    const x01 = v128.load(at);
    const m11 = v128.load(at + 6 * slice);
    const m21 = v128.load(at + 12 * slice);
    const m31 = v128.load(at + 18 * slice);
    const m41 = v128.load(at + 24 * slice);
    const x51 = v128.load(at + 30 * slice);
    const a1 = f32x4.add(m11, m21);
    const b1 = f32x4.add(m31, m41);
    const e1 = f32x4.sub(m11, m21);
    const f1 = f32x4.sub(m31, m41);
    const x11 = minus(minus(x51, q, e1), p, f1);
    const x21 = minus(minus(f32x4.mul(f32x4.neg(both), x01), two, a1), half, b1);
    const x31 = minus(plus(f32x4.mul(p, e1), q, f1), both, x51);
    const x41 = f32x4.add(x01, f32x4.add(a1, b1));
    at += slice;
    const x02 = v128.load(at);
    const m12 = v128.load(at + 6 * slice);
    const m22 = v128.load(at + 12 * slice);
    const m32 = v128.load(at + 18 * slice);
    const m42 = v128.load(at + 24 * slice);
    const x52 = v128.load(at + 30 * slice);
    const a2 = f32x4.add(m12, m22);
    const b2 = f32x4.add(m32, m42);
    const e2 = f32x4.sub(m12, m22);
    const f2 = f32x4.sub(m32, m42);
    const x12 = minus(minus(x52, q, e2), p, f2);
    const x22 = minus(minus(f32x4.mul(f32x4.neg(both), x02), two, a2), half, b2);
    const x32 = minus(plus(f32x4.mul(p, e2), q, f2), both, x52);
    const x42 = f32x4.add(x02, f32x4.add(a2, b2));
    at += slice;
    const x03 = v128.load(at);
    const m13 = v128.load(at + 6 * slice);
    const m23 = v128.load(at + 12 * slice);
    const m33 = v128.load(at + 18 * slice);
    const m43 = v128.load(at + 24 * slice);
    const x53 = v128.load(at + 30 * slice);
    const a3 = f32x4.add(m13, m23);
    const b3 = f32x4.add(m33, m43);
    const e3 = f32x4.sub(m13, m23);
    const f3 = f32x4.sub(m33, m43);
    const x13 = minus(minus(x53, q, e3), p, f3);
    const x23 = minus(minus(f32x4.mul(f32x4.neg(both), x03), two, a3), half, b3);
    const x33 = minus(plus(f32x4.mul(p, e3), q, f3), both, x53);
    const x43 = f32x4.add(x03, f32x4.add(a3, b3));
    at += slice;
    const x04 = v128.load(at);
    const m14 = v128.load(at + 6 * slice);
    const m24 = v128.load(at + 12 * slice);
    const m34 = v128.load(at + 18 * slice);
    const m44 = v128.load(at + 24 * slice);
    const x54 = v128.load(at + 30 * slice);
    const a4 = f32x4.add(m14, m24);
    const b4 = f32x4.add(m34, m44);
    const e4 = f32x4.sub(m14, m24);
    const f4 = f32x4.sub(m34, m44);
    const x14 = minus(minus(x54, q, e4), p, f4);
    const x24 = minus(minus(f32x4.mul(f32x4.neg(both), x04), two, a4), half, b4);
    const x34 = minus(plus(f32x4.mul(p, e4), q, f4), both, x54);
    const x44 = f32x4.add(x04, f32x4.add(a4, b4));
    at += slice;
    const x05 = v128.load(at);
    const m15 = v128.load(at + 6 * slice);
    const m25 = v128.load(at + 12 * slice);
    const m35 = v128.load(at + 18 * slice);
    const m45 = v128.load(at + 24 * slice);
    const x55 = v128.load(at + 30 * slice);
    const a5 = f32x4.add(m15, m25);
    const b5 = f32x4.add(m35, m45);
    const e5 = f32x4.sub(m15, m25);
    const f5 = f32x4.sub(m35, m45);
    const x15 = minus(minus(x55, q, e5), p, f5);
    const x25 = minus(minus(f32x4.mul(f32x4.neg(both), x05), two, a5), half, b5);
    const x35 = minus(plus(f32x4.mul(p, e5), q, f5), both, x55);
    const x45 = f32x4.add(x05, f32x4.add(a5, b5));
    // Along each row.
    let row = to;
    addRow(x00, x01, x02, x03, x04, x05, row, pixel, p, q, half, two, both);
    row += line;
    addRow(x10, x11, x12, x13, x14, x15, row, pixel, p, q, half, two, both);
    row += line;
    addRow(x20, x21, x22, x23, x24, x25, row, pixel, p, q, half, two, both);
    row += line;
    addRow(x30, x31, x32, x33, x34, x35, row, pixel, p, q, half, two, both);
    row += line;
    addRow(x40, x41, x42, x43, x44, x45, row, pixel, p, q, half, two, both);
    row += line;
    addRow(x50, x51, x52, x53, x54, x55, row, pixel, p, q, half, two, both);
    from += 16;
  }
}

// @ts-ignore: decorator
@inline
function addRow(
  m0: v128,
  m1: v128,
  m2: v128,
  m3: v128,
  m4: v128,
  m5: v128,
  to: usize,
  pixel: usize,
  p: v128,
  q: v128,
  half: v128,
  two: v128,
  both: v128,
): void {
  const a = f32x4.add(m1, m2);
  const b = f32x4.add(m3, m4);
  const e = f32x4.sub(m1, m2);
  const f = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(v128.load(to), m0));
  to += pixel;
  v128.store(to, f32x4.add(v128.load(to), minus(minus(m5, q, e), p, f)));
  to += pixel;
  v128.store(to, minus(minus(minus(v128.load(to), both, m0), two, a), half, b));
  to += pixel;
  v128.store(to, minus(plus(plus(v128.load(to), p, e), q, f), both, m5));
  to += pixel;
  v128.store(to, f32x4.add(v128.load(to), f32x4.add(m0, f32x4.add(a, b))));
  to += pixel;
  v128.store(to, f32x4.add(v128.load(to), m5));
}
