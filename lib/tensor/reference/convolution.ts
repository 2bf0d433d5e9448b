// Convolution and its two gradients: one walk over all pairs of pixel and weight that meet.

import type { ConvOptions } from "../backend.ts";
import type { Tensor } from "../tensor.ts";

/** Cross-correlation of images with filters; see {@linkcode Backend.conv2d}. */
export function conv2d(
  x: Tensor,
  filters: Tensor,
  { out, bias, ...window }: ConvOptions & { out: Tensor; bias?: Tensor },
): void {
  const sums = new Float64Array(out.size);
  forEachMeeting({ x, filters, y: out, ...window }, (pixel, weight, result) => {
    sums[result] += x.data[pixel] * filters.data[weight];
  });
  const channels = out.shape[3];
  for (let i = 0; i < out.size; i++) {
    out.data[i] = sums[i] + (bias ? bias.data[i % channels] : 0);
  }
}

/** The gradient for the input; see {@linkcode Backend.conv2dInputGradient}. */
export function conv2dInputGradient(
  dy: Tensor,
  filters: Tensor,
  { out, ...window }: ConvOptions & { out: Tensor },
): void {
  const sums = new Float64Array(out.size);
  forEachMeeting({ x: out, filters, y: dy, ...window }, (pixel, weight, result) => {
    sums[pixel] += dy.data[result] * filters.data[weight];
  });
  out.data.set(sums);
}

/** The gradient for the filters; see {@linkcode Backend.conv2dFilterGradient}. */
export function conv2dFilterGradient(
  x: Tensor,
  dy: Tensor,
  { out, alpha = 1, accumulate = false, ...window }: ConvOptions & {
    out: Tensor;
    alpha?: number;
    accumulate?: boolean;
  },
): void {
  const sums = new Float64Array(out.size);
  forEachMeeting({ x, filters: out, y: dy, ...window }, (pixel, weight, result) => {
    sums[weight] += x.data[pixel] * dy.data[result];
  });
  for (let i = 0; i < out.size; i++) {
    out.data[i] = (accumulate ? out.data[i] : 0) + alpha * sums[i];
  }
}

/** Calls `meet` with the indices of a pixel, a weight and the result that their product goes into. */
function forEachMeeting(
  { x, filters, y, stride, padding }: ConvOptions & { x: Tensor; filters: Tensor; y: Tensor },
  meet: (pixel: number, weight: number, result: number) => void,
): void {
  const [batch, height, width, channels] = x.shape;
  const [filterHeight, filterWidth, , outChannels] = filters.shape;
  const [, outHeight, outWidth] = y.shape;
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const result = ((n * outHeight + row) * outWidth + column) * outChannels;
        for (let i = 0; i < filterHeight; i++) {
          const inRow = row * stride + i - padding;
          if (inRow < 0 || inRow >= height) continue;
          for (let j = 0; j < filterWidth; j++) {
            const inColumn = column * stride + j - padding;
            if (inColumn < 0 || inColumn >= width) continue;
            const pixel = ((n * height + inRow) * width + inColumn) * channels;
            const weight = (i * filterWidth + j) * channels * outChannels;
            for (let c = 0; c < channels; c++) {
              for (let f = 0; f < outChannels; f++) {
                meet(pixel + c, weight + c * outChannels + f, result + f);
              }
            }
          }
        }
      }
    }
  }
}
