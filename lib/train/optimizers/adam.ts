// Adam: momentum, and for every weight a step of its own length.

import { belowOne, positive } from "../../system/schema.ts";
import { makeSpec } from "../../system/make_spec.ts";
import type { OptimizerKind, OptimizerSettings } from "./optimizer_kind.ts";

/** Adam as plain data. Its weight decay is decoupled from the gradients, which makes it AdamW. */
export interface AdamSpec extends OptimizerSettings {
  /** Tells it from other optimizers. */
  readonly type: "adam";
  /** The part of the mean of past gradients that lasts. */
  readonly beta1: number;
  /** The part of the mean of their squares that lasts. */
  readonly beta2: number;
  /** Keeps the step finite where gradients were next to nothing. */
  readonly epsilon: number;
}

/**
 * Adam: momentum, and for every weight a step of its own length, by the size that its gradients have
 * had.
 *
 * `m = beta1 m + (1 - beta1) g; s = beta2 s + (1 - beta2) g^2;
 * w -= rate * (m / (1 - beta1^t) / (sqrt(s / (1 - beta2^t)) + epsilon) + weightDecay * w)` in step t.
 *
 * Kingma and Ba, [Adam](https://arxiv.org/abs/1412.6980) (2015), algorithm 1; Loshchilov and Hutter,
 * [Decoupled Weight Decay Regularization](https://arxiv.org/abs/1711.05101) (2019), algorithm 2.
 *
 * @param options The paper's if left out: `beta1` 0.9, `beta2` 0.999, `epsilon` 1e-8, and no
 * `weightDecay`.
 * @throws {RangeError} If an option is unknown or out of range.
 */
export function adam(options: Partial<Omit<AdamSpec, "type">> = {}): AdamSpec {
  return makeSpec({ type: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }, {
    options,
    fields: adamKind.fields,
    to: "make the optimizer adam",
  });
}

/** What there is to know of Adam. */
export const adamKind: OptimizerKind<AdamSpec> = {
  fields: { beta1: belowOne, beta2: belowOne, epsilon: positive, weightDecay: belowOne },
  slots: ["firstMoment", "secondMoment"],
  step(
    { beta1, beta2, epsilon },
    {
      parameter: { value, gradient },
      slots: [firstMoment, secondMoment],
      backend,
      learningRate,
      decay,
      step,
    },
  ) {
    backend.adamStep(value, gradient, {
      firstMoment,
      secondMoment,
      learningRate,
      beta1,
      beta2,
      epsilon,
      decay,
      step,
    });
  },
};
