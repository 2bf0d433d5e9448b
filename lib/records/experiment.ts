// The record of an experiment: variations of a training beside each other, epoch by epoch and seed by seed.

import { fromFileUrl, join } from "@std/path";
import * as v from "valibot";
import {
  amount,
  checkSchema,
  finite,
  fraction,
  integer,
  type Schema,
  sha256,
  text,
} from "../system/schema.ts";
import { fileError } from "../system/file_error.ts";
import { parseJson } from "../system/read_json.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { type Recipe, recipeSchema } from "../train/recipe.ts";
import type { SeedRun } from "../train/mod.ts";

/** Digits of a figure of an epoch: more than any chart or table shows. */
const DIGITS = 6;

/** What an epoch of a variation brought: as in `EpochReport`. */
export interface ExperimentEpoch {
  /** The mean loss of the training images, during the epoch. */
  readonly loss: number;
  /** The part of the training images that was classified correctly, likewise. */
  readonly accuracy: number;
  /** The mean loss of the validation images after the epoch, if there are any. */
  readonly validationLoss?: number;
  /** The part of the validation images that was classified correctly after the epoch. */
  readonly validationAccuracy?: number;
}

/** One seed's training of a variation. */
export interface ExperimentRun {
  /** What all chance of the training came from. */
  readonly seed: number;
  /** From the first to the last. */
  readonly epochs: readonly ExperimentEpoch[];
  /** On all test images, if they were looked at: a fraction from 0 to 1. */
  readonly testAccuracy?: number;
  /** The mean loss of all test images. */
  readonly testLoss?: number;
  /** SHA-256 of the trained weights, 64 hexadecimal digits. */
  readonly weightsSha256: string;
}

/** The images of an experiment: for each set there is the digest of its images and labels, in their order. */
export interface ExperimentImages {
  readonly train: string;
  readonly validation?: string;
  readonly test?: string;
}

/** One of the trainings that an experiment compares. */
export interface Variation {
  /** What sets it apart, in words. */
  readonly name: string;
  readonly recipe: Recipe;
  readonly images: ExperimentImages;
  readonly runs: readonly ExperimentRun[];
}

/** An experiment as its file holds it. */
export interface Experiment {
  /** The name of the file: small letters, digits and hyphens. */
  readonly name: string;
  readonly variations: readonly Variation[];
}

const epochSchema: Schema<ExperimentEpoch> = v.strictObject({
  loss: finite,
  accuracy: fraction,
  validationLoss: v.optional(finite),
  validationAccuracy: v.optional(fraction),
});

const runSchema: Schema<ExperimentRun> = v.strictObject({
  seed: integer,
  epochs: v.array(epochSchema, "a list of epochs"),
  testAccuracy: v.optional(fraction),
  testLoss: v.optional(amount),
  weightsSha256: sha256,
});

const experimentSchema: Schema<Experiment> = v.strictObject({
  name: v.pipe(
    v.string("small letters, digits and hyphens"),
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "small letters, digits and hyphens"),
  ),
  variations: v.array(
    v.strictObject({
      name: text,
      recipe: recipeSchema,
      images: v.strictObject({
        train: sha256,
        validation: v.optional(sha256),
        test: v.optional(sha256),
      }),
      runs: v.array(runSchema, "a list of trainings"),
    }),
    "a list of variations",
  ),
});

/** Where the project's own experiments lie. */
export const experimentsDirectory: string = fromFileUrl(
  new URL("../../data/records/experiments", import.meta.url),
);

/** Where experiments lie. */
export interface ExperimentsOptions {
  /** {@linkcode experimentsDirectory} unless told. */
  readonly directory?: string;
}

/**
 * Reads the record of an experiment.
 *
 * @param name The file's name without ".json".
 * @returns The experiment, or undefined if there is no such file.
 * @throws {SyntaxError} If the file is not JSON.
 * @throws {TypeError} If it is not an experiment: the error names the field that is wrong.
 */
export async function readExperiment(
  name: string,
  { directory = experimentsDirectory }: ExperimentsOptions = {},
): Promise<Experiment | undefined> {
  const path = join(directory, `${name}.json`);
  const to = `read experiment ${path}`;
  let content: string;
  try {
    content = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw fileError(error, { to: "read an experiment", path });
  }
  return checkSchema(experimentSchema, parseJson(content, { to }), { to, name: "the experiment" });
}

/**
 * Writes the record of an experiment, whole or not at all, one training a line.
 *
 * @throws {TypeError} If it is not an experiment: the error names the field that is wrong.
 * @throws {Error} If the system cannot write it.
 */
export async function writeExperiment(
  experiment: Experiment,
  { directory = experimentsDirectory }: ExperimentsOptions = {},
): Promise<void> {
  const to = `write experiment ${JSON.stringify(experiment.name)}`;
  checkSchema(experimentSchema, experiment, { to, name: "the experiment" });
  const variations = experiment.variations.map(({ runs, ...variation }) => {
    const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(",\n");
    return `  ${JSON.stringify(variation).slice(0, -1)},"runs":[\n${lines}\n  ]}`;
  });
  const content = `{"name":${JSON.stringify(experiment.name)},"variations":[\n${
    variations.join(",\n")
  }\n]}\n`;
  await Deno.mkdir(directory, { recursive: true });
  await writeFileAtomic(join(directory, `${experiment.name}.json`), content);
}

/** What an experiment keeps of a training. */
export function experimentRun({ seed, history, test, weightsSha256 }: SeedRun): ExperimentRun {
  const epochs = history.epochs.map((epoch) => ({
    loss: short(epoch.loss),
    accuracy: short(epoch.accuracy),
    ...epoch.validationLoss !== undefined && { validationLoss: short(epoch.validationLoss) },
    ...epoch.validationAccuracy !== undefined &&
      { validationAccuracy: short(epoch.validationAccuracy) },
  }));
  const tested = test && { testAccuracy: test.accuracy, testLoss: test.loss };
  return { seed, epochs, ...tested, weightsSha256 };
}

function short(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
