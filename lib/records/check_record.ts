// Is this a record? Every field is looked at, and the first that is wrong is named.

import {
  amount,
  anything,
  checkFields,
  type Fields,
  fraction,
  object,
  orNull,
  text,
  whole,
} from "./fields.ts";
import type { TrainingRecord } from "./record.ts";
import { mean } from "../stats/statistics.ts";

const recordFields: Fields = {
  name: {
    wanted: "small letters, digits and hyphens",
    fits: (value) => typeof value === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
  },
  title: text,
  notebook: { ...text, optional: true },
  reference: object,
  network: text,
  parameters: whole,
  settings: anything,
  runs: {
    wanted: "a list of at least one run",
    fits: (value) => Array.isArray(value) && value.length > 0,
  },
  mean: fraction,
  std: orNull(amount),
  figures: { ...anything, optional: true },
  machine: { ...text, optional: true },
};

const runFields: Fields = {
  seed: whole,
  testAccuracy: fraction,
  firstThousandAccuracy: fraction,
  testLoss: amount,
  epochs: whole,
  seconds: amount,
  weightsSha256: {
    wanted: "64 hexadecimal digits",
    fits: (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
  },
};

const referenceFields: Fields = {
  accuracy: orNull(fraction),
  readOn: text,
  images: { ...whole, optional: true },
  publishedWeightsAccuracy: { ...fraction, optional: true },
  loss: { ...amount, optional: true },
  seconds: { ...amount, optional: true },
};

/**
 * Checks that a value is a record, down to each run.
 *
 * @param value What was read, or put together.
 * @param options `to`: what is being done, for the error.
 * @returns The same value.
 * @throws {TypeError} If it is not: the error names the field, what was found and what is wanted.
 */
export function checkRecord(value: unknown, { to }: { to: string }): TrainingRecord {
  checkFields(value, recordFields, { to, at: "" });
  const record = value as TrainingRecord;
  checkFields(record.reference, referenceFields, { to, at: "reference." });
  for (const [i, run] of record.runs.entries()) {
    checkFields(run, runFields, { to, at: `runs[${i}].` });
  }
  const seeds = record.runs.map((run) => run.seed);
  if (new Set(seeds).size !== seeds.length) {
    throw new TypeError(`Cannot ${to}: found seeds ${seeds.join(", ")} but each may run only once`);
  }
  const computed = mean(record.runs.map((run) => run.testAccuracy));
  if (Math.abs(computed - record.mean) > 1e-9) {
    throw new TypeError(
      `Cannot ${to}: mean is ${record.mean} but the runs' accuracies have mean ${computed}, ` +
        `let makeRecord compute it`,
    );
  }
  return record;
}
