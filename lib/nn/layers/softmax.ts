// Softmax: turns the numbers of a row into probabilities that add up to one.

import { BatchTensors } from "../../tensor/batch_tensors.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import {
  assertGradient,
  type BackwardOptions,
  batchOf,
  type Layer,
  type LayerContext,
  type LayerKind,
} from "./layer.ts";

/** A softmax layer as plain data. */
export interface SoftmaxSpec {
  /** Tells it from other layers. */
  readonly type: "softmax";
}

/**
 * A softmax layer, the last one of a network that classifies.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { Sequential } from "../sequential.ts";
 * import { softmax } from "./softmax.ts";
 *
 * const network = new Sequential([softmax()], { inputShape: [2] });
 * const logits = network.backend.tensor([1, 2]);
 * logits.data.set([0, Math.log(3)]);
 * assertAlmostEquals(network.forward(logits).data[1], 0.75, 1e-6);
 * ```
 */
export function softmax(): SoftmaxSpec {
  return { type: "softmax" };
}

/**
 * y_j = e^(x_j) / sum over k of e^(x_k), in each row. Since every output depends on every input,
 *
 *     dE/dx_j = y_j (dE/dy_j - sum over k of dE/dy_k y_k)
 *
 * Before the cross-entropy loss this and the loss's own gradient shrink to y - t. Training uses that
 * and leaves the layer out: see the `logits` option of `Sequential.forward`.
 */
export class Softmax implements Layer {
  readonly type = "softmax";
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly parameters = [];
  readonly buffers = [];
  readonly #context: LayerContext;
  readonly #outputs: BatchTensors;
  readonly #inputGradients: BatchTensors;
  #y: Tensor | undefined;

  constructor(_spec: SoftmaxSpec, context: LayerContext) {
    this.inputShape = context.inputShape;
    this.outputShape = context.inputShape;
    this.#context = context;
    this.#outputs = new BatchTensors(context.backend, context.inputShape);
    this.#inputGradients = new BatchTensors(context.backend, context.inputShape);
  }

  forward(x: Tensor): Tensor {
    this.#y = this.#outputs.for(batchOf(x, this));
    this.#context.backend.softmax(x, { out: this.#y });
    return this.#y;
  }

  backward(dy: Tensor, { inputGradient }: BackwardOptions): Tensor {
    assertGradient(dy, { y: this.#y, type: this.type });
    const dx = this.#inputGradients.for(dy.shape[0]);
    if (inputGradient) this.#context.backend.softmaxGradient(dy, { y: this.#y!, out: dx });
    return dx;
  }
}

/** What there is to know of softmax layers. */
export const softmaxKind: LayerKind<SoftmaxSpec> = {
  fields: {},
  create: (spec, context) => new Softmax(spec, context),
};
