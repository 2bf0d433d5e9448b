// Max pooling and its gradient.

import type { ConvOptions } from "../backend.ts";
import type { Tensor } from "../tensor.ts";

/** The maximum of each window; see {@linkcode Backend.maxPool2d}. */
export function maxPool2d(
  x: Tensor,
  { size, out, ...window }: ConvOptions & { size: number; out: Tensor },
): void {
  out.data.fill(-Infinity);
  forEachPixelOfWindows({ x, y: out, size, ...window }, (pixel, result) => {
    out.data[result] = Math.max(out.data[result], x.data[pixel]);
  });
}

/** Sends each gradient to the winner of its window; see {@linkcode Backend.maxPool2dGradient}. */
export function maxPool2dGradient(
  dy: Tensor,
  { size, x, y, out, ...window }: ConvOptions & { size: number; x: Tensor; y: Tensor; out: Tensor },
): void {
  out.data.fill(0);
  const sent = new Uint8Array(dy.size);
  forEachPixelOfWindows({ x, y, size, ...window }, (pixel, result) => {
    if (sent[result] || x.data[pixel] !== y.data[result]) return;
    sent[result] = 1;
    out.data[pixel] += dy.data[result];
  });
}

/** Calls `visit` with each pixel of each window, in reading order, and the window's result. */
function forEachPixelOfWindows(
  { x, y, size, stride, padding }: ConvOptions & { x: Tensor; y: Tensor; size: number },
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
