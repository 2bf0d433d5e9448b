// The record of a sweep: how each of its trainings ended, here and on the machines of a queue.

import * as v from "valibot";
import {
  amount,
  fraction,
  integer,
  integerFrom,
  positive,
  type Schema,
  sha256,
  text,
} from "../system/schema.ts";
import type { Recipe } from "../train/mod.ts";
import { recipeSchema } from "../train/recipe.ts";
import { type RecordsOptions, SWEEP_NAME } from "./record_files.ts";
import { readKind, type RecordKind, writeKind } from "./record_of_kind.ts";

/** How one training of a sweep ended. */
export interface SweepTraining {
  /** The length of all its steps. */
  readonly learningRate: number;
  /** How many hidden units. */
  readonly width: number;
  /** The seed of the network and of its training. */
  readonly seed: number;
  /** Missing if it failed: SHA-256 of its weights, and what they are worth on images held out. */
  readonly trained?: {
    readonly weightsSha256: string;
    readonly accuracy: number;
    readonly loss: number;
  };
}

/** A sweep over learning rates and widths. */
export interface SweepRecord {
  /** What all trainings have in common; its rate and its network are those of the first. */
  readonly recipe: Recipe;
  /** How many images were learned from, and how many were held out to judge by. */
  readonly images: { readonly train: number; readonly heldOut: number };
  /** All trainings, in their order. */
  readonly trainings: readonly SweepTraining[];
  /** Who has run it, each time to the end: this machine alone, or the machines of a queue. */
  readonly runs: readonly SweepRunner[];
}

/** Who has run a sweep. */
export interface SweepRunner {
  /** "in one process" or "by a queue". */
  readonly by: string;
  /** How many machines that were. */
  readonly machines: number;
  /** By the clock, from the first to the last training. */
  readonly seconds: number;
  /** SHA-256 of the digests of all weights, in the order of the trainings: the same for all who have run it. */
  readonly sha256: string;
}

const schema: Schema<SweepRecord> = v.strictObject({
  recipe: recipeSchema,
  images: v.strictObject({ train: integerFrom(1), heldOut: integerFrom(1) }),
  trainings: v.array(v.strictObject({
    learningRate: positive,
    width: integerFrom(1),
    seed: integer,
    trained: v.optional(
      v.strictObject({ weightsSha256: sha256, accuracy: fraction, loss: amount }),
    ),
  })),
  runs: v.array(v.strictObject({ by: text, machines: integerFrom(1), seconds: amount, sha256 })),
});

const kind: RecordKind<SweepRecord> = {
  name: SWEEP_NAME,
  schema,
  command: "deno task notebooks --retrain 17",
};

/**
 * Reads the record of the sweep.
 *
 * @throws What `readKind` throws: it says how the record is made, or which field is wrong.
 */
export async function readSweep(options: RecordsOptions = {}): Promise<SweepRecord> {
  return await readKind(kind, options);
}

/**
 * Writes the record of the sweep.
 *
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeSweep(
  record: SweepRecord,
  options: RecordsOptions = {},
): Promise<void> {
  await writeKind(record, { ...kind, ...options });
}
