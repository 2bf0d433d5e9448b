// Distillation: the settings of a training that learns from a teacher, and the teacher's words for it.

import * as v from "valibot";
import type { DistillationWeights } from "../nn/distillation_loss.ts";
import { fraction, numberWhere, type Schema, sha256 } from "../system/schema.ts";
import { power } from "../tensor/elementary.ts";
import type { SoftTargets } from "./soft_targets.ts";

/** How a network learns from a teacher beside the labels. */
export interface Distillation extends DistillationWeights {
  /** The digest of the teacher's soft targets, which the training is given: `SoftTargets.sha256`. */
  readonly teacher: string;
}

/** Colder or hotter than this, powers and differences of probabilities are lost to rounding. */
const temperature: Schema<number> = numberWhere(
  "a number from 0.01 to 1000",
  (value) => value >= 0.01 && value <= 1000,
);

/** What the settings of distillation must be. */
export const distillationSchema: Schema<Distillation> = v.strictObject({
  temperature,
  weight: fraction,
  teacher: sha256,
});

/**
 * The teacher's probabilities at a temperature: `p^(1/T)`, in each row divided by their sum. That is
 * what its softmax would answer with all logits divided by T.
 *
 * @param softTargets What the teacher answered, at temperature 1.
 * @param options The temperature: where it is high even what is hardly possible shows.
 * @returns `[images, classes]`
 */
export function soften(
  { probabilities, classes }: Pick<SoftTargets, "probabilities" | "classes">,
  { temperature }: { temperature: number },
): Float32Array {
  const softened = new Float32Array(probabilities.length);
  const powers = new Float64Array(classes);
  for (let start = 0; start < probabilities.length; start += classes) {
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      powers[k] = power(probabilities[start + k], 1 / temperature);
      sum += powers[k];
    }
    for (let k = 0; k < classes; k++) softened[start + k] = powers[k] / sum;
  }
  return softened;
}
