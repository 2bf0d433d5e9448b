// Teachers asked about many images, with what they answered so far kept on the way.

import type { Dataset } from "../data/mod.ts";
import { SafetensorsError, type Sequential, weightsSha256 } from "../nn/mod.ts";
import { decodeSafetensors, encodeSafetensors } from "../nn/safetensors.ts";
import { Tensor } from "../tensor/mod.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { checkpointSha256 } from "./checkpoint_digest.ts";
import { ensembleOf } from "./ensemble.ts";
import { evaluate } from "./evaluate.ts";
import type { Evaluation } from "./evaluation.ts";
import { imagesSha256 } from "./images_sha256.ts";
import { makeSoftTargets, type SoftTargets } from "./soft_targets.ts";

/** How many images all teachers answer before what they said can be kept. */
const PORTION = 10_000;

/** The tensor that holds what was answered so far, and the metadata that says to what and by whom. */
const ANSWERS = "answers";
const ASKED = "asked";
const DIGEST = "sha256";

/**
 * Asks teachers what they see in each image: the mean of their probabilities.
 *
 * @param teachers Networks that end in softmax.
 * @param data The images.
 * @param options `checkpoint` keeps what was answered after every 10,000 images, or after `every` times as
 * many and `seconds` at least: asking goes on from there, and what was answered to the end is not asked again.
 * @throws {RangeError} If there is no teacher, the images do not fit one, one answers with NaN, or the
 * checkpoint is of other teachers or other images.
 * @throws {SafetensorsError} If what the checkpoint holds is malformed or damaged.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Dataset } from "../data/mod.ts";
 * import { dense, Sequential, softmax } from "../nn/mod.ts";
 * import { askTeachers } from "./ask_teachers.ts";
 *
 * const data = new Dataset(new Uint8Array([0, 255]), new Uint8Array([1]), {
 *   name: "a tiny image",
 *   imageShape: [1, 2],
 *   classes: 2,
 * });
 * const teachers = [1, 2].map((seed) =>
 *   new Sequential([dense(2), softmax()], { inputShape: [2], seed })
 * );
 * const { probabilities } = await askTeachers(teachers, data);
 * assertEquals(probabilities.length, 2);
 * ```
 */
export async function askTeachers(
  teachers: readonly Sequential[],
  data: Dataset,
  { checkpoint }: { readonly checkpoint?: Checkpoint } = {},
): Promise<SoftTargets> {
  const { count, classes } = data;
  const asked = checkpoint && await describeQuestion(teachers, data);
  const answers = new Float32Array(count * classes);
  let done = checkpoint === undefined
    ? 0
    : await restore(answers, { checkpoint, asked: asked! }) / classes;
  if (done < count) await checkpoint?.assertWritable?.();
  let saved = performance.now();
  for (let portions = 1; done < count; portions++) {
    const size = Math.min(PORTION, count - done);
    const part = data.subset(Uint32Array.from({ length: size }, (_, i) => done + i));
    const evaluations: Evaluation[] = [];
    for (const teacher of teachers) evaluations.push(await evaluate(teacher, part));
    answers.set(ensembleOf(evaluations).outputs, done * classes);
    done += size;
    if (checkpoint === undefined) continue;
    const { every = 1, seconds = 0 } = checkpoint;
    const isDue = portions % every === 0 && performance.now() - saved >= 1000 * seconds;
    if (!isDue && done < count) continue;
    await checkpoint.save(await encode(answers.subarray(0, done * classes), asked!));
    saved = performance.now();
  }
  return await makeSoftTargets(answers, data);
}

/** The digests of who is asked, and about what. */
async function describeQuestion(teachers: readonly Sequential[], data: Dataset): Promise<string> {
  const weights: string[] = [];
  for (const teacher of teachers) weights.push(await weightsSha256(teacher));
  return JSON.stringify({ images: await imagesSha256(data), teachers: weights });
}

async function encode(answers: Float32Array, asked: string): Promise<Uint8Array<ArrayBuffer>> {
  const value = new Tensor([answers.length], answers);
  const tensors = [{ name: ANSWERS, value }];
  const metadata = { [ASKED]: asked, [DIGEST]: await checkpointSha256(asked, tensors) };
  return encodeSafetensors(tensors, { metadata });
}

/** Copies in what was answered before, and says how many numbers that were. */
async function restore(
  answers: Float32Array,
  { checkpoint, asked }: { checkpoint: Checkpoint; asked: string },
): Promise<number> {
  const saved = await checkpoint.load();
  if (saved === undefined) return 0;
  const to = `Cannot go on asking teachers as ${checkpoint.name} was left`;
  const remedy = "delete it to ask anew, or name another";
  const { tensors, metadata } = decodeSafetensors(saved, { from: checkpoint.name });
  const kept = tensors.get(ANSWERS);
  const isWhole = kept !== undefined &&
    metadata[DIGEST] ===
      await checkpointSha256(metadata[ASKED], [{ name: ANSWERS, value: kept }]);
  if (!isWhole) {
    throw new SafetensorsError(
      `${to}: it holds no answers of teachers, or they are not as they were saved; ${remedy}`,
    );
  }
  if (metadata[ASKED] !== asked) {
    throw new RangeError(`${to}: ${metadata[ASKED]} was asked but this is ${asked}; ${remedy}`);
  }
  answers.set(kept.data);
  return kept.size;
}
