// An optimizer of one parameter, for tests.

import { createBackend, type Shape } from "../../../lib/tensor/mod.ts";
import type { OptimizerSpec } from "../../../lib/train/optimizers/mod.ts";
import { Optimizer } from "../../../lib/train/optimizers/optimizer.ts";

const backend = createBackend("reference");

/** Makes a parameter of zeros, and its optimizer. */
export function setUp(spec: OptimizerSpec, shape: Shape) {
  const parameter = {
    name: "dense1.weights",
    value: backend.tensor(shape),
    gradient: backend.tensor(shape),
  };
  return { parameter, optimizer: new Optimizer(spec, { parameters: [parameter], backend }) };
}

/** The value of a weight, 1 at first, after each of these gradients. */
export function follow(spec: OptimizerSpec, gradients: readonly number[], rate: number): number[] {
  const { parameter: { value, gradient }, optimizer } = setUp(spec, [1, 1]);
  value.data[0] = 1;
  return gradients.map((number) => {
    gradient.data[0] = number;
    optimizer.step(rate);
    return value.data[0];
  });
}
