// All that a reader can set of a training, as plain data: a recipe, its seed, and how many images.

import * as v from "valibot";
import { checkSchema, integer, numberWhere, type Schema } from "../../system/schema.ts";
import { inputShapeSchema, layersSchema } from "../../nn/architecture.ts";
import { type Recipe, settingsFields } from "../../train/recipe.ts";
import type { PlayedTraining } from "./messages.ts";

/**
 * The settings of a training in a page. No teacher comes with it, and it has no images to stop early by, as
 * nothing is chosen by the test images.
 */
export interface Settings extends Omit<Recipe, "distillation" | "earlyStopping"> {
  readonly seed: number;
  /** How many images it learns from: the first of those there are. */
  readonly trainImages: number;
}

/** How many images MNIST has to train with. */
export const MNIST_IMAGES = 60_000;

const { distillation: _distillation, earlyStopping: _earlyStopping, ...fields } = settingsFields;

/** What each of the settings must be. */
export const fieldsOfSettings = {
  inputShape: inputShapeSchema,
  network: layersSchema,
  ...fields,
  seed: integer,
  trainImages: numberWhere(
    `an integer from 1 to ${MNIST_IMAGES}`,
    (value) => Number.isSafeInteger(value) && value >= 1 && value <= MNIST_IMAGES,
  ),
};

const settingsSchema: Schema<Settings> = v.strictObject(fieldsOfSettings);

/**
 * Checks settings, wherever they come from: the form, or a link.
 *
 * @param options `to`: what is being done, for the error.
 * @throws {TypeError} If one is missing, unknown or not what it must be: the error names it.
 */
export function checkSettings(value: unknown, { to }: { to: string }): Settings {
  return checkSchema(settingsSchema, value, { to });
}

/** The settings of a training. */
export function settingsOf({ recipe, seed, trainImages }: PlayedTraining): Settings {
  return { ...recipe, seed, trainImages };
}

/** The training of settings, without weights to compare its own with. */
export function toTraining({ seed, trainImages, ...recipe }: Settings): PlayedTraining {
  return { recipe, seed, trainImages };
}

/** Whether two values of plain data are alike, in whatever order their fields stand. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other);
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Array.isArray(one) === Array.isArray(other) &&
    [...keys].every((key) =>
      isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key])
    );
}
