// Stochastic gradient descent: a step against the gradient, and nothing remembered.

import { belowOne } from "../../system/schema.ts";
import { makeSpec } from "../../system/make_spec.ts";
import type { OptimizerKind, OptimizerSettings } from "./optimizer_kind.ts";

/** Stochastic gradient descent as plain data. Its weight decay is added to the gradients. */
export interface SgdSpec extends OptimizerSettings {
  /** Tells it from other optimizers. */
  readonly type: "sgd";
}

/**
 * Stochastic gradient descent: `w -= rate * g`.
 *
 * Robbins and Monro, [A Stochastic Approximation Method](https://doi.org/10.1214/aoms/1177729586)
 * (1951).
 *
 * @param options `weightDecay` adds that part of each weight to its gradient: 0 if left out.
 * @throws {RangeError} If an option is unknown or out of range.
 */
export function sgd(options: Partial<Omit<SgdSpec, "type">> = {}): SgdSpec {
  return makeSpec({ type: "sgd", weightDecay: 0 }, {
    options,
    fields: sgdKind.fields,
    to: "make the optimizer sgd",
  });
}

/** What there is to know of stochastic gradient descent. */
export const sgdKind: OptimizerKind<SgdSpec> = {
  fields: { weightDecay: belowOne },
  slots: [],
  step(_, { parameter: { value, gradient }, backend, learningRate, decay }) {
    backend.sgdStep(value, gradient, { learningRate, decay });
  },
  isPlainDescent: ({ weightDecay }) => weightDecay === 0,
};
