// What teachers say of images, for a cell: read from a file, or asked where it is to be made anew.

import type { Dataset } from "../data/mod.ts";
import type { Sequential } from "../nn/mod.ts";
import {
  askTeachers,
  checkpointFile,
  type Lesson,
  loadSoftTargets,
  saveSoftTargets,
} from "../train/mod.ts";

/** Where the answers of teachers lie. */
export interface MakeLessonOptions {
  /** A file that holds all of them: it is read, and with `RETRAIN=1` in the environment written anew. */
  readonly file?: string;
  /** A file that keeps what was answered so far, from which an interrupted lesson goes on. */
  readonly checkpoint: string;
  /** After how many times 10,000 images it is written, 1 unless told. */
  readonly every?: number;
}

/**
 * Images with what teachers say of each: the mean of their probabilities.
 *
 * Without `file` the teachers are asked every time; what the checkpoint holds is not asked again.
 *
 * @throws What {@linkcode askTeachers} throws; with `file` what `loadSoftTargets` or `saveSoftTargets` does.
 */
export async function makeLesson(
  teachers: readonly Sequential[],
  train: Dataset,
  { file, checkpoint, every }: MakeLessonOptions,
): Promise<Lesson> {
  if (file !== undefined && Deno.env.get("RETRAIN") !== "1") {
    return { train, softTargets: await loadSoftTargets(file) };
  }
  const softTargets = await askTeachers(teachers, train, {
    checkpoint: checkpointFile(checkpoint, { every }),
  });
  if (file !== undefined) await saveSoftTargets(file, softTargets);
  return { train, softTargets };
}
