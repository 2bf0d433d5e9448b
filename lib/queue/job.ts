// A training as it goes through the queue: a recipe and what it is about, as data and never as code.

import * as v from "valibot";
import { sha256 as digestOf } from "../data/digest.ts";
import { assertTrainable } from "../nn/network_size.ts";
import { checkSchema, count, integer, type Schema, sha256 } from "../system/schema.ts";
import { canonicalJson } from "../train/identity.ts";
import type { Recipe } from "../train/mod.ts";
import { recipeSchema } from "../train/recipe.ts";
import { type ImagesReference, imagesReferenceSchema } from "./images_reference.ts";
import { type Needs, needsSchema } from "./needs.ts";

/** More bytes than a training that goes through the queue is described in. */
export const MAX_JOB = 256 * 1024;

/** More epochs than a training that goes through the queue has: its state tells of all of them. */
export const MAX_EPOCHS = 3000;

/** A training, and all that decides what comes of it. */
export interface Job {
  /** What a machine must have. */
  readonly needs: Needs;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly train: ImagesReference;
  /** SHA-256 of the soft targets, for a recipe with a teacher. */
  readonly softTargets?: string;
  readonly validation?: ImagesReference;
  readonly test?: ImagesReference;
  /** Counts from 1 where the same training is done again, on another machine, to compare them. */
  readonly repetition?: number;
}

const jobSchema: Schema<Job> = v.strictObject({
  needs: needsSchema,
  recipe: v.pipe(
    recipeSchema,
    v.check(({ epochs }) => epochs <= MAX_EPOCHS, `a recipe of at most ${MAX_EPOCHS} epochs`),
  ),
  seed: integer,
  train: imagesReferenceSchema,
  softTargets: v.optional(sha256),
  validation: v.optional(imagesReferenceSchema),
  test: v.optional(imagesReferenceSchema),
  repetition: v.optional(count),
});

/** The name of a training: the same for whoever asks for it, and for no other training. */
export async function idOf(job: Job): Promise<string> {
  return await digestOf(new TextEncoder().encode(canonicalJson(job)));
}

/**
 * The bytes of a training.
 *
 * @throws {TypeError} If it is none that the queue takes, or is described in too many bytes.
 */
export function encodeJob(job: Job): Uint8Array {
  checkSchema(jobSchema, job, { to: "send a training to the queue", name: "the training" });
  const bytes = new TextEncoder().encode(canonicalJson(job));
  if (bytes.length > MAX_JOB) {
    throw new TypeError(
      `Cannot send a training to the queue: its recipe takes ${bytes.length} bytes but must take at ` +
        `most ${MAX_JOB}; train it here`,
    );
  }
  return bytes;
}

/**
 * The training that bytes describe.
 *
 * @param options `id`: the name that it came by.
 * @throws {TypeError} If they describe none, or another one: the error says what is wrong.
 * @throws {RangeError} If its network is larger than one may be that is trained for others, or cannot be
 * built.
 */
export async function decodeJob(bytes: Uint8Array, { id }: { id: string }): Promise<Job> {
  const to = "take a training from the queue";
  if (bytes.length > MAX_JOB) {
    throw new TypeError(
      `Cannot ${to}: it takes ${bytes.length} bytes, at most ${MAX_JOB} are read`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new TypeError(`Cannot ${to}: ${(error as Error).message}`);
  }
  const job = checkSchema(jobSchema, value, { to, name: "the training" });
  const found = await idOf(job);
  if (found !== id) {
    throw new TypeError(`Cannot ${to}: its digest is ${found} but it came by the name ${id}`);
  }
  const { network: layers, inputShape, batchSize } = job.recipe;
  assertTrainable({ layers, inputShape }, { to, batchSize: Math.min(batchSize, job.train.count) });
  return job;
}
