// Is this a record? Every field is looked at, and the first that is wrong is named.

import type { TrainingRecord } from "./record.ts";
import { mean } from "./statistics.ts";

/** Checks that a value found in a field is what the field holds; `wanted` says it in words. */
interface Field {
  readonly wanted: string;
  readonly optional?: boolean;
  fits(value: unknown): boolean;
}

const text: Field = {
  wanted: "a text that is not empty",
  fits: (value) => typeof value === "string" && value !== "",
};
const fraction: Field = {
  wanted: "a number from 0 to 1",
  fits: (value) => typeof value === "number" && value >= 0 && value <= 1,
};
const amount: Field = {
  wanted: "a number of at least 0",
  fits: (value) => typeof value === "number" && value >= 0 && value < Infinity,
};
const whole: Field = {
  wanted: "a whole number of at least 0",
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
const anything: Field = { wanted: "a value", fits: (value) => value !== undefined };
const object: Field = {
  wanted: "an object",
  fits: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

function orNull(field: Field): Field {
  return {
    wanted: `${field.wanted}, or null`,
    fits: (value) => value === null || field.fits(value),
  };
}

const recordFields: { [name: string]: Field } = {
  name: {
    wanted: "small letters, digits and hyphens",
    fits: (value) => typeof value === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
  },
  title: text,
  notebook: { ...text, optional: true },
  document: object,
  network: text,
  parameters: whole,
  settings: anything,
  runs: {
    wanted: "a list of at least one run",
    fits: (value) => Array.isArray(value) && value.length > 0,
  },
  mean: fraction,
  standardDeviation: orNull(amount),
  figures: { ...anything, optional: true },
  machine: { ...text, optional: true },
};

const runFields: { [name: string]: Field } = {
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

const documentFields: { [name: string]: Field } = {
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
  checkFields(record.document, documentFields, { to, at: "document." });
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

function checkFields(
  value: unknown,
  fields: { [name: string]: Field },
  { to, at }: { to: string; at: string },
): void {
  if (!object.fits(value)) {
    const place = at === "" ? "the record" : at.slice(0, -1);
    throw new TypeError(`Cannot ${to}: ${place} is ${show(value)} but must be an object`);
  }
  const found = value as { [name: string]: unknown };
  for (const [name, field] of Object.entries(fields)) {
    if (field.optional && found[name] === undefined) continue;
    if (!field.fits(found[name])) {
      throw new TypeError(
        `Cannot ${to}: ${at}${name} is ${show(found[name])} but must be ${field.wanted}`,
      );
    }
  }
  for (const name of Object.keys(found)) {
    if (name in fields) continue;
    throw new TypeError(
      `Cannot ${to}: found the unknown field ${at}${name}, known are ` +
        Object.keys(fields).join(", "),
    );
  }
}

function show(value: unknown): string {
  if (value === undefined) return "missing";
  const written = typeof value === "number" ? String(value) : JSON.stringify(value);
  return written.length > 60 ? written.slice(0, 57) + "..." : written;
}
