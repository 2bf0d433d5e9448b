// Activations as layers of their own: sigmoid, tanh and ReLU bend each number alone.

import { type ActivationKind, activations } from "../../tensor/operations/activations.ts";
import { BatchTensors } from "../../tensor/batch_tensors.ts";
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

/** An activation as plain data. */
export interface ActivationSpec {
  /** Which function. */
  readonly type: ActivationKind;
}

/** The sigmoid, 1 / (1 + e^-x): squeezes any number between 0 and 1. */
export function sigmoid(): ActivationSpec {
  return { type: "sigmoid" };
}

/** The hyperbolic tangent: squeezes any number between -1 and 1. */
export function tanh(): ActivationSpec {
  return { type: "tanh" };
}

/**
 * The rectified linear unit, max(0, x): lets what is positive through.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Sequential } from "../sequential.ts";
 * import { relu } from "./activation.ts";
 *
 * const network = new Sequential([relu()], { inputShape: [3] });
 * const x = network.backend.tensor([1, 3]);
 * x.data.set([-2, 0, 3]);
 * assertEquals([...network.forward(x).data], [0, 0, 3]);
 * ```
 */
export function relu(): ActivationSpec {
  return { type: "relu" };
}

/**
 * Y = f(X), number by number, and so dE/dX = f'(X) * dE/dY.
 *
 * The slope of each can be told from the output y alone, which the layer still has:
 *
 *     sigmoid: y (1 - y)        tanh: 1 - y^2        ReLU: 1 where y > 0, else 0
 */
export class Activation implements Layer {
  readonly type: ActivationKind;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly parameters = [];
  readonly buffers = [];
  readonly #context: LayerContext;
  readonly #outputs: BatchTensors;
  readonly #inputGradients: BatchTensors;
  #y: Tensor | undefined;

  constructor(spec: ActivationSpec, context: LayerContext) {
    this.type = spec.type;
    this.inputShape = context.inputShape;
    this.outputShape = context.inputShape;
    this.#context = context;
    this.#outputs = new BatchTensors(context.backend, context.inputShape);
    this.#inputGradients = new BatchTensors(context.backend, context.inputShape);
  }

  forward(x: Tensor, { overwrite = false }: ForwardOptions): Tensor {
    const batch = batchOf(x, this);
    this.#y = overwrite ? x : this.#outputs.for(batch);
    this.#context.backend.activate(x, { kind: this.type, out: this.#y });
    return this.#y;
  }

  backward(dy: Tensor, { inputGradient, overwrite = false }: BackwardOptions): Tensor {
    assertGradient(dy, { y: this.#y, type: this.type });
    const dx = overwrite ? dy : this.#inputGradients.for(dy.shape[0]);
    if (inputGradient) {
      this.#context.backend.activateGradient(dy, { kind: this.type, y: this.#y!, out: dx });
    }
    return dx;
  }
}

const activation: LayerKind<ActivationSpec> = {
  fields: {},
  create: (spec, context) => new Activation(spec, context),
  isActivation: true,
};

/** What there is to know of each activation. */
export const activationKinds: Readonly<Record<ActivationKind, LayerKind<ActivationSpec>>> = Object
  .fromEntries(
    Object.keys(activations).map((kind) => [kind, activation]),
  ) as Record<ActivationKind, LayerKind<ActivationSpec>>;
