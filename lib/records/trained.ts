// From trainings that have just ended to the record of them.

import { describeNetwork } from "../nn/describe_network.ts";
import { accuracyOfFirst, type Recipe, type SeedRun } from "../train/mod.ts";
import { makeRecord } from "./make_record.ts";
import { type RecordsOptions, writeRecord } from "./record_files.ts";
import type { RecordParts, TrainingRecord, TrainingRun } from "./record.ts";

/** What a record says beside what the trainings tell. */
export type RecordTitle = Pick<
  RecordParts,
  "name" | "title" | "reference" | "notebook" | "figures"
>;

/**
 * Makes the record of trainings that have just ended, and writes it to `data/records`.
 *
 * What was stopped early is not written: a record is of whole trainings, and the one on disk stays.
 *
 * @param runs The trainings, which were shown the test images at their end.
 * @param options The recipe that they followed, and what the record is called.
 * @returns The record, written or not.
 * @throws {RangeError} If there is no training, or one was not tested.
 */
export async function recordTraining(
  runs: readonly SeedRun[],
  { recipe, directory, ...title }: RecordTitle & RecordsOptions & { recipe: Recipe },
): Promise<TrainingRecord> {
  const to = `Cannot record "${title.name}"`;
  if (runs.length === 0) throw new RangeError(`${to}: there is no training; let one finish`);
  const parts: RecordParts = {
    ...title,
    network: describeNetwork(recipe.network, recipe.inputShape),
    parameters: runs[0].network.parameterCount,
    settings: recipe,
    runs: runs.map((run) => trainingRun(run, { to })),
  };
  if (runs.some(({ history }) => history.stopped)) return makeRecord(parts);
  return (await writeRecord(parts, { directory })).record;
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
    firstThousandAccuracy: accuracyOfFirst(Math.min(1000, test.count), test),
    testLoss: test.loss,
    epochs: history.epochs.length,
    seconds,
    weightsSha256,
  };
}
