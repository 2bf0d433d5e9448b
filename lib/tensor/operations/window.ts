// How a window moves over images: what convolution and pooling have in common.

import { describe, type Tensor } from "../tensor.ts";

/** How a window moves over an image: the same along both axes. */
export interface ConvOptions {
  /** Pixels from one window to the next. */
  readonly stride: number;
  /** Zeros around the image, on each side. */
  readonly padding: number;
}

/** As far as the lengths of kernels reach. */
const MAX_INT32 = 2 ** 31 - 1;

/** @throws {RangeError} If a tensor has not the four axes of images. */
export function assertImages({ shape }: Tensor, { to }: { to: string }): void {
  if (shape.length === 4) return;
  throw new RangeError(
    `Cannot ${to}: the images have shape ${describe(shape)} but ` +
      "[batch, height, width, channels] is needed",
  );
}

/**
 * How often a window fits along an axis: floor((length + 2 padding - size) / stride) + 1.
 *
 * @param length Pixels along the axis.
 * @param options The window; `to` says what was about to happen.
 * @throws {RangeError} If the window is no window, or does not fit once.
 */
export function outputLength(
  length: number,
  { size, stride, padding, to }: ConvOptions & { size: number; to: string },
): number {
  assertInteger(size, { min: 1, to, name: "the size of the window" });
  assertInteger(stride, { min: 1, to, name: "stride" });
  assertInteger(padding, { min: 0, to, name: "padding" });
  const count = Math.floor((length + 2 * padding - size) / stride) + 1;
  if (count < 1) {
    throw new RangeError(
      `Cannot ${to}: a window of ${size} pixels does not fit ${length} with a padding of ${padding}`,
    );
  }
  return count;
}

function assertInteger(
  value: number,
  { min, to, name }: { min: number; to: string; name: string },
): void {
  if (Number.isInteger(value) && value >= min && value <= MAX_INT32) return;
  throw new RangeError(
    `Cannot ${to}: ${name} is ${value} but must be an integer from ${min} to ${MAX_INT32}`,
  );
}
