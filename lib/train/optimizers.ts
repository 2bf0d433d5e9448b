// How gradients change the parameters: plain descent, momentum, Adam.

import type { Parameter } from "../nn/mod.ts";
import type { Backend, Tensor } from "../tensor/mod.ts";

/** An optimizer as plain data. */
export type OptimizerSpec = SgdSpec | MomentumSpec | AdamSpec;

interface SgdSpec {
  readonly type: "sgd";
  readonly weightDecay: number;
}

interface MomentumSpec {
  readonly type: "momentum";
  readonly momentum: number;
  readonly dampening: number;
  readonly nesterov: boolean;
  readonly weightDecay: number;
}

interface AdamSpec {
  readonly type: "adam";
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/**
 * Stochastic gradient descent: `w -= rate * g`.
 *
 * Robbins and Monro, "A Stochastic Approximation Method" (1951).
 *
 * @param options `weightDecay` adds that part of each weight to its gradient.
 */
export function sgd({ weightDecay = 0 }: { weightDecay?: number } = {}): OptimizerSpec {
  checkParts({ weightDecay });
  return { type: "sgd", weightDecay };
}

/**
 * Descent with a memory: the weights move with a velocity that each gradient pushes.
 *
 * `v = momentum * v + dampening * g; w -= rate * v`. Nesterov's variant steps from where the velocity
 * will have carried the weights: `w -= rate * (dampening * g + momentum * v)`.
 *
 * Sutskever et al., "On the importance of initialization and momentum in deep learning" (2013).
 *
 * @param options `momentum`: the part of the velocity that lasts; `dampening`: the factor of a new
 * gradient, 1 - momentum for a true average; `nesterov`; and `weightDecay` as in {@linkcode sgd}.
 */
export function momentum(
  { momentum = 0.9, dampening = 1, nesterov = false, weightDecay = 0 }: Partial<
    Omit<MomentumSpec, "type">
  > = {},
): OptimizerSpec {
  checkParts({ momentum, weightDecay });
  return { type: "momentum", momentum, dampening, nesterov, weightDecay };
}

/**
 * Adam: momentum, and for every weight a step of its own length, by the size that its gradients have
 * had. Weight decay is decoupled from the gradients, which makes it AdamW.
 *
 * Kingma and Ba, "Adam" (2015), algorithm 1; Loshchilov and Hutter, "Decoupled Weight Decay
 * Regularization" (2019), algorithm 2.
 *
 * @param options The paper's settings if left out.
 */
export function adam(
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: Partial<
    Omit<AdamSpec, "type">
  > = {},
): OptimizerSpec {
  checkParts({ beta1, beta2, weightDecay });
  return { type: "adam", beta1, beta2, epsilon, weightDecay };
}

/** Changes parameters by their gradients, and remembers what it needs for the next time. */
export class Optimizer {
  readonly spec: OptimizerSpec;
  readonly #backend: Backend;
  readonly #parameters: readonly Parameter[];
  /** Tensors shaped as the parameters: `[parameter][slot]`. */
  readonly #slots: readonly (readonly Tensor[])[];
  #steps = 0;

  /** @param parameters What it will change. */
  constructor(
    spec: OptimizerSpec,
    { parameters, backend }: { parameters: readonly Parameter[]; backend: Backend },
  ) {
    this.spec = spec;
    this.#backend = backend;
    this.#parameters = parameters;
    const count = { sgd: 0, momentum: 1, adam: 2 }[spec.type];
    this.#slots = parameters.map(({ value }) =>
      Array.from({ length: count }, () => backend.tensor(value.shape))
    );
  }

  /**
   * Whether a step is nothing but `w -= rate * g`, which layers can do as they find the gradients.
   */
  get isPlainDescent(): boolean {
    return this.spec.type === "sgd" && this.spec.weightDecay === 0;
  }

  /** How many steps it has made. */
  get steps(): number {
    return this.#steps;
  }

  /** What it remembers, for a checkpoint. */
  get slots(): readonly (readonly Tensor[])[] {
    return this.#slots;
  }

  /** Goes on as if it had made this many steps already; the slots are to be filled beside it. */
  resume(steps: number): void {
    this.#steps = steps;
  }

  /** Changes every parameter once. Biases and the like do not decay: only weights of two axes do. */
  step(learningRate: number): void {
    this.#steps++;
    const { spec } = this;
    for (let i = 0; i < this.#parameters.length; i++) {
      const { value, gradient } = this.#parameters[i];
      const decay = value.shape.length > 1 ? spec.weightDecay : 0;
      const slots = this.#slots[i];
      switch (spec.type) {
        case "sgd":
          this.#backend.sgdStep(value, gradient, { learningRate, decay });
          break;
        case "momentum":
          this.#backend.momentumStep(value, gradient, {
            velocity: slots[0],
            learningRate,
            momentum: spec.momentum,
            dampening: spec.dampening,
            nesterov: spec.nesterov,
            decay,
          });
          break;
        case "adam":
          this.#backend.adamStep(value, gradient, {
            firstMoment: slots[0],
            secondMoment: slots[1],
            learningRate,
            beta1: spec.beta1,
            beta2: spec.beta2,
            epsilon: spec.epsilon,
            decay,
            step: this.#steps,
          });
      }
    }
  }
}

function checkParts(parts: Record<string, number>): void {
  for (const [name, part] of Object.entries(parts)) {
    if (!(part >= 0 && part < 1)) {
      throw new RangeError(
        `Cannot make an optimizer: ${name} must be at least 0 and less than 1 but is ${part}`,
      );
    }
  }
}
