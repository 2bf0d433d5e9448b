// The convolutional layer: small filters slide over an image and answer wherever they match.

import { makeSpec } from "../../system/make_spec.ts";
import { count, integerFrom } from "../../system/schema.ts";
import { he, type Initializer, initializerSchema, sampler, zeros } from "../initializers.ts";
import { BatchTensors } from "../../tensor/batch_tensors.ts";
import type { Tensor } from "../../tensor/tensor.ts";
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
import { imageShape, slide } from "./window.ts";

/** A convolutional layer as plain data. */
export interface Conv2dSpec {
  /** Tells it from other layers. */
  readonly type: "conv2d";
  /** How many filters, and so channels of the output. */
  readonly filters: number;
  /** Height and width of a filter, in pixels. */
  readonly size: number;
  /** Pixels from one position of a filter to the next. */
  readonly stride: number;
  /** Zeros around the image, in pixels. */
  readonly padding: number;
  /** How the weights start. */
  readonly weights: Initializer;
  /** How the biases start. */
  readonly bias: Initializer;
}

/**
 * A convolutional layer.
 *
 * @param filters How many filters, each of which becomes a channel of the output.
 * @param options `size`: height and width of a filter; `stride`: pixels from one position of the filter to the next;
 * `padding`: zeros around the image; and how weights and biases start.
 * @throws {RangeError} If a number is not an integer in its range, or an option not what it must be.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Sequential } from "../sequential.ts";
 * import { conv2d } from "./conv2d.ts";
 *
 * const filters = [conv2d(8, { size: 5 }), conv2d(16, { padding: 1, stride: 2 })];
 * const network = new Sequential(filters, { inputShape: [28, 28, 1] });
 * assertEquals(network.layers[0].outputShape, [24, 24, 8]);
 * assertEquals(network.layers[1].outputShape, [12, 12, 16]);
 * ```
 */
export function conv2d(
  filters: number,
  options: Partial<Omit<Conv2dSpec, "type" | "filters">> = {},
): Conv2dSpec {
  const defaults = { size: 3, stride: 1, padding: 0, weights: he(), bias: zeros() };
  return makeSpec({ type: "conv2d", filters, ...defaults }, {
    options,
    fields: conv2dKind.fields,
    to: "make a conv2d layer",
  });
}

/**
 * Cross-correlation, which the field calls convolution:
 *
 *     Y[r, c, f] = b[f] + sum over i, j, k of X[r s + i - p, c s + j - p, k] W[i, j, k, f]
 *
 * with stride s and padding p. It is a dense layer whose inputs are the patches of the image and
 * whose weights are the same at every position, and so are its gradients: dE/dW[i, j, k, f] sums
 * X times dE/dY over all positions and images, and dE/dX sums W times dE/dY over all the patches that a
 * pixel was part of.
 *
 * LeCun et al., "Gradient-Based Learning Applied to Document Recognition" (1998), section II.
 */
export class Conv2d implements Layer {
  readonly type = "conv2d";
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly parameters: readonly Parameter[];
  readonly buffers = [];
  readonly #spec: Conv2dSpec;
  readonly #context: LayerContext;
  readonly #weights: Parameter;
  readonly #bias: Parameter;
  readonly #outputs: BatchTensors;
  readonly #inputGradients: BatchTensors;
  #x: Tensor | undefined;
  #y: Tensor | undefined;

  constructor(spec: Conv2dSpec, context: LayerContext) {
    const { backend } = context;
    const { height, width, channels } = imageShape(context.inputShape, {
      to: "make a conv2d layer",
    });
    const area = spec.size * spec.size;
    const fan = { fanIn: area * channels, fanOut: area * spec.filters };
    const draw = { fan, random: context.random };
    this.#spec = spec;
    this.#context = context;
    this.inputShape = context.inputShape;
    this.outputShape = [slide(height, spec), slide(width, spec), spec.filters];
    this.#weights = createParameter("weights", {
      shape: [spec.size, spec.size, channels, spec.filters],
      first: sampler(spec.weights, draw),
      context,
    });
    this.#bias = createParameter("bias", {
      shape: [spec.filters],
      first: sampler(spec.bias, draw),
      context,
    });
    this.parameters = [this.#weights, this.#bias];
    this.#outputs = new BatchTensors(backend, this.outputShape);
    this.#inputGradients = new BatchTensors(backend, this.inputShape);
  }

  forward(x: Tensor): Tensor {
    const y = this.#outputs.for(batchOf(x, this));
    const { stride, padding } = this.#spec;
    this.#context.backend.conv2d(x, this.#weights.value, {
      out: y,
      bias: this.#bias.value,
      stride,
      padding,
    });
    this.#x = x;
    this.#y = y;
    return y;
  }

  backward(dy: Tensor, { inputGradient, learningRate }: BackwardOptions): Tensor {
    assertGradient(dy, { y: this.#y, type: this.type });
    const { backend } = this.#context;
    const { stride, padding } = this.#spec;
    const x = this.#x!;
    const dx = this.#inputGradients.for(dy.shape[0]);
    if (inputGradient) {
      backend.conv2dInputGradient(dy, this.#weights.value, { out: dx, stride, padding });
    }
    if (learningRate === undefined) {
      backend.conv2dFilterGradient(x, dy, { out: this.#weights.gradient, stride, padding });
      backend.sumRows(dy, { out: this.#bias.gradient });
    } else {
      const step = { alpha: -learningRate, accumulate: true };
      backend.conv2dFilterGradient(x, dy, { out: this.#weights.value, stride, padding, ...step });
      backend.sumRows(dy, { out: this.#bias.value, ...step });
    }
    return dx;
  }
}

/** What there is to know of convolutional layers. */
export const conv2dKind: LayerKind<Conv2dSpec> = {
  fields: {
    filters: integerFrom(1),
    size: integerFrom(1),
    stride: integerFrom(1),
    padding: count,
    weights: initializerSchema,
    bias: initializerSchema,
  },
  create: (spec, context) => new Conv2d(spec, context),
  forgetsOutput: true,
  label: ({ filters }) => `conv ${filters}`,
  torch: {
    weights: { name: "weight", axes: [2, 3, 1, 0] },
    bias: { name: "bias", axes: [0] },
  },
};
