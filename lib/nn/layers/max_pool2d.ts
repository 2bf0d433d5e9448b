// Max pooling: keeps the strongest answer of each small neighbourhood.

import { BatchTensors } from "../../tensor/batch_tensors.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import {
  assertGradient,
  type BackwardOptions,
  batchOf,
  type Layer,
  type LayerContext,
} from "./layer.ts";
import { imageShape, slide } from "./window.ts";

/** A max pooling layer as plain data. */
export interface MaxPool2dSpec {
  readonly type: "maxPool2d";
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

/**
 * A max pooling layer.
 *
 * @param size Height and width of a neighbourhood.
 * @param options `stride`: pixels from one neighbourhood to the next, `size` if left out, so that
 * they do not overlap; `padding`: pixels around the image, which never win.
 * @throws {RangeError} If the size is not an integer of at least 1.
 */
export function maxPool2d(
  size: number,
  { stride = size, padding = 0 }: { stride?: number; padding?: number } = {},
): MaxPool2dSpec {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(
      `Cannot make a maxPool2d layer: size must be an integer of at least 1 but is ${size}`,
    );
  }
  return { type: "maxPool2d", size, stride, padding };
}

/**
 * Y[r, c, k] = the greatest X[i, j, k] in the neighbourhood of (r, c).
 *
 * Only the winner had a say in Y, so dE/dX is dE/dY at the winner and 0 elsewhere; the first in
 * reading order wins a draw. A pixel that wins in several neighbourhoods gets the sum.
 */
export class MaxPool2d implements Layer {
  readonly type = "maxPool2d";
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly parameters = [];
  readonly buffers = [];
  readonly #spec: MaxPool2dSpec;
  readonly #context: LayerContext;
  readonly #outputs: BatchTensors;
  readonly #inputGradients: BatchTensors;
  #x: Tensor | undefined;
  #y: Tensor | undefined;

  constructor(spec: MaxPool2dSpec, context: LayerContext) {
    const { height, width, channels } = imageShape(context.inputShape, {
      to: "make a maxPool2d layer",
    });
    this.#spec = spec;
    this.#context = context;
    this.inputShape = context.inputShape;
    this.outputShape = [slide(height, spec), slide(width, spec), channels];
    this.#outputs = new BatchTensors(context.backend, this.outputShape);
    this.#inputGradients = new BatchTensors(context.backend, this.inputShape);
  }

  forward(x: Tensor): Tensor {
    const { size, stride, padding } = this.#spec;
    this.#x = x;
    this.#y = this.#outputs.for(batchOf(x, this));
    this.#context.backend.maxPool2d(x, { size, stride, padding, out: this.#y });
    return this.#y;
  }

  backward(dy: Tensor, { inputGradient }: BackwardOptions): Tensor {
    assertGradient(dy, { y: this.#y, type: this.type });
    const { size, stride, padding } = this.#spec;
    const dx = this.#inputGradients.for(dy.shape[0]);
    if (inputGradient) {
      this.#context.backend.maxPool2dGradient(dy, {
        size,
        stride,
        padding,
        x: this.#x!,
        y: this.#y!,
        out: dx,
      });
    }
    return dx;
  }
}
