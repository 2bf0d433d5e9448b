// What the record of a benchmark must be, as it is written and as it is read.

import * as v from "valibot";
import { count, integerFrom, positive, type Schema, text } from "../system/schema.ts";
import type {
  Benchmark,
  BenchmarkMachine,
  KernelSpeed,
  Missing,
  PeerSpeed,
  ScalingCurve,
  TrainingSpeeds,
} from "./benchmark.ts";

/** What a day is called where it is none. */
const DAY = 'a day, such as "2025-11-21"';
const RATES = "a list of at least one number greater than 0";
const POINTS = "a list of at least one pair of numbers greater than 0";

/** A day as records have it. */
export const day: Schema<string> = v.pipe(v.string(DAY), v.regex(/^\d{4}-\d\d-\d\d$/, DAY));

/** Who could not take part. */
export const missing: Schema<Missing> = v.strictObject({ engine: text, reason: text });

/** The fields of a machine. */
export const machineEntries = {
  processor: text,
  processors: integerFrom(1),
  vectorBits: v.nullable(integerFrom(1)),
  system: text,
  deno: text,
};

const machine: Schema<BenchmarkMachine> = v.strictObject({ ...machineEntries, peak: positive });

const kernel: Schema<KernelSpeed> = v.strictObject({
  kernel: text,
  backend: text,
  threads: count,
  operations: v.nullable(positive),
  bytes: positive,
  seconds: positive,
});

const peer: Schema<PeerSpeed> = v.strictObject({
  engine: text,
  version: text,
  threads: v.nullable(count),
  rates: v.pipe(v.array(positive, RATES), v.minLength(1, RATES)),
});

const training: Schema<TrainingSpeeds> = v.strictObject({
  name: text,
  title: text,
  peers: v.array(peer),
  missing: v.array(missing),
});

const curve: Schema<ScalingCurve> = v.strictObject({
  by: v.picklist(["batch size", "width", "threads"]),
  network: text,
  engine: text,
  version: text,
  threads: v.nullable(count),
  points: v.pipe(v.array(v.strictTuple([positive, positive]), POINTS), v.minLength(1, POINTS)),
});

/** The record of a benchmark, down to each rate. */
export const benchmarkSchema: Schema<Benchmark> = v.strictObject({
  measured: day,
  machine,
  training: v.array(training),
  kernels: v.array(kernel),
  scaling: v.array(curve),
});
