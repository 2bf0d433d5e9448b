// Variations of a training, compared in a cell: taken from their record, or trained where there is none.

import { join } from "@std/path";
import { textOutput } from "../charts/mod.ts";
import { type Dataset, publishedDataset } from "../data/mod.ts";
import {
  type ExperimentImages,
  type ExperimentRun,
  experimentRun,
  readExperiment,
  type Variation,
  writeExperiment,
} from "../records/experiment.ts";
import { canonicalJson } from "../train/identity.ts";
import { imagesSha256 } from "../train/images_sha256.ts";
import type { Recipe } from "../train/mod.ts";
import { show } from "./show.ts";
import { trainLive } from "./train_live.ts";

/** What an experiment compares, and on which images. */
export interface ExperimentOptions<Name extends string> {
  /** What is trained, each by what sets it apart. */
  readonly variations: { readonly [name in Name]: Recipe };
  /** Each variation is trained from each of them. */
  readonly seeds: readonly number[];
  /** What the networks learn from. */
  readonly train: Dataset;
  /** Looked at after each epoch. */
  readonly validation?: Dataset;
  /** Looked at once, when a training is over. */
  readonly test?: Dataset;
  /** A folder for checkpoints, one for each variation in it: what is interrupted goes on from there. */
  readonly checkpoints?: string;
  /** Where records of experiments lie; `data/records/experiments` unless told. */
  readonly directory?: string;
}

/**
 * The trainings of an experiment.
 *
 * A variation that the record of this name holds, with the same recipe, seeds and images, is taken from it.
 * Any other is trained, which is what a changed cell leads to; a line then says that it is not recorded.
 * With `RETRAIN=1` in the environment all are trained and the record is written anew.
 *
 * @param name The record's name: small letters, digits and hyphens.
 * @returns For each variation its trainings, in the order of the seeds; where the stop button ended them, those
 * that there are.
 */
export async function experiment<Name extends string>(
  name: string,
  { variations, seeds, train, validation, test, checkpoints, directory }: ExperimentOptions<Name>,
): Promise<{ readonly [name in Name]: readonly ExperimentRun[] }> {
  const images: ExperimentImages = {
    train: await imagesSha256(train),
    ...validation && { validation: await imagesSha256(validation) },
    ...test && { test: await imagesSha256(test) },
  };
  const retrain = Deno.env.get("RETRAIN") === "1";
  const recorded = retrain ? undefined : await readExperiment(name, { directory });
  const found: Variation[] = [];
  const trained: string[] = [];
  let isStopped = false;
  for (const [variation, recipe] of Object.entries<Recipe>(variations)) {
    const same = recorded?.variations.find((other) => isSame(other, { recipe, images, seeds }));
    if (same) {
      found.push({ ...same, name: variation });
      continue;
    }
    const runs = await trainLive(recipe, {
      seeds,
      train,
      validation,
      test,
      ...checkpoints && { checkpoints: join(checkpoints, folderName(variation)) },
    });
    trained.push(variation);
    found.push({ name: variation, recipe, images, runs: runs.map(experimentRun) });
    isStopped = runs.length < seeds.length || runs.some(({ history }) => history.stopped);
    if (isStopped) break;
  }
  const published = publishedDataset(train.source?.sha256 ?? "") !== undefined;
  if (retrain && !isStopped && published) {
    await writeExperiment({ name, variations: found }, { directory });
  } else if (trained.length > 0) {
    await show(textOutput(`Trained here, not recorded: ${trained.join(", ")}.`));
  }
  const runsOf = new Map(found.map(({ name, runs }) => [name, runs]));
  return Object.fromEntries(
    Object.keys(variations).map((name) => [name, runsOf.get(name) ?? []]),
  ) as { [name in Name]: readonly ExperimentRun[] };
}

/** A variation's name as any file system takes it: "4 patience, 24 epochs" is "4-patience-24-epochs". */
function folderName(variation: string): string {
  return variation.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

/** Whether a variation of the record is what a cell asks for. */
function isSame(
  { recipe, images, runs }: Variation,
  wanted: { recipe: Recipe; images: ExperimentImages; seeds: readonly number[] },
): boolean {
  const found = { recipe, images, seeds: runs.map(({ seed }) => seed) };
  return canonicalJson(found) === canonicalJson(wanted);
}
