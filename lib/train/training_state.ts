// All that a training consists of between two epochs.

import type { NamedTensor, Sequential } from "../nn/mod.ts";
import type { Tensor } from "../tensor/mod.ts";
import { EarlyStopping } from "./early_stopping.ts";
import { MovingAverage } from "./moving_average.ts";
import { Optimizer } from "./optimizers/optimizer.ts";
import type { TrainingSettings } from "./recipe.ts";

/** What changes while a network trains. All else follows from the recipe and the epoch. */
export interface TrainingState {
  readonly network: Sequential;
  readonly optimizer: Optimizer;
  readonly average?: MovingAverage;
  readonly early?: EarlyStopping;
}

/** The state of a training at its start. */
export function createTrainingState(
  network: Sequential,
  { optimizer, emaDecay, earlyStopping }: TrainingSettings,
): TrainingState {
  return {
    network,
    optimizer: new Optimizer(optimizer, network),
    average: emaDecay === undefined ? undefined : new MovingAverage(network, emaDecay),
    early: earlyStopping && new EarlyStopping(earlyStopping, network),
  };
}

/** All numbers of the state, by names of their own. */
export function tensorsOf({ network, optimizer, average, early }: TrainingState): NamedTensor[] {
  const named = (kind: string, tensors: readonly Tensor[] = []) =>
    tensors.map((value, i) => ({ name: `${kind}/${network.state[i].name}`, value }));
  return [
    ...named("weights", network.state.map(({ value }) => value)),
    ...named("average", average?.tensors),
    ...named("best", early?.tensors),
    ...optimizer.state.map(({ name, value }) => ({ name: `optimizer/${name}`, value })),
  ];
}
