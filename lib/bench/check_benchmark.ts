// Is this the record of a benchmark? Every field is looked at, and the first that is wrong is named.

import {
  amount,
  checkFields,
  type Field,
  type Fields,
  orNull,
  text,
  whole,
} from "../records/fields.ts";
import type { Benchmark } from "./benchmark.ts";

const positive: Field = {
  wanted: "a number greater than 0",
  fits: (value) => amount.fits(value) && value !== 0,
};
const list: Field = { wanted: "a list", fits: Array.isArray };

const benchmarkFields: Fields = {
  measured: {
    wanted: 'a day, such as "2025-11-21"',
    fits: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value),
  },
  machine: { wanted: "an object", fits: (value) => typeof value === "object" && value !== null },
  kernels: list,
  training: list,
  scaling: list,
};

const machineFields: Fields = {
  processor: text,
  processors: whole,
  system: text,
  deno: text,
  peak: positive,
};

const kernelFields: Fields = {
  kernel: text,
  backend: text,
  threads: whole,
  operations: orNull(positive),
  bytes: positive,
  seconds: positive,
};

const trainingFields: Fields = { name: text, title: text, peers: list, missing: list };

const missingFields: Fields = { engine: text, reason: text };

const peerFields: Fields = {
  engine: text,
  version: text,
  threads: orNull(whole),
  rates: listOf(positive),
};

const curveFields: Fields = {
  by: {
    wanted: '"batch size", "width" or "threads"',
    fits: (value) => ["batch size", "width", "threads"].includes(value as string),
  },
  network: text,
  engine: text,
  version: text,
  threads: orNull(whole),
  points: listOf({
    wanted: "a pair of numbers greater than 0",
    fits: (value) => Array.isArray(value) && value.length === 2 && value.every(positive.fits),
  }),
};

/**
 * Checks that a value is the record of a benchmark, down to each rate.
 *
 * @param value What was read, or measured.
 * @param options `to`: what is being done, for the error.
 * @returns The same value.
 * @throws {TypeError} If it is not: the error names the field, what was found and what is wanted.
 */
export function checkBenchmark(value: unknown, { to }: { to: string }): Benchmark {
  checkFields(value, benchmarkFields, { to, at: "" });
  const { machine, kernels, training, scaling } = value as Benchmark;
  checkFields(machine, machineFields, { to, at: "machine." });
  const checkEach = (values: readonly unknown[], fields: Fields, name: string) => {
    for (const [i, value] of values.entries()) {
      checkFields(value, fields, { to, at: `${name}[${i}].` });
    }
  };
  checkEach(kernels, kernelFields, "kernels");
  checkEach(training, trainingFields, "training");
  for (const [i, { peers, missing }] of training.entries()) {
    checkEach(peers, peerFields, `training[${i}].peers`);
    checkEach(missing, missingFields, `training[${i}].missing`);
  }
  checkEach(scaling, curveFields, "scaling");
  return value as Benchmark;
}

/** A list of at least one value. */
function listOf(field: Field): Field {
  return {
    wanted: `a list of at least one value, each ${field.wanted}`,
    fits: (value) => Array.isArray(value) && value.length > 0 && value.every(field.fits),
  };
}
