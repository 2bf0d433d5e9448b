// The dense layer: every output is a weighted sum of all inputs, plus a bias.

import { BatchTensors } from "../../tensor/batch_tensors.ts";
import { sizeOf, type Tensor } from "../../tensor/tensor.ts";
import { makeSpec } from "../../system/make_spec.ts";
import { integerFrom } from "../../system/schema.ts";
import { he, type Initializer, initializerSchema, sampler, zeros } from "../initializers.ts";
import {
  assertGradient,
  type BackwardOptions,
  batchOf,
  createParameter,
  type Layer,
  type LayerContext,
  type LayerKind,
  type Parameter,
} from "./layer.ts";

/** A dense layer as plain data. */
export interface DenseSpec {
  /** Tells it from other layers. */
  readonly type: "dense";
  /** How many outputs. */
  readonly units: number;
  /** How the weights start. */
  readonly weights: Initializer;
  /** How the biases start. */
  readonly bias: Initializer;
}

/**
 * A dense layer of `units` outputs.
 *
 * @param units How many outputs.
 * @param options How weights and biases start: He's normal and zeros if left out.
 * @throws {RangeError} If `units` is not an integer of at least 1, or an option not what it must be.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Sequential } from "../sequential.ts";
 * import { dense } from "./dense.ts";
 *
 * const network = new Sequential([dense(10)], { inputShape: [784] });
 * assertEquals(network.outputShape, [10]);
 * assertEquals(network.parameterCount, 784 * 10 + 10);
 * ```
 */
export function dense(
  units: number,
  options: Partial<Pick<DenseSpec, "weights" | "bias">> = {},
): DenseSpec {
  return makeSpec({ type: "dense", units, weights: he(), bias: zeros() }, {
    options,
    fields: denseKind.fields,
    to: "make a dense layer",
  });
}

/**
 * Y = X W + b, for a batch X of shape `[batch, inputs]` and W of shape `[inputs, units]`.
 *
 * With one image a row, the equations of a single column vector turn around:
 *
 *     dE/dW = X^T dE/dY        dE/db = sum over the batch of dE/dY        dE/dX = dE/dY W^T
 *
 * dE/dX is found before the weights move: it speaks of the weights that made Y.
 */
export class Dense implements Layer {
  readonly type = "dense";
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly parameters: readonly Parameter[];
  readonly buffers = [];
  readonly #context: LayerContext;
  readonly #weights: Parameter;
  readonly #bias: Parameter;
  readonly #outputs: BatchTensors;
  readonly #inputGradients: BatchTensors;
  #x: Tensor | undefined;
  #y: Tensor | undefined;

  constructor(spec: DenseSpec, context: LayerContext) {
    const { inputShape, backend } = context;
    if (inputShape.length !== 1) {
      throw new RangeError(
        `Cannot make a dense layer on inputs of shape [${inputShape.join(", ")}]: it takes rows ` +
          `of numbers; put flatten() before it to make each input a row of ${sizeOf(inputShape)}`,
      );
    }
    const [inputs] = inputShape;
    const draw = { fan: { fanIn: inputs, fanOut: spec.units }, random: context.random };
    this.#context = context;
    this.inputShape = inputShape;
    this.outputShape = [spec.units];
    this.#weights = createParameter("weights", {
      shape: [inputs, spec.units],
      first: sampler(spec.weights, draw),
      context,
    });
    this.#bias = createParameter("bias", {
      shape: [spec.units],
      first: sampler(spec.bias, draw),
      context,
    });
    this.parameters = [this.#weights, this.#bias];
    this.#outputs = new BatchTensors(backend, this.outputShape);
    this.#inputGradients = new BatchTensors(backend, inputShape);
  }

  forward(x: Tensor): Tensor {
    const y = this.#outputs.for(batchOf(x, this));
    this.#context.backend.matmul(x, this.#weights.value, { out: y, bias: this.#bias.value });
    this.#x = x;
    this.#y = y;
    return y;
  }

  backward(dy: Tensor, { inputGradient, learningRate }: BackwardOptions): Tensor {
    assertGradient(dy, { y: this.#y, type: this.type });
    const { backend } = this.#context;
    const x = this.#x!;
    const dx = this.#inputGradients.for(dy.shape[0]);
    if (inputGradient) backend.matmul(dy, this.#weights.value, { out: dx, transposeB: true });
    if (learningRate === undefined) {
      backend.matmul(x, dy, { out: this.#weights.gradient, transposeA: true });
      backend.sumRows(dy, { out: this.#bias.gradient });
    } else {
      const step = { alpha: -learningRate, accumulate: true };
      backend.matmul(x, dy, { out: this.#weights.value, transposeA: true, ...step });
      backend.sumRows(dy, { out: this.#bias.value, ...step });
    }
    return dx;
  }
}

/** What there is to know of dense layers. */
export const denseKind: LayerKind<DenseSpec> = {
  fields: { units: integerFrom(1), weights: initializerSchema, bias: initializerSchema },
  create: (spec, context) => new Dense(spec, context),
  forgetsOutput: true,
  label: ({ units }) => `dense ${units}`,
  torch: {
    weights: { name: "weight", axes: [1, 0], perInput: true },
    bias: { name: "bias", axes: [0] },
  },
};
