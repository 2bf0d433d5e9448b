// Was a training repeated to the bit, and if not, why? Records against records, seed by seed.

import { describeArithmetic, firstArithmetic } from "../tensor/mod.ts";
import type { TrainingRecord, TrainingRun } from "./record.ts";
import { readRecords } from "./record_files.ts";
import { describeData, isPublished, isSameData } from "./recorded_dataset.ts";

/** What the seeds of two records have in common: see {@linkcode compareWeights}. */
export interface WeightsComparison {
  /** Seeds that ended in the same weights, bit for bit. */
  readonly same: readonly number[];
  /** Seeds that ended in other weights. */
  readonly different: readonly number[];
  /** Seeds of the first record that the second does not have. */
  readonly missing: readonly number[];
}

/**
 * Compares two records of the same training, seed by seed, by the digests of their weights.
 *
 * @param first The record to hold the other against, as it was committed.
 * @param second The record of a repetition.
 */
export function compareWeights(
  first: Pick<TrainingRecord, "runs">,
  second: Pick<TrainingRecord, "runs">,
): WeightsComparison {
  const digests = new Map(second.runs.map((run) => [run.seed, run.weightsSha256]));
  const seedsWhere = (wanted: (run: TrainingRun) => boolean) =>
    first.runs.filter(wanted).map((run) => run.seed);
  return {
    same: seedsWhere((run) => digests.get(run.seed) === run.weightsSha256),
    different: seedsWhere((run) =>
      digests.has(run.seed) && digests.get(run.seed) !== run.weightsSha256
    ),
    missing: seedsWhere((run) => !digests.has(run.seed)),
  };
}

/** How many differing settings an explanation names. */
const MAX_NAMED = 3;

/** What a difference in weights is explained by. */
export type Explained = Pick<TrainingRecord, "dataset" | "settings" | "arithmetic">;

/**
 * Why two trainings ended in other weights.
 *
 * @returns The first of these that holds, in words: other images, another recipe, another rounding, another
 * version of the kernels and functions, or none of them, which then is a real difference: the same training
 * went another way.
 */
export function explainDifference(first: Explained, second: Explained): string {
  if (!isSameData(first.dataset, second.dataset)) {
    return `other data: ${describeData(first.dataset)}, against ${describeData(second.dataset)}`;
  }
  const changes = [...differences(first.settings, second.settings)];
  if (changes.length > 0) {
    const more = changes.length > MAX_NAMED ? ` and ${changes.length - MAX_NAMED} more` : "";
    return `another recipe: ${changes.slice(0, MAX_NAMED).join("; ")}${more}`;
  }
  const [one, other] = [first, second].map(({ arithmetic = firstArithmetic }) => arithmetic);
  const both = `${describeArithmetic(one)}, against ${describeArithmetic(other)}`;
  if (one.kind !== other.kind) return `another rounding: ${both}`;
  if (one.version !== other.version) return `another version of kernels and functions: ${both}`;
  return "the same data, recipe and arithmetic: the training itself went another way";
}

/** What differs between two values of JSON: "optimizer.momentum 0.9, against 0.5". */
function* differences(first: unknown, second: unknown, path = ""): Generator<string, void, void> {
  if (isObject(first) && isObject(second)) {
    for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
      const name = Array.isArray(first) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
      yield* differences(first[key], second[key], name);
    }
  } else if (first !== second) {
    yield `${path || "settings"} ${show(first)}, against ${show(second)}`;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  const written = JSON.stringify(value) ?? "missing";
  return written.length > 40 ? `${written.slice(0, 37)}...` : written;
}

/**
 * Checks that every published record of a directory was repeated to the bit.
 *
 * @param before The directory of the records to hold the others against.
 * @param after The directory of the repetition.
 * @returns A line for each record, and whether all are the same.
 */
export async function compareDirectories(
  before: string,
  after: string,
): Promise<{ lines: string[]; same: boolean }> {
  const [first, second] = await Promise.all(
    [before, after].map((directory) => readRecords({ directory })),
  );
  const published = first.filter(isPublished);
  if (published.length === 0) return { lines: [`no published records in ${before}`], same: false };
  const again = new Map(second.map((record) => [record.name, record]));
  const compared = published.map((record) => compareRecords(record, again.get(record.name)));
  return {
    lines: compared.map(({ line }) => line),
    same: compared.every(({ same }) => same),
  };
}

/** One record against its repetition, in a line. */
function compareRecords(
  record: TrainingRecord,
  found: TrainingRecord | undefined,
): { line: string; same: boolean } {
  if (found === undefined) return { line: `${record.name}: not there`, same: false };
  const { same, different, missing } = compareWeights(record, found);
  if (different.length + missing.length === 0) {
    return { line: `${record.name}: same weights for all ${same.length} seeds`, same: true };
  }
  const line = [
    `${record.name}: same weights for ${same.length} of ${record.runs.length} seeds`,
    ...different.map((seed) => `seed ${seed} differs`),
    ...missing.map((seed) => `seed ${seed} is missing`),
  ].join(", ");
  const why = different.length === 0 ? "" : `\n  ${explainDifference(record, found)}`;
  return { line: line + why, same: false };
}
