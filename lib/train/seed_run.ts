// What a training from one seed comes to, wherever it ran.

import type { Dataset } from "../data/mod.ts";
import { Sequential } from "../nn/mod.ts";
import type { Evaluation } from "./evaluation.ts";
import type { History } from "./history.ts";
import type { Training } from "./runner.ts";

/** A training from one seed. */
export interface SeedRun {
  /** The seed of the network and of its training. */
  readonly seed: number;
  /** The trained network. */
  readonly network: Sequential;
  /** What happened during the training. */
  readonly history: History;
  /** SHA-256 of the trained weights, 64 hexadecimal digits. */
  readonly weightsSha256: string;
  /** What the network says of the test images, if there were any. */
  readonly test?: Evaluation;
  /** What it learned from. */
  readonly trainedOn: Dataset;
  /** The test images. */
  readonly testedOn?: Dataset;
  /** Training alone, by the clock, with as many others beside it as there are workers. */
  readonly seconds: number;
  /** The machine of a queue that trained it; undefined if it was this one. */
  readonly machine?: string;
}

/** What comes back from where a training ran, instead of its network and its images. */
export type RunReport = Omit<SeedRun, "network" | "trainedOn" | "testedOn">;

/** A training that is over, as it comes from another thread or another machine. */
export interface FinishedTraining {
  readonly report: RunReport;
  /** All numbers of the network, in the order of its state. */
  readonly state: readonly Float32Array[];
}

/**
 * A run on this side. Its network is built when it is first asked for: a large one that nobody asks for
 * takes no memory here.
 *
 * @param training What was trained.
 * @param finished What came of it.
 */
export function seedRun(
  { recipe, seed, train, test }: Training,
  { report, state }: FinishedTraining,
): SeedRun {
  let network: Sequential | undefined;
  return {
    ...report,
    trainedOn: train,
    testedOn: test,
    get network() {
      const rest = state.values();
      const { inputShape } = recipe;
      network ??= new Sequential(recipe.network, {
        inputShape,
        seed,
        load: () => rest.next().value!,
      });
      return network;
    },
  };
}
