// The record of a sweep: how each of its trainings ended, here and on the machines of a queue.

import { join } from "@std/path";
import * as v from "valibot";
import { readJson } from "../system/read_json.ts";
import {
  amount,
  checkSchema,
  count,
  fraction,
  integerFrom,
  positive,
  type Schema,
  sha256,
  text,
} from "../system/schema.ts";
import type { Recipe } from "../train/mod.ts";
import { recipeSchema } from "../train/recipe.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { recordsDirectory, type RecordsOptions, SWEEP_NAME } from "./record_files.ts";

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
    seed: count,
    trained: v.optional(
      v.strictObject({ weightsSha256: sha256, accuracy: fraction, loss: amount }),
    ),
  })),
  runs: v.array(v.strictObject({ by: text, machines: integerFrom(1), seconds: amount, sha256 })),
});

/**
 * Reads the record of the sweep.
 *
 * @throws {Deno.errors.NotFound} If there is none yet.
 * @throws {SyntaxError} If it is not JSON.
 * @throws {TypeError} If it is not such a record: the error names the field.
 */
export async function readSweep(
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<SweepRecord> {
  const path = join(directory, `${SWEEP_NAME}.json`);
  const to = `read the record ${path}`;
  const missing = 'make it with "deno task notebooks --retrain 17"';
  return checkSchema(schema, await readJson(path, { to, missing }), { to, name: "the record" });
}

/**
 * Writes the record of the sweep.
 *
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeSweep(
  record: SweepRecord,
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<void> {
  const path = join(directory, `${SWEEP_NAME}.json`);
  checkSchema(schema, record, { to: `write the record ${path}`, name: "the record" });
  await Deno.mkdir(directory, { recursive: true });
  await writeFileAtomic(path, `${JSON.stringify(record, null, 2)}\n`);
}
