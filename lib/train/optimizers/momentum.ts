// Gradient descent with momentum: the weights roll on in the direction that past gradients gave.

import * as v from "valibot";
import { belowOne, positive } from "../../system/schema.ts";
import { makeSpec } from "../../system/make_spec.ts";
import type { OptimizerKind, OptimizerSettings } from "./optimizer_kind.ts";

/** Momentum as plain data. Its weight decay is added to the gradients. */
export interface MomentumSpec extends OptimizerSettings {
  /** Tells it from other optimizers. */
  readonly type: "momentum";
  /** The part of the velocity that lasts. */
  readonly momentum: number;
  /**
   * The factor of a new gradient: `1 - momentum` makes the velocity a true average. It is 1 minus what
   * PyTorch calls so.
   */
  readonly dampening: number;
  /** Whether to step from where the velocity will have carried the weights. */
  readonly nesterov: boolean;
}

/**
 * Descent with a memory: the weights move with a velocity that each gradient pushes.
 *
 * `v = momentum * v + dampening * g; w -= rate * v`. Nesterov's variant steps from where the velocity
 * will have carried the weights: `w -= rate * (dampening * g + momentum * v)`.
 *
 * Sutskever et al.,
 * [On the importance of initialization and momentum in deep
 * learning](https://proceedings.mlr.press/v28/sutskever13.html) (2013).
 *
 * @param options `momentum`: 0.9 if left out; `dampening`: 1; `nesterov`: false; and `weightDecay` as in
 * `sgd`.
 * @throws {RangeError} If an option is unknown or out of range.
 */
export function momentum(options: Partial<Omit<MomentumSpec, "type">> = {}): MomentumSpec {
  return makeSpec({
    type: "momentum",
    momentum: 0.9,
    dampening: 1,
    nesterov: false,
    weightDecay: 0,
  }, { options, fields: momentumKind.fields, to: "make the optimizer momentum" });
}

/** What there is to know of momentum. */
export const momentumKind: OptimizerKind<MomentumSpec> = {
  fields: {
    momentum: belowOne,
    dampening: positive,
    nesterov: v.boolean("true or false"),
    weightDecay: belowOne,
  },
  slots: ["velocity"],
  step(
    { momentum, dampening, nesterov },
    { parameter: { value, gradient }, slots: [velocity], backend, learningRate, decay },
  ) {
    backend.momentumStep(value, gradient, {
      velocity,
      learningRate,
      momentum,
      dampening,
      nesterov,
      decay,
    });
  },
};
