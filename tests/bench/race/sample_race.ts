// A small race for the tests, whole and right.

import type { Race, RaceRecipe, RaceRun } from "../../../lib/bench/race/race.ts";
import type { Recipe } from "../../../lib/train/recipe.ts";
import { dense, softmax } from "../../../lib/nn/mod.ts";
import { sgd } from "../../../lib/train/optimizers/mod.ts";

/** Something that trains in no time. */
export const tinyRecipe: Recipe = {
  inputShape: [784],
  network: [dense(10), softmax()],
  loss: "crossEntropy",
  optimizer: sgd(),
  learningRate: 0.1,
  epochs: 1,
  batchSize: 10,
};

/** A recipe that races, with some fields changed. */
export function sampleRecipe(changes: Partial<RaceRecipe> = {}): RaceRecipe {
  const seeds = { seeds: 2, otherSeeds: 2 };
  return {
    name: "a",
    title: "A",
    goal: 0.98,
    images: 100,
    recipe: tinyRecipe,
    ...seeds,
    ...changes,
  };
}

/** A run of ours on one thread, with some fields changed. */
export function sampleRun(changes: Partial<RaceRun> = {}): RaceRun {
  return {
    recipe: "a",
    engine: "ours, wasm",
    version: "Deno 2.9.6",
    threads: 1,
    seed: 1,
    allIn: 2,
    training: 1,
    accuracy: 0.981,
    weightsSha256: "1".repeat(64),
    ...changes,
  };
}

/** A run of PyTorch, with some fields changed. */
export function pytorchRun(changes: Partial<RaceRun> = {}): RaceRun {
  const allIn = { allIn: 8, training: 6 };
  return sampleRun({
    engine: "PyTorch",
    version: "2.0",
    threads: 2,
    weightsSha256: null,
    ...allIn,
    ...changes,
  });
}

/** Two recipes; ours from two seeds, of which one thread runs the first alone; and PyTorch. */
export function sampleRace(changes: Partial<Race> = {}): Race {
  const second = { seed: 2, accuracy: 0.983, weightsSha256: "2".repeat(64) };
  return {
    measured: "2025-11-21",
    machine: { processor: "P", processors: 2, vectorBits: 256, system: "linux", deno: "2.9.6" },
    recipes: [sampleRecipe(), sampleRecipe({ name: "b", title: "B", goal: 0.99 })],
    runs: [
      sampleRun({ threads: 2, allIn: 1.5 }),
      sampleRun({ threads: 2, allIn: 1.7, ...second }),
      sampleRun(),
      sampleRun({ recipe: "b", threads: 2, allIn: 4, training: 3.5, accuracy: 0.992 }),
      pytorchRun(),
      pytorchRun({ seed: 2, allIn: 10, accuracy: 0.979 }),
    ],
    missing: [{ engine: "PyTorch, compiled", reason: "no compiler" }],
    ...changes,
  };
}
