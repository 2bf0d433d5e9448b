// Convolution and its two gradients: one walk over all pairs of pixel and weight that meet.

import { assertVector, describe, type Tensor } from "../tensor.ts";
import { assertImages, type ConvOptions, outputLength } from "./window.ts";

/** Options of {@linkcode ConvolutionOperations.conv2d}. */
export interface Conv2dOptions extends ConvOptions {
  /** Where the result goes: `[batch, outHeight, outWidth, outChannels]`. */
  readonly out: Tensor;
  /** `[outChannels]`, added to each pixel of the result. */
  readonly bias?: Tensor;
}

/** Options of {@linkcode ConvolutionOperations.conv2dInputGradient}. */
export interface Conv2dInputGradientOptions extends ConvOptions {
  /** Where the gradient goes, shaped as the input. */
  readonly out: Tensor;
}

/** Options of {@linkcode ConvolutionOperations.conv2dFilterGradient}. */
export interface Conv2dFilterGradientOptions extends ConvOptions {
  /** Where the gradient goes, shaped as the filters. */
  readonly out: Tensor;
  /** A factor for the gradient. 1 if left out. */
  readonly alpha?: number;
  /** Add to what `out` holds instead of replacing it. */
  readonly accumulate?: boolean;
}

/**
 * The operations on images `[batch, height, width, channels]` and filters
 * `[filterHeight, filterWidth, channels, outChannels]`.
 */
export interface ConvolutionOperations {
  /** Cross-correlation of images with filters, plus a bias for each filter. */
  conv2d(x: Tensor, filters: Tensor, options: Conv2dOptions): void;

  /** The gradient of a convolution for its input. */
  conv2dInputGradient(dy: Tensor, filters: Tensor, options: Conv2dInputGradientOptions): void;

  /** The gradient of a convolution for its filters; `alpha` and `accumulate` as in `matmul`. */
  conv2dFilterGradient(x: Tensor, dy: Tensor, options: Conv2dFilterGradientOptions): void;
}

/** The tensors of a convolution, whichever of them is found. */
interface Convolution extends ConvOptions {
  readonly x: Tensor;
  readonly filters: Tensor;
  readonly y: Tensor;
}

/** Convolution as plain loops. */
export const referenceConvolution: ConvolutionOperations = {
  conv2d(x, filters, { out, bias, stride, padding }) {
    const sums = new Float64Array(out.size);
    forEachMeeting({ x, filters, y: out, stride, padding }, (pixel, weight, result) => {
      sums[result] += x.data[pixel] * filters.data[weight];
    });
    const channels = out.shape[3];
    for (let i = 0; i < out.size; i++) {
      out.data[i] = sums[i] + (bias ? bias.data[i % channels] : 0);
    }
  },

  conv2dInputGradient(dy, filters, { out, stride, padding }) {
    const sums = new Float64Array(out.size);
    forEachMeeting({ x: out, filters, y: dy, stride, padding }, (pixel, weight, result) => {
      sums[pixel] += dy.data[result] * filters.data[weight];
    });
    out.data.set(sums);
  },

  conv2dFilterGradient(x, dy, { out, alpha = 1, accumulate = false, stride, padding }) {
    const sums = new Float64Array(out.size);
    forEachMeeting({ x, filters: out, y: dy, stride, padding }, (pixel, weight, result) => {
      sums[weight] += x.data[pixel] * dy.data[result];
    });
    for (let i = 0; i < out.size; i++) {
      out.data[i] = (accumulate ? out.data[i] : 0) + alpha * sums[i];
    }
  },
};

/** Calls `meet` with the indices of a pixel, a weight and the result that their product goes into. */
function forEachMeeting(
  { x, filters, y, stride, padding }: Convolution,
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

/** The same operations, which refuse tensors that do not fit together. */
export function checkedConvolution(operations: ConvolutionOperations): ConvolutionOperations {
  return {
    conv2d(x, filters, options) {
      const { out, bias, stride, padding } = options;
      checkConvolution({ x, filters, y: out, stride, padding }, { found: "out" });
      if (bias !== undefined) {
        assertVector(bias, { length: filters.shape[3], to: "convolve", name: "bias" });
      }
      operations.conv2d(x, filters, options);
    },

    conv2dInputGradient(dy, filters, options) {
      const { out, stride, padding } = options;
      checkConvolution({ x: out, filters, y: dy, stride, padding }, { found: "dy" });
      operations.conv2dInputGradient(dy, filters, options);
    },

    conv2dFilterGradient(x, dy, options) {
      const { out, stride, padding } = options;
      checkConvolution({ x, filters: out, y: dy, stride, padding }, { found: "dy" });
      operations.conv2dFilterGradient(x, dy, options);
    },
  };
}

/** @param options `found`: what the tensor of results is called. */
function checkConvolution(
  { x, filters, y, stride, padding }: Convolution,
  { found }: { found: string },
): void {
  const to = "convolve";
  assertImages(x, { to });
  const [batch, height, width, channels] = x.shape;
  const [filterHeight, filterWidth, depth, outChannels] = filters.shape;
  if (filters.shape.length !== 4 || depth !== channels) {
    throw new RangeError(
      `Cannot convolve: the filters have shape ${describe(filters.shape)} but ` +
        `[height, width, ${channels}, filters] is needed`,
    );
  }
  const outHeight = outputLength(height, { size: filterHeight, stride, padding, to });
  const outWidth = outputLength(width, { size: filterWidth, stride, padding, to });
  const fits = y.shape.length === 4 && y.shape[0] === batch && y.shape[1] === outHeight &&
    y.shape[2] === outWidth && y.shape[3] === outChannels;
  if (!fits) {
    throw new RangeError(
      `Cannot convolve ${describe(x.shape)} with ${describe(filters.shape)} by stride ${stride} ` +
        `and padding ${padding}: ${found} has shape ${describe(y.shape)} but ` +
        `${describe([batch, outHeight, outWidth, outChannels])} is needed`,
    );
  }
}
