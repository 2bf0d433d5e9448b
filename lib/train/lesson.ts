// A lesson: images together with what a teacher answered to each.

import type { Dataset } from "../data/mod.ts";
import { makeSoftTargets, type SoftTargets } from "./soft_targets.ts";

/** Images, and what a teacher holds possible for each of them: what a pupil is trained with. */
export interface Lesson {
  /** The images, with their labels. */
  readonly train: Dataset;
  /** What the teacher said, in the order of the images. */
  readonly softTargets: SoftTargets;
}

/**
 * Some images of a lesson, with what the teacher said of them.
 *
 * @param indices Their places in the lesson, in the order that is wanted.
 * @throws {RangeError} If the lesson has no such image.
 */
export async function partOfLesson(
  { train, softTargets: { probabilities, classes } }: Lesson,
  indices: ArrayLike<number>,
): Promise<Lesson> {
  const part = train.subset(indices);
  const rows = new Float32Array(part.count * classes);
  for (let i = 0; i < part.count; i++) {
    const start = indices[i] * classes;
    rows.set(probabilities.subarray(start, start + classes), i * classes);
  }
  return { train: part, softTargets: await makeSoftTargets(rows, part) };
}
