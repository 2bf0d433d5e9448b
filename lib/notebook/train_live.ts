// Training under the reader's eyes: curves that grow, and a stop button that loses nothing.

import { captioned, textOutput } from "../charts/mod.ts";
import { publishedDataset } from "../data/mod.ts";
import { assertRecordWritable, trainingChart } from "../records/mod.ts";
import type { EpochReport, Progress, Recipe, SeedRun, TrainSeedsOptions } from "../train/mod.ts";
import { trainSeeds } from "../train/mod.ts";
import { liveDisplay } from "./live_display.ts";
import { show } from "./show.ts";
import { runnerOfEnvironment } from "./runner.ts";
import { stopSignal } from "./stop.ts";

/**
 * Trains a recipe from several seeds, and draws loss and mistakes while it does: see `trainingChart`.
 *
 * The stop button of the notebook ends the trainings after the step under way. What was learned until
 * then is returned; `history.stopped` tells. If a network learns nothing in its first epoch, a line below
 * the curves says so, and what to try; another one, if other machines will not get the same weights.
 *
 * Where the environment names a queue, `QUEUE=nats://host:4222`, its machines train, to the same weights.
 *
 * @param recipe What is trained, and how.
 * @param options The seeds and the images, as for `trainSeeds`.
 * @returns The trained networks, in the order of the seeds.
 * @throws {Error} If what is trained could not be recorded, as on a full disk: that is found before it
 * trains, where published images are given to test it.
 */
export async function trainLive(
  recipe: Recipe,
  options: Pick<
    TrainSeedsOptions,
    "seeds" | "train" | "softTargets" | "validation" | "test" | "checkpoints"
  >,
): Promise<SeedRun[]> {
  if (isKept(options)) await assertRecordWritable("record");
  const reports = new Map<number, EpochReport[]>();
  const draw = () => trainingChart([...reports.values()], recipe);
  const live = await liveDisplay(draw());
  const progress = new Map<number, Progress>();
  const shown: Promise<void>[] = [];
  const said = new Set<string>();
  const training = trainSeeds(recipe, {
    ...options,
    runner: runnerOfEnvironment({
      onNotice: (notice) => void shown.push(show(textOutput(notice))),
    }),
    signal: stopSignal(),
    onProgress(seed, now) {
      progress.set(seed, now);
      live.update(() => captioned(draw(), describe(progress, recipe)));
    },
    onAdvice(seed, advice) {
      // What is true of all seeds is said once.
      if (said.has(advice)) return;
      said.add(advice);
      shown.push(show(textOutput(`Seed ${seed}: ${advice}`)));
    },
    onEpoch(seed, report) {
      if (!reports.has(seed)) reports.set(seed, []);
      reports.get(seed)!.push(report);
      if (report.epoch === recipe.epochs) progress.delete(seed);
      live.update(() => captioned(draw(), describe(progress, recipe)));
    },
  });
  // The curves are drawn to their end even if the training fails.
  const runs = await training.finally(() => live.done(draw()));
  await Promise.all(shown);
  return runs;
}

/** Whether a training is meant to be kept when it is over: one that is tested, on published images. */
function isKept({ train, test }: Pick<TrainSeedsOptions, "train" | "test">): boolean {
  return test !== undefined && publishedDataset(train.source?.sha256 ?? "") !== undefined;
}

/** How far the trainings are, in a line. */
function describe(progress: ReadonlyMap<number, Progress>, { epochs }: Recipe): string {
  return [...progress]
    .map(([seed, now]) => `seed ${seed}: epoch ${now.epochs.toFixed(1)} of ${epochs}`)
    .join(" · ");
}
