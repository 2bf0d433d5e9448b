// Dropout: in training, each number is left out with a certain probability.

import { BatchTensors } from "../../tensor/batch_tensors.ts";
import { makeSpec } from "../../system/make_spec.ts";
import { belowOne } from "../../system/schema.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import {
  assertGradient,
  type BackwardOptions,
  batchOf,
  type ForwardOptions,
  type Layer,
  type LayerContext,
  type LayerKind,
} from "./layer.ts";

/** A dropout layer as plain data. */
export interface DropoutSpec {
  /** Tells it from other layers. */
  readonly type: "dropout";
  /** The probability that a number is left out. */
  readonly rate: number;
}

/**
 * A dropout layer.
 *
 * @param rate The probability that a number is left out.
 * @throws {RangeError} If the rate is not in [0, 1).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Sequential } from "../sequential.ts";
 * import { dropout } from "./dropout.ts";
 *
 * const network = new Sequential([dropout(0.5)], { inputShape: [6] });
 * const ones = network.backend.tensor([1, 6]);
 * ones.data.fill(1);
 * assertEquals(new Set(network.forward(ones, { training: true }).data), new Set([0, 2]));
 * assertEquals(network.forward(ones).data, ones.data);
 * ```
 */
export function dropout(rate: number): DropoutSpec {
  return makeSpec({ type: "dropout", rate }, {
    options: {},
    fields: dropoutKind.fields,
    to: "make a dropout layer",
  });
}

/**
 * Y = X * M / (1 - rate), where M is 0 with probability `rate`, else 1; and so
 * dE/dX = dE/dY * M / (1 - rate). Outside training, Y is X: dividing by 1 - rate has already kept
 * the expected value what it was.
 *
 * M is not stored. It is a function of the seed, the layer, the training step and the index.
 *
 * Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting" (2014).
 */
export class Dropout implements Layer {
  readonly type = "dropout";
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly parameters = [];
  readonly buffers = [];
  readonly #rate: number;
  readonly #context: LayerContext;
  readonly #outputs: BatchTensors;
  readonly #inputGradients: BatchTensors;
  #y: Tensor | undefined;
  /** The key of the mask of the last forward pass; none if it let everything through. */
  #key: number | undefined;

  constructor(spec: DropoutSpec, context: LayerContext) {
    this.#rate = spec.rate;
    this.#context = context;
    this.inputShape = context.inputShape;
    this.outputShape = context.inputShape;
    this.#outputs = new BatchTensors(context.backend, context.inputShape);
    this.#inputGradients = new BatchTensors(context.backend, context.inputShape);
  }

  forward(x: Tensor, { training, step }: ForwardOptions): Tensor {
    const batch = batchOf(x, this);
    this.#key = training ? (Math.imul(step, 0x2c1b3c6d) ^ this.#context.key) | 0 : undefined;
    this.#y = x;
    if (this.#key === undefined) return x;
    this.#y = this.#outputs.for(batch);
    this.#context.backend.dropout(x, { rate: this.#rate, key: this.#key, out: this.#y });
    return this.#y;
  }

  backward(dy: Tensor, { inputGradient }: BackwardOptions): Tensor {
    assertGradient(dy, { y: this.#y, type: this.type });
    if (this.#key === undefined) return dy;
    const dx = this.#inputGradients.for(dy.shape[0]);
    if (inputGradient) {
      this.#context.backend.dropout(dy, { rate: this.#rate, key: this.#key, out: dx });
    }
    return dx;
  }
}

/** What there is to know of dropout layers. */
export const dropoutKind: LayerKind<DropoutSpec> = {
  fields: { rate: belowOne },
  create: (spec, context) => new Dropout(spec, context),
};
