// The golden values of PyTorch; tests/golden/layers.py made them.

import { assert, assertEquals } from "@std/assert";
import type { DistillationWeights, LayerSpec, LossName } from "../../lib/nn/mod.ts";
import { Sequential } from "../../lib/nn/mod.ts";
import type { Backend } from "../../lib/tensor/mod.ts";
import type { OptimizerSpec } from "../../lib/train/mod.ts";
import golden from "../golden/layers.json" with { type: "json" };

/** A network run forward, backward, and forward once more outside training. */
export interface PassCase {
  readonly name: string;
  readonly specs: readonly LayerSpec[];
  readonly inputShape: readonly number[];
  readonly state: readonly (readonly number[])[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly dy: readonly number[];
  readonly dx: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly stateAfter: readonly (readonly number[])[];
  readonly evaluated: readonly number[];
}

/** Some steps of a training. */
export interface TrainingCase {
  readonly name: string;
  readonly specs: readonly LayerSpec[];
  readonly inputShape: readonly number[];
  readonly loss: LossName;
  readonly optimizer: OptimizerSpec;
  readonly labelSmoothing: number;
  readonly clipNorm: number | null;
  /** What a teacher answers to the images, and how much it counts. */
  readonly softTargets?: readonly number[];
  readonly distillation?: DistillationWeights;
  readonly state: readonly (readonly number[])[];
  readonly pixels: readonly number[];
  readonly labels: readonly number[];
  readonly learningRates: readonly number[];
  readonly losses: readonly number[];
  readonly stateAfter: readonly (readonly number[])[];
}

/** The loss of each row, and the gradient of their mean. */
export interface LossCase {
  readonly loss: LossName;
  readonly shape: readonly number[];
  readonly y: readonly number[];
  readonly targets: readonly number[];
  readonly losses: readonly number[];
  readonly gradient: readonly number[];
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
