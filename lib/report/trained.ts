// From trainings that have just ended to the record of them.

import { type LayerSpec, Sequential } from "../nn/mod.ts";
import { referenceBackend } from "../tensor/mod.ts";
import { accuracyOfFirst, type Recipe, type SeedRun } from "../train/mod.ts";
import type { RecordParts, TrainingRun } from "./record.ts";

/** What a record says beside what the trainings tell. */
export type RecordTitle = Pick<RecordParts, "name" | "title" | "document" | "notebook" | "figures">;

/**
 * Puts together what a record of a recipe needs, for `makeRecord` or `writeRecord`.
 *
 * @param runs The trainings, which were shown the test images at their end.
 * @param options The recipe that they followed, and what the record is called.
 * @throws {RangeError} If there is none, one was stopped early, or was not tested: the error says
 * which.
 */
export function recordParts(
  runs: readonly SeedRun[],
  { recipe, ...title }: RecordTitle & { recipe: Recipe },
): RecordParts {
  const to = `Cannot record "${title.name}"`;
  if (runs.length === 0) throw new RangeError(`${to}: there is no training; let one finish`);
  const early = runs.filter(({ history }) => history.stopped).map(({ seed }) => seed);
  if (early.length > 0) {
    throw new RangeError(
      `${to}: the training of seed ${
        early.join(", ")
      } was stopped early, and a record is of whole ` +
        `trainings; run the cell that trains again and let it finish`,
    );
  }
  return {
    ...title,
    network: describeNetwork(recipe.network, recipe.inputShape),
    parameters: new Sequential(recipe.network, {
      inputShape: recipe.inputShape,
      backend: referenceBackend,
    }).parameterCount,
    settings: recipe,
    runs: runs.map((run) => trainingRun(run, { to })),
  };
}

/** One training as a record keeps it. */
function trainingRun(
  { seed, test, history, seconds, weightsSha256 }: SeedRun,
  { to }: { to: string },
): TrainingRun {
  if (test === undefined) {
    throw new RangeError(`${to}: seed ${seed} was not tested; give the trainings the test images`);
  }
  return {
    seed,
    testAccuracy: test.accuracy,
    firstThousandAccuracy: accuracyOfFirst(1000, test),
    testLoss: test.loss,
    epochs: history.epochs.length,
    seconds,
    weightsSha256,
  };
}

/** The sizes of a network in a line: `784-256-128-10`, `28x28-conv 32-pool 2-dense 10`. */
export function describeNetwork(
  specs: readonly LayerSpec[],
  inputShape: readonly number[],
): string {
  const parts = specs.flatMap((spec) => {
    switch (spec.type) {
      case "dense":
        return inputShape.length === 1 ? `${spec.units}` : `dense ${spec.units}`;
      case "conv2d":
        return `conv ${spec.filters}`;
      case "maxPool2d":
        return `pool ${spec.size}`;
      default:
        return [];
    }
  });
  const input = inputShape.length === 1 ? `${inputShape[0]}` : `${inputShape[0]}x${inputShape[1]}`;
  return [input, ...parts].join("-");
}
