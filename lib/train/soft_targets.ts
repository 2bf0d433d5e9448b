// What a teacher answered to each image: probabilities, made once, for pupils to learn from.

import * as v from "valibot";
import { sha256 as digest } from "../data/digest.ts";
import type { Dataset } from "../data/mod.ts";
import { weightsSha256 } from "../nn/mod.ts";
import { integerFrom, type Schema, sha256 } from "../system/schema.ts";
import { Tensor } from "../tensor/mod.ts";
import { imagesSha256 } from "./images_sha256.ts";

/** What a teacher, a network or several together, holds possible for each image of a dataset. */
export interface SoftTargets {
  /** `[images, classes]`, in the order of the dataset; each row adds up to 1. */
  readonly probabilities: Float32Array;
  /** How many classes there are. */
  readonly classes: number;
  /** SHA-256 of the images and labels that they are of, in their order. */
  readonly dataSha256: string;
  /** SHA-256 of them and of what they are of, 64 hexadecimal digits: what a recipe calls its teacher. */
  readonly sha256: string;
}

/** What soft targets must be that come from outside. */
export const softTargetsSchema: Schema<SoftTargets> = v.strictObject({
  probabilities: v.instance(Float32Array, "a Float32Array"),
  classes: integerFrom(1),
  dataSha256: sha256,
  sha256,
}, "soft targets such as those of makeSoftTargets");

/** How far from 1 a row may add up: the sum of as many roundings as there are classes. */
const TOLERANCE = 1e-3;

/**
 * Makes soft targets of what a teacher answered.
 *
 * @param probabilities `[images, classes]`, such as the `outputs` of an evaluation, or of an ensemble of
 * them, on the images. Not to be changed afterwards.
 * @param data The images, in the same order.
 * @throws {RangeError} If there are not as many as the images need, or a row is not of probabilities.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Dataset } from "../data/mod.ts";
 * import { makeSoftTargets } from "./soft_targets.ts";
 *
 * const options = { name: "a tiny image", imageShape: [1, 2], classes: 2 } as const;
 * const data = new Dataset(new Uint8Array([0, 255]), new Uint8Array([1]), options);
 * const { classes } = await makeSoftTargets(new Float32Array([0.25, 0.75]), data);
 * assertEquals(classes, 2);
 * ```
 */
export async function makeSoftTargets(
  probabilities: Float32Array,
  data: Dataset,
): Promise<SoftTargets> {
  const { count, classes } = data;
  if (probabilities.length !== count * classes) {
    throw new RangeError(
      `Cannot make soft targets: found ${probabilities.length} probabilities but ${count} images ` +
        `of ${classes} classes need ${count * classes}; evaluate the teacher on the same images`,
    );
  }
  assertProbabilities(probabilities, { classes });
  const dataSha256 = await imagesSha256(data);
  const sha256 = await softTargetsSha256({ probabilities, classes, dataSha256 });
  return { probabilities, classes, dataSha256, sha256 };
}

/**
 * Checks that every row is of probabilities.
 *
 * @throws {RangeError} If one is not: the error names it.
 */
export function assertProbabilities(
  probabilities: Float32Array,
  { classes }: { classes: number },
): void {
  for (let start = 0; start < probabilities.length; start += classes) {
    let sum = 0;
    let isWrong = false;
    for (let i = start; i < start + classes; i++) {
      if (!(probabilities[i] >= 0)) isWrong = true;
      sum += probabilities[i];
    }
    if (isWrong || !(Math.abs(sum - 1) < TOLERANCE)) {
      throw new RangeError(
        `Cannot make soft targets: those of image ${start / classes} are ` +
          `${
            probabilities.subarray(start, start + classes).join(", ")
          } but probabilities add up to ` +
          `1; take the outputs of a network that ends in softmax`,
      );
    }
  }
}

/** The digest of soft targets: see {@linkcode SoftTargets}. */
export async function softTargetsSha256(
  { probabilities, classes, dataSha256 }: Omit<SoftTargets, "sha256">,
): Promise<string> {
  const value = new Tensor([probabilities.length], probabilities);
  const numbers = await weightsSha256({ state: [{ name: "probabilities", value }] });
  return await digest(new TextEncoder().encode(`${dataSha256}\n${classes}\n${numbers}`));
}
