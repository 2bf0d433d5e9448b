// What each kind of layer, first weights, optimizer and schedule begins with when a reader chooses it.

import {
  batchNorm,
  conv2d,
  dense,
  dropout,
  flatten,
  type LayerSpec,
  maxPool2d,
  softmax,
} from "../../nn/layers/mod.ts";
import {
  fanOut,
  he,
  type Initializer,
  normal,
  uniform,
  xavier,
  zeros,
} from "../../nn/initializers.ts";
import { type ActivationKind, activations } from "../../tensor/operations/activations.ts";
import { adam, momentum, type OptimizerSpec, sgd } from "../../train/optimizers/mod.ts";
import {
  cosineDecay,
  exponentialDecay,
  oneCycle,
  type ScheduleSpec,
  stepDecay,
} from "../../train/schedules/mod.ts";

/** One of each kind: the types know which there are. */
type OneOfEach<Spec extends { readonly type: string }> = Readonly<Record<Spec["type"], Spec>>;

/** Layers. */
export const firstLayers: OneOfEach<LayerSpec> = {
  dense: dense(100),
  conv2d: conv2d(16),
  maxPool2d: maxPool2d(2),
  flatten: flatten(),
  ...Object.fromEntries(
    Object.keys(activations).map((type) => [type, { type }]),
  ) as OneOfEach<LayerSpec & { type: ActivationKind }>,
  batchNorm: batchNorm(),
  dropout: dropout(0.2),
  softmax: softmax(),
};

/** First weights. */
export const firstInitializers: OneOfEach<Initializer> = {
  xavier: xavier(),
  he: he(),
  normal: normal(0.01),
  uniform: uniform(-0.05, 0.05),
  fanOut: fanOut(),
  zeros: zeros(),
};

/** Optimizers. */
export const firstOptimizers: OneOfEach<OptimizerSpec> = {
  sgd: sgd(),
  momentum: momentum(),
  adam: adam(),
};

/** A rate that stays as it is, in the form of a schedule. */
export interface Constant {
  readonly type: "constant";
  readonly rate: number;
}

/** Schedules. */
export const firstSchedules: OneOfEach<ScheduleSpec | Constant> = {
  constant: { type: "constant", rate: 0.01 },
  exponential: exponentialDecay(0.01, { factor: 0.95 }),
  step: stepDecay(0.01, { factor: 0.5, every: 10 }),
  cosine: cosineDecay(0.1),
  oneCycle: oneCycle(0.1),
};
