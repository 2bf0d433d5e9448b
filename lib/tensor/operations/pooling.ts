// Max pooling and its gradient.

import { assertShape, describe, type Tensor } from "../tensor.ts";
import { assertImages, type ConvOptions, outputLength } from "./window.ts";

/** Options of {@linkcode PoolingOperations.maxPool2d}. */
export interface MaxPool2dOptions extends ConvOptions {
  /** Height and width of a window. */
  readonly size: number;
  /** Where the result goes: `[batch, outHeight, outWidth, channels]`. */
  readonly out: Tensor;
}

/** Options of {@linkcode PoolingOperations.maxPool2dGradient}. */
export interface MaxPool2dGradientOptions extends MaxPool2dOptions {
  /** The images that were pooled; `out` is shaped as they are. */
  readonly x: Tensor;
  /** What `maxPool2d` found, shaped as `dy`. */
  readonly y: Tensor;
}

/** The operations on windows of images `[batch, height, width, channels]`. */
export interface PoolingOperations {
  /** The maximum of each `size x size` window, channel by channel. Padding never wins. */
  maxPool2d(x: Tensor, options: MaxPool2dOptions): void;

  /** Sends each `dy` to the first pixel of its window where `x` was the maximum, adding up. */
  maxPool2dGradient(dy: Tensor, options: MaxPool2dGradientOptions): void;
}

/** What all windows are known by. */
interface Windows extends ConvOptions {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly size: number;
}

/** Max pooling as plain loops. */
export const referencePooling: PoolingOperations = {
  maxPool2d(x, { size, out, stride, padding }) {
    out.data.fill(-Infinity);
    forEachPixelOfWindows({ x, y: out, size, stride, padding }, (pixel, result) => {
      out.data[result] = Math.max(out.data[result], x.data[pixel]);
    });
  },

  maxPool2dGradient(dy, { size, x, y, out, stride, padding }) {
    out.data.fill(0);
    const sent = new Uint8Array(dy.size);
    forEachPixelOfWindows({ x, y, size, stride, padding }, (pixel, result) => {
      if (sent[result] || x.data[pixel] !== y.data[result]) return;
      sent[result] = 1;
      out.data[pixel] += dy.data[result];
    });
  },
};

/** Calls `visit` with each pixel of each window, in reading order, and the window's result. */
function forEachPixelOfWindows(
  { x, y, size, stride, padding }: Windows,
  visit: (pixel: number, result: number) => void,
): void {
  const [batch, height, width, channels] = x.shape;
  const [, outHeight, outWidth] = y.shape;
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const result = ((n * outHeight + row) * outWidth + column) * channels;
        for (let i = 0; i < size; i++) {
          const inRow = row * stride + i - padding;
          if (inRow < 0 || inRow >= height) continue;
          for (let j = 0; j < size; j++) {
            const inColumn = column * stride + j - padding;
            if (inColumn < 0 || inColumn >= width) continue;
            const pixel = ((n * height + inRow) * width + inColumn) * channels;
            for (let c = 0; c < channels; c++) visit(pixel + c, result + c);
          }
        }
      }
    }
  }
}

/** The same operations, which refuse tensors that do not fit together. */
export function checkedPooling(operations: PoolingOperations): PoolingOperations {
  return {
    maxPool2d(x, options) {
      const { out, size, stride, padding } = options;
      checkPooling({ x, y: out, size, stride, padding }, { found: "out" });
      operations.maxPool2d(x, options);
    },

    maxPool2dGradient(dy, options) {
      checkPooling(options, { found: "y" });
      const to = "pool";
      assertShape(dy, { shape: options.y.shape, to, name: "dy" });
      assertShape(options.out, { shape: options.x.shape, to, name: "out" });
      operations.maxPool2dGradient(dy, options);
    },
  };
}

/** @param options `found`: what the tensor of results is called. */
function checkPooling(
  { x, y, size, stride, padding }: Windows,
  { found }: { found: string },
): void {
  const to = "pool";
  assertImages(x, { to });
  const [batch, height, width, channels] = x.shape;
  const outHeight = outputLength(height, { size, stride, padding, to });
  const outWidth = outputLength(width, { size, stride, padding, to });
  const fits = y.shape.length === 4 && y.shape[0] === batch && y.shape[1] === outHeight &&
    y.shape[2] === outWidth && y.shape[3] === channels;
  if (!fits) {
    throw new RangeError(
      `Cannot pool ${describe(x.shape)} in windows of ${size} by stride ${stride} and padding ` +
        `${padding}: ${found} has shape ${describe(y.shape)} but ` +
        `${describe([batch, outHeight, outWidth, channels])} is needed`,
    );
  }
}
