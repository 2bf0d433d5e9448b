// Flatten: an image of channels becomes one row of numbers.

import { sizeOf, Tensor } from "../../tensor/tensor.ts";
import {
  assertGradient,
  type BackwardOptions,
  batchOf,
  type Layer,
  type LayerContext,
  type LayerKind,
} from "./layer.ts";

/** A flatten layer as plain data. */
export interface FlattenSpec {
  /** Tells it from other layers. */
  readonly type: "flatten";
}

/**
 * A layer that makes each input a row of numbers, for the dense layers after it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Sequential } from "../sequential.ts";
 * import { flatten } from "./flatten.ts";
 *
 * const network = new Sequential([flatten()], { inputShape: [28, 28, 1] });
 * assertEquals(network.outputShape, [784]);
 * ```
 */
export function flatten(): FlattenSpec {
  return { type: "flatten" };
}

/** Y is X read in another shape. No number moves, forward or backward. */
export class Flatten implements Layer {
  readonly type = "flatten";
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly parameters = [];
  readonly buffers = [];
  #forwardView: Tensor | undefined;
  #backwardView: Tensor | undefined;

  constructor(_spec: FlattenSpec, { inputShape }: LayerContext) {
    this.inputShape = inputShape;
    this.outputShape = [sizeOf(inputShape)];
  }

  forward(x: Tensor): Tensor {
    const batch = batchOf(x, this);
    if (this.#forwardView?.data !== x.data) {
      this.#forwardView = new Tensor([batch, ...this.outputShape], x.data);
    }
    return this.#forwardView;
  }

  backward(dy: Tensor, _options: BackwardOptions): Tensor {
    assertGradient(dy, { y: this.#forwardView, type: this.type });
    if (this.#backwardView?.data !== dy.data) {
      this.#backwardView = new Tensor([dy.shape[0], ...this.inputShape], dy.data);
    }
    return this.#backwardView;
  }
}

/** What there is to know of flatten layers. */
export const flattenKind: LayerKind<FlattenSpec> = {
  fields: {},
  create: (spec, context) => new Flatten(spec, context),
};
