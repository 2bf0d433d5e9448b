// Several networks that answer together.

import { log } from "../tensor/elementary.ts";
import { type Evaluation, scoreOutputs } from "./evaluation.ts";

/**
 * What networks answer together: for each image the mean of their probabilities.
 *
 * Where they are wrong in different ways, the mean is right more often than any of them.
 *
 * @param evaluations What each network answered, to the same images in the same order. All must end in
 * softmax.
 * @returns The evaluation of the mean; its loss is the cross-entropy.
 * @throws {RangeError} If there is none, they are not of the same images, or one answers with NaN.
 *
 * @example One is sure, the other only guesses: together they say what the sure one does.
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ensembleOf } from "./ensemble.ts";
 *
 * const labels = new Uint8Array([0]);
 * const sure = { labels, outputs: new Float32Array([0.9, 0.1]) };
 * const guessing = { labels, outputs: new Float32Array([0.4, 0.6]) };
 * assertEquals([...ensembleOf([sure, guessing]).predictions], [0]);
 * ```
 */
export function ensembleOf(
  evaluations: readonly Pick<Evaluation, "labels" | "outputs">[],
): Evaluation {
  if (evaluations.length === 0) {
    throw new RangeError("Cannot make an ensemble: found no evaluation but at least one is needed");
  }
  const [{ labels, outputs: first }] = evaluations;
  const outputs = new Float32Array(first.length);
  for (const [i, { labels: others, outputs: part }] of evaluations.entries()) {
    if (part.length !== first.length || others.some((label, image) => label !== labels[image])) {
      throw new RangeError(
        `Cannot make an ensemble: evaluation ${i + 1} is of other images than the first; ` +
          `evaluate all networks on the same set`,
      );
    }
    for (let j = 0; j < outputs.length; j++) outputs[j] += part[j] / evaluations.length;
  }
  const classes = outputs.length / labels.length;
  let loss = 0;
  for (const [image, label] of labels.entries()) loss -= log(outputs[image * classes + label]);
  return scoreOutputs(outputs, { labels, loss: loss / labels.length });
}
