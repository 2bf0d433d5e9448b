// Does a network learn by heart? Its training with images held out, as curves.

import type { Chart } from "../charts/mod.ts";
import type { Dataset } from "../data/mod.ts";
import { trainingChart } from "../records/mod.ts";
import type { Recipe } from "../train/mod.ts";
import { experiment } from "./experiment.ts";

/** What is trained, and on which images. */
export interface HeldOutOptions {
  /** How it is trained. */
  readonly recipe: Recipe;
  /** It is trained from each of them. */
  readonly seeds: readonly number[];
  /** The training images; a sixth of them, chosen at random and always the same, is held out. */
  readonly train: Dataset;
  /** Where records of experiments lie; `data/records/experiments` unless told. */
  readonly directory?: string;
}

/**
 * Draws how a recipe learns five sixths of the training images, and what it makes of the others. The
 * trainings come from the record of this name if it holds them: see {@linkcode experiment}.
 *
 * @param name The record's name: small letters, digits and hyphens.
 */
export async function heldOutCurves(
  name: string,
  { recipe, seeds, train, directory }: HeldOutOptions,
): Promise<Chart> {
  const [learn, validation] = train.shuffle([0, "validation"])
    .split(train.count - Math.floor(train.count / 6));
  const { heldOut } = await experiment(name, {
    variations: { heldOut: recipe },
    seeds,
    train: learn,
    validation,
    directory,
  });
  return trainingChart(heldOut.map(({ epochs }) => epochs));
}
