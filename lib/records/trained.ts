// From trainings that have just ended to the record of them.

import { describeNetwork } from "../nn/describe_network.ts";
import type { Recipe, SeedRun } from "../train/mod.ts";
import { compareWeights, explainDifference } from "./compare_records.ts";
import { makeRecord } from "./make_record.ts";
import { readRecord, type RecordsOptions, writeRecord } from "./record_files.ts";
import type { RecordedDataset, RecordParts, TrainingRecord } from "./record.ts";
import { isSameData, recordedDataset } from "./recorded_dataset.ts";
import { trainingRun } from "./training_run.ts";

/** What a record says beside what the trainings tell. */
export type RecordTitle = Pick<
  RecordParts,
  "name" | "title" | "reference" | "notebook" | "figures"
>;

/** A record of trainings that have just ended. */
export interface NewRecord extends TrainingRecord {
  /** What was not written and why, in words for its reader; undefined if all was. */
  readonly notice?: string;
}

/**
 * Makes the record of trainings that have just ended, and writes it to `data/records`.
 *
 * Not written is what was stopped early, as a record is of whole trainings, and what learned from other
 * images than the record that is there, or is of an arithmetic that other machines do not share: see
 * {@linkcode writeRecord}. The record on disk then stays.
 *
 * It stays, too, where the trainings are of only some of its seeds. If these ended in the weights that it
 * names, they prove it: it is what is returned, and the notice says so.
 *
 * @param runs The trainings, which were shown the test images at their end.
 * @param options The recipe that they followed, and what the record is called.
 * @returns The record; if it was not written, with a notice that says why.
 * @throws {RangeError} If there is no training, one was not tested, or they are of different images.
 * @throws {Error} If the system cannot write it: the error names the file and what to do.
 */
export async function recordTraining(
  runs: readonly SeedRun[],
  { recipe, directory, ...title }: RecordTitle & RecordsOptions & { recipe: Recipe },
): Promise<NewRecord> {
  const to = `Cannot record "${title.name}"`;
  if (runs.length === 0) throw new RangeError(`${to}: there is no training; let one finish`);
  const datasets = await Promise.all(runs.map((run) => datasetOf(run, { to })));
  const other = datasets.findIndex((dataset) => !isSameData(dataset, datasets[0]));
  if (other !== -1) {
    throw new RangeError(
      `${to}: seed ${runs[other].seed} is of other images than seed ${runs[0].seed}; ` +
        `give all seeds the same`,
    );
  }
  const arithmetics = runs.map(({ history }) => history.arithmetic);
  const parts: RecordParts = {
    ...title,
    dataset: datasets[0],
    network: describeNetwork(recipe.network, recipe.inputShape),
    parameters: runs[0].network.parameterCount,
    settings: recipe,
    // Where seeds differ, together they are no more the same everywhere than the least of them.
    arithmetic: arithmetics.find(({ kind }) => kind !== "portable") ?? arithmetics[0],
    runs: await Promise.all(
      runs.map(({ seed, seconds, weightsSha256, history, test }, i) =>
        trainingRun({
          ...{ seed, seconds, weightsSha256, test: test!, epochs: history.epochs.length },
          get network() {
            return runs[i].network;
          },
        }, datasets[0])
      ),
    ),
  };
  if (runs.some(({ history }) => history.stopped)) {
    const notice = "Shown here, not recorded: the training was stopped early.";
    return { ...makeRecord(parts), notice };
  }
  const recorded = await readRecord(title.name, { directory }).catch(() => undefined);
  if (recorded && isPart(parts, recorded)) return holdAgainst(recorded, parts);
  const { record, notice } = await writeRecord(parts, { directory });
  return notice === undefined ? record : { ...record, notice };
}

/** Whether trainings are some of those of a record and not all: of its images and seeds, and as portable. */
function isPart({ dataset, arithmetic, runs }: RecordParts, recorded: TrainingRecord): boolean {
  const seeds = new Set(recorded.runs.map(({ seed }) => seed));
  const portable = arithmetic?.kind === "portable" && recorded.arithmetic?.kind !== "fast";
  return portable && isSameData(dataset, recorded.dataset) &&
    runs.length < seeds.size && runs.every(({ seed }) => seeds.has(seed));
}

/** The record, if some of its trainings were repeated to the bit; else what came out instead. */
function holdAgainst(recorded: TrainingRecord, parts: RecordParts): NewRecord {
  const { different } = compareWeights(parts, recorded);
  const all = `all ${recorded.runs.length} seeds`;
  if (different.length === 0) {
    const seeds = parts.runs.map(({ seed }) => seed).join(", ");
    const notice =
      `Trained here: seed ${seeds}, to the same weights as in the record, bit for bit. ` +
      `The figures are those of ${all} in the record.`;
    return { ...recorded, notice };
  }
  const notice =
    `Shown here, not recorded: seed ${different.join(", ")} ended in other weights than ` +
    `in the record of ${all}. The cause is ${explainDifference(parts, recorded)}.`;
  return { ...makeRecord(parts), notice };
}

/** What a training learned from and was tested on. */
async function datasetOf(
  { seed, test, trainedOn, testedOn }: SeedRun,
  { to }: { to: string },
): Promise<RecordedDataset> {
  if (test === undefined || testedOn === undefined) {
    throw new RangeError(`${to}: seed ${seed} was not tested; give the trainings the test images`);
  }
  return await recordedDataset({ train: trainedOn, test: testedOn });
}
