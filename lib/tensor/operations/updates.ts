// How optimizers change the parameters, value by value.

import { assertShape, type Tensor } from "../tensor.ts";

/** The smallest number that 32 bits hold with all of their digits, 2^-126. */
const SMALLEST_NORMAL = 2 ** -126;

/** Options of {@linkcode UpdateOperations.sgdStep}. */
export interface SgdStepOptions {
  /** How far a step goes. */
  readonly learningRate: number;
  /** The part of each value that is added to its gradient. */
  readonly decay: number;
}

/** Options of {@linkcode UpdateOperations.momentumStep}. */
export interface MomentumStepOptions extends SgdStepOptions {
  /** What the values move by, kept from step to step. */
  readonly velocity: Tensor;
  /** The part of the velocity that lasts. */
  readonly momentum: number;
  /** The factor of a new gradient. */
  readonly dampening: number;
  /** Whether the step is Nesterov's. */
  readonly nesterov: boolean;
}

/** Options of {@linkcode UpdateOperations.adamStep}. */
export interface AdamStepOptions extends SgdStepOptions {
  /** The moving average of the gradients, kept from step to step. */
  readonly firstMoment: Tensor;
  /** The moving average of their squares, kept from step to step. */
  readonly secondMoment: Tensor;
  /** The part of the first moment that lasts. */
  readonly beta1: number;
  /** The part of the second moment that lasts. */
  readonly beta2: number;
  /** What is added to the root of the second moment, so that nothing is divided by 0. */
  readonly epsilon: number;
  /** The number of this step, from 1. */
  readonly step: number;
}

/** Options of {@linkcode UpdateOperations.emaUpdate}. */
export interface EmaUpdateOptions {
  /** The moving average, which is changed. */
  readonly average: Tensor;
  /** The part of the average that lasts. */
  readonly decay: number;
}

/**
 * The steps of optimizers. All tensors of a step have the same shape.
 *
 * What is kept from step to step becomes 0 where it is nearer to 0 than 2^-126, the smallest normal number.
 * Where no gradient comes any more, as at the weights of a silent neuron, it would shrink for ever, and
 * smaller numbers take Intel's processors a hundred times as long. No weight feels so little.
 */
export interface UpdateOperations {
  /** `value -= learningRate * (gradient + decay * value)`. */
  sgdStep(value: Tensor, gradient: Tensor, options: SgdStepOptions): void;

  /**
   * Gradient descent with momentum, plain or Nesterov's.
   *
   * `g = gradient + decay * value; velocity = momentum * velocity + dampening * g;
   * value -= learningRate * (nesterov ? dampening * g + momentum * velocity : velocity)`.
   */
  momentumStep(value: Tensor, gradient: Tensor, options: MomentumStepOptions): void;

  /**
   * Adam with decoupled weight decay.
   *
   * `firstMoment = beta1 firstMoment + (1 - beta1) g;
   * secondMoment = beta2 secondMoment + (1 - beta2) g^2;
   * value -= learningRate * (firstMoment / (1 - beta1^step) /
   * (sqrt(secondMoment / (1 - beta2^step)) + epsilon) + decay * value)`.
   */
  adamStep(value: Tensor, gradient: Tensor, options: AdamStepOptions): void;

  /** `average += (1 - decay) * (value - average)`: an exponential moving average. */
  emaUpdate(value: Tensor, options: EmaUpdateOptions): void;
}

/** The steps as plain loops. */
export const referenceUpdates: UpdateOperations = {
  sgdStep(value, gradient, { learningRate, decay }) {
    for (let i = 0; i < value.size; i++) {
      value.data[i] -= learningRate * (gradient.data[i] + decay * value.data[i]);
    }
  },

  momentumStep(value, gradient, options) {
    const { velocity, learningRate, momentum, dampening, nesterov, decay } = options;
    for (let i = 0; i < value.size; i++) {
      const push = dampening * (gradient.data[i] + decay * value.data[i]);
      const speed = flushed(momentum * velocity.data[i] + push);
      velocity.data[i] = speed;
      value.data[i] -= learningRate * (nesterov ? push + momentum * speed : speed);
    }
  },

  adamStep(value, gradient, options) {
    const { firstMoment, secondMoment, learningRate, beta1, beta2 } = options;
    const { epsilon, decay, step } = options;
    // Both moments start at zero; dividing by these makes up for it.
    const correction1 = 1 - beta1 ** step;
    const correction2 = 1 - beta2 ** step;
    for (let i = 0; i < value.size; i++) {
      const g = gradient.data[i];
      const mean = flushed(beta1 * firstMoment.data[i] + (1 - beta1) * g);
      const square = flushed(beta2 * secondMoment.data[i] + (1 - beta2) * g * g);
      firstMoment.data[i] = mean;
      secondMoment.data[i] = square;
      const direction = mean / correction1 / (Math.sqrt(square / correction2) + epsilon);
      value.data[i] -= learningRate * (direction + decay * value.data[i]);
    }
  },

  emaUpdate(value, { average, decay }) {
    for (let i = 0; i < value.size; i++) {
      average.data[i] += (1 - decay) * (value.data[i] - average.data[i]);
    }
  },
};

function flushed(kept: number): number {
  return Math.abs(kept) < SMALLEST_NORMAL ? 0 : kept;
}

/** The same operations, which refuse tensors that do not fit together. */
export function checkedUpdates(operations: UpdateOperations): UpdateOperations {
  const to = "make a step";
  return {
    sgdStep(value, gradient, options) {
      assertShape(gradient, { shape: value.shape, to, name: "gradient" });
      operations.sgdStep(value, gradient, options);
    },

    momentumStep(value, gradient, options) {
      assertShape(gradient, { shape: value.shape, to, name: "gradient" });
      assertShape(options.velocity, { shape: value.shape, to, name: "velocity" });
      operations.momentumStep(value, gradient, options);
    },

    adamStep(value, gradient, options) {
      assertShape(gradient, { shape: value.shape, to, name: "gradient" });
      assertShape(options.firstMoment, { shape: value.shape, to, name: "firstMoment" });
      assertShape(options.secondMoment, { shape: value.shape, to, name: "secondMoment" });
      operations.adamStep(value, gradient, options);
    },

    emaUpdate(value, options) {
      assertShape(options.average, { shape: value.shape, to: "average", name: "average" });
      operations.emaUpdate(value, options);
    },
  };
}
