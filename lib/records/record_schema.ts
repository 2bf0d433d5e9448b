// Is this a record? Every field is looked at, and the first that is wrong is named.

import * as v from "valibot";
import { mean, standardDeviation } from "../stats/statistics.ts";
import {
  amount,
  checkSchema,
  count,
  fraction,
  integer,
  integerFrom,
  type Schema,
  sha256,
  text,
} from "../system/schema.ts";
import { arithmeticSchema } from "../train/history.ts";
import { recipeSchema } from "../train/recipe.ts";
import type { RecordedDataset, ReferenceFigure, TrainingRecord, TrainingRun } from "./record.ts";

/** How far a computed figure may be from the stored one: it is summed in another order. */
const TOLERANCE = 1e-9;

/** Deeper than anything that is stored, and not so deep that to go through it takes all the stack. */
const MAX_DEPTH = 50;

const anything: Schema<unknown> = v.pipe(
  v.unknown(),
  v.check((value) => value !== undefined, "a value"),
  v.check((value) => isShallow(value), `a value of at most ${MAX_DEPTH} levels`),
);

const referenceSchema: Schema<ReferenceFigure> = v.strictObject({
  accuracy: v.nullable(fraction),
  readOn: text,
  images: v.optional(integerFrom(1)),
  mark: v.optional(v.literal(true)),
  ours: v.optional(v.array(fraction)),
  publishedWeightsAccuracy: v.optional(fraction),
  loss: v.optional(amount),
  seconds: v.optional(amount),
});

const datasetSchema: Schema<RecordedDataset> = v.strictObject({
  name: text,
  sha256,
  trainImages: integerFrom(1),
  testImages: integerFrom(1),
  firstTestImages: v.optional(integerFrom(1)),
});

const runSchema: Schema<TrainingRun> = v.strictObject({
  seed: integer,
  testAccuracy: fraction,
  firstTestAccuracy: v.optional(fraction),
  testLoss: amount,
  epochs: count,
  seconds: amount,
  weightsSha256: sha256,
});

/** What a record must be, in a file and wherever else it comes from. */
export const recordSchema: Schema<TrainingRecord> = v.strictObject({
  name: v.pipe(
    v.string("small letters, digits and hyphens"),
    v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "small letters, digits and hyphens"),
  ),
  title: text,
  notebook: v.optional(text),
  reference: referenceSchema,
  dataset: datasetSchema,
  network: text,
  parameters: count,
  // Most settings are recipes, and can then be trained again.
  settings: v.lazy((settings) => isRecipe(settings) ? recipeSchema : anything),
  arithmetic: v.optional(arithmeticSchema),
  runs: v.pipe(
    v.array(runSchema, "a list of at least one run"),
    v.minLength(1, "a list of at least one run"),
  ),
  mean: fraction,
  std: v.nullable(amount),
  figures: v.optional(anything),
  machine: v.optional(text),
});

/**
 * Checks that a value is a record, down to each run.
 *
 * @param value What was read, or put together.
 * @param options `to`: what is being done, for the error.
 * @returns The same value.
 * @throws {TypeError} If it is not: the error names the field, what was found and what is wanted.
 */
export function checkRecord(value: unknown, { to }: { to: string }): TrainingRecord {
  const record = checkSchema(recordSchema, value, { to, name: "the record" });
  const { runs, dataset } = record;
  const seeds = runs.map((run) => run.seed);
  if (new Set(seeds).size !== seeds.length) {
    throw new TypeError(`Cannot ${to}: found seeds ${seeds.join(", ")} but each may run only once`);
  }
  for (const [i, { firstTestAccuracy }] of runs.entries()) {
    if ((firstTestAccuracy === undefined) !== (dataset.firstTestImages === undefined)) {
      throw new TypeError(
        `Cannot ${to}: runs[${i}].firstTestAccuracy is ${firstTestAccuracy ?? "missing"} but ` +
          `dataset.firstTestImages is ${dataset.firstTestImages ?? "missing"}; give both or none`,
      );
    }
  }
  const computed = statisticsOf(runs);
  for (const figure of ["mean", "std"] as const) {
    const [found, right] = [record[figure], computed[figure]];
    if (found === right || Math.abs((found ?? NaN) - (right ?? NaN)) < TOLERANCE) continue;
    throw new TypeError(
      `Cannot ${to}: ${figure} is ${found} but that of the runs' accuracies is ${right}; ` +
        `let makeRecord compute it`,
    );
  }
  return record;
}

/** Mean and standard deviation (n - 1) of the runs' test accuracies. */
export function statisticsOf(
  runs: readonly Pick<TrainingRun, "testAccuracy">[],
): Pick<TrainingRecord, "mean" | "std"> {
  const accuracies = runs.map(({ testAccuracy }) => testAccuracy);
  return {
    mean: accuracies.length === 0 ? NaN : mean(accuracies),
    std: accuracies.length < 2 ? null : standardDeviation(accuracies),
  };
}

function isRecipe(value: unknown): boolean {
  return typeof value === "object" && value !== null && "network" in value;
}

function isShallow(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
