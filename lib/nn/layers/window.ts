// How a window slides over an image: what convolution and pooling have in common.

import { describe, type Shape } from "../../tensor/tensor.ts";

/** A square window that slides. */
export interface SlidingWindow {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

/**
 * The axes of an image: height, width, channels.
 *
 * @throws {RangeError} If the shape has not three axes.
 */
export function imageShape(
  shape: Shape,
  { to }: { to: string },
): { height: number; width: number; channels: number } {
  if (shape.length !== 3) {
    throw new RangeError(
      `Cannot ${to} on inputs of shape ${describe(shape)}: it takes images of shape ` +
        `[height, width, channels]; set the input shape of the network to [28, 28, 1]`,
    );
  }
  const [height, width, channels] = shape;
  return { height, width, channels };
}

/**
 * The number of positions of a window along an axis: floor((length + 2 padding - size) / stride) + 1.
 *
 * @throws {RangeError} If the window does not fit, or sees nothing but padding.
 */
export function slide(length: number, { size, stride, padding }: SlidingWindow): number {
  if (padding >= size) {
    throw new RangeError(
      `Cannot slide a window of ${size} pixels over a padding of ${padding}: some positions would ` +
        `see nothing of the image; use a padding of at most ${size - 1}`,
    );
  }
  const positions = Math.floor((length + 2 * padding - size) / stride) + 1;
  if (positions < 1) {
    throw new RangeError(
      `Cannot slide a window of ${size} pixels over ${length} with a padding of ${padding}: ` +
        `it does not fit; use a smaller window or more padding`,
    );
  }
  return positions;
}
