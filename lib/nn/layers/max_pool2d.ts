// Max pooling: keeps the strongest answer of each small neighbourhood.

import { BatchTensors } from "../../tensor/batch_tensors.ts";
import { makeSpec } from "../../system/make_spec.ts";
import { count, integerFrom } from "../../system/schema.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import {
  assertGradient,
  type BackwardOptions,
  batchOf,
  type Layer,
  type LayerContext,
  type LayerKind,
} from "./layer.ts";
import { imageShape, slide } from "./window.ts";

/** A max pooling layer as plain data. */
export interface MaxPool2dSpec {
  /** Tells it from other layers. */
  readonly type: "maxPool2d";
  /** Height and width of a neighbourhood, in pixels. */
  readonly size: number;
  /** Pixels from one neighbourhood to the next. */
  readonly stride: number;
  /** Pixels around the image, which never win. */
  readonly padding: number;
}

/**
 * A max pooling layer.
 *
 * @param size Height and width of a neighbourhood.
 * @param options `stride`: pixels from one neighbourhood to the next, `size` if left out, so that
 * they do not overlap; `padding`: pixels around the image, which never win.
 * @throws {RangeError} If a number is not an integer in its range, or there is no such option.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Sequential } from "../sequential.ts";
 * import { maxPool2d } from "./max_pool2d.ts";
 *
 * const network = new Sequential([maxPool2d(2)], { inputShape: [2, 2, 1] });
 * const image = network.backend.tensor([1, 2, 2, 1]);
 * image.data.set([1, 4, 2, 3]);
 * assertEquals([...network.forward(image).data], [4]);
 * ```
 */
export function maxPool2d(
  size: number,
  options: Partial<Pick<MaxPool2dSpec, "stride" | "padding">> = {},
): MaxPool2dSpec {
  return makeSpec({ type: "maxPool2d", size, stride: size, padding: 0 }, {
    options,
    fields: maxPool2dKind.fields,
    to: "make a maxPool2d layer",
  });
}

/**
 * Y[r, c, k] = the maximum of X[i, j, k] in the neighbourhood of (r, c).
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

/** What there is to know of max pooling layers. */
export const maxPool2dKind: LayerKind<MaxPool2dSpec> = {
  fields: { size: integerFrom(1), stride: integerFrom(1), padding: count },
  create: (spec, context) => new MaxPool2d(spec, context),
  label: ({ size }) => `pool ${size}`,
};
