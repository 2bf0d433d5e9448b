// The golden values of PyTorch; tests/golden/layers.py made them.

import { assert, assertEquals } from "@std/assert";
import type { LayerSpec, LossName } from "../../lib/nn/mod.ts";
import { Sequential } from "../../lib/nn/mod.ts";
import type { Backend } from "../../lib/tensor/mod.ts";
import type { OptimizerSpec } from "../../lib/train/mod.ts";
import golden from "../golden/layers.json" with { type: "json" };

/** A network run forward, backward, and forward once more outside training. */
export interface PassCase {
  name: string;
  specs: LayerSpec[];
  inputShape: number[];
  state: number[][];
  x: number[];
  y: number[];
  dy: number[];
  dx: number[];
  gradients: number[][];
  stateAfter: number[][];
  evaluated: number[];
}

/** Some steps of a training. */
export interface TrainingCase {
  name: string;
  specs: LayerSpec[];
  inputShape: number[];
  loss: LossName;
  optimizer: OptimizerSpec;
  labelSmoothing: number;
  clipNorm: number | null;
  state: number[][];
  pixels: number[];
  labels: number[];
  learningRates: number[];
  losses: number[];
  stateAfter: number[][];
}

/** The loss of each row, and the gradient of their mean. */
export interface LossCase {
  loss: LossName;
  shape: number[];
  y: number[];
  targets: number[];
  losses: number[];
  gradient: number[];
}

export const layers = golden.layers as PassCase[];
export const networks = golden.networks as PassCase[];
export const losses = golden.losses as LossCase[];
export const trainings = golden.trainings as TrainingCase[];

/** The network of a case, with its weights. */
export function networkOf(
  { specs, inputShape, state }: Pick<PassCase, "specs" | "inputShape" | "state">,
  backend: Backend,
): Sequential {
  const network = new Sequential(specs, { inputShape, backend });
  assertEquals(network.state.length, state.length);
  for (const [i, { value }] of network.state.entries()) value.data.set(state[i]);
  return network;
}

/** Checks numbers of 32 bits against those of PyTorch, which had 64. */
export function assertNear(
  found: ArrayLike<number>,
  wanted: ArrayLike<number>,
  { name, tolerance = 1e-5 }: { name: string; tolerance?: number },
) {
  assertEquals(found.length, wanted.length, name);
  for (let i = 0; i < wanted.length; i++) {
    assert(
      Math.abs(found[i] - wanted[i]) <= tolerance * Math.max(1, Math.abs(wanted[i])),
      `${name}: number ${i} is ${found[i]} but ${wanted[i]} is wanted`,
    );
  }
}
