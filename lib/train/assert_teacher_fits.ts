// Whether a training has the teacher that its settings name.

import type { Dataset } from "../data/mod.ts";
import type { FitOptions } from "./fit_options.ts";
import { imagesSha256 } from "./images_sha256.ts";

/**
 * Checks that a training has the teacher that its settings name.
 *
 * @throws {TypeError} If there are settings but no soft targets, or none but soft targets, or the loss is
 * not cross-entropy.
 * @throws {RangeError} If the soft targets are not those of the settings, or not of the images and classes.
 */
export async function assertTeacherFits(data: Dataset, options: FitOptions): Promise<void> {
  const { distillation, softTargets, loss } = options;
  if (distillation === undefined && softTargets === undefined) return;
  if (distillation === undefined) {
    throw new TypeError(
      "Cannot train: found softTargets but no distillation; say with it how much they count, such as " +
        "{ temperature: 4, weight: 0.9, teacher: softTargets.sha256 }",
    );
  }
  if (softTargets === undefined) {
    throw new TypeError(
      `Cannot train: distillation names the teacher ${distillation.teacher} but there are no ` +
        `softTargets; pass those of the teacher`,
    );
  }
  if (loss !== "crossEntropy") {
    throw new TypeError(
      `Cannot train: distillation needs the loss crossEntropy but it is ${loss}; change either`,
    );
  }
  if (distillation.teacher !== softTargets.sha256) {
    throw new RangeError(
      `Cannot train: the digest of the softTargets is ${softTargets.sha256} but distillation names ` +
        `the teacher ${distillation.teacher}; pass the soft targets of that one`,
    );
  }
  const { classes, probabilities } = softTargets;
  if (classes !== data.classes || probabilities.length !== data.count * classes) {
    throw new RangeError(
      `Cannot train: the softTargets are ${probabilities.length} probabilities of ${classes} classes but ` +
        `those to train on are ${data.count} images of ${data.classes} classes; evaluate the teacher on ` +
        `the same images`,
    );
  }
  const found = await imagesSha256(data);
  if (found !== softTargets.dataSha256) {
    throw new RangeError(
      `Cannot train: the softTargets are of images with the digest ${softTargets.dataSha256} but ` +
        `those to train on have ${found}; evaluate the teacher on the same images in the same order`,
    );
  }
}
