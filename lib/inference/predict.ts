// From a picture of handwriting to the digits in it, in one call.

import type { Sequential } from "../nn/mod.ts";
import { classify } from "./classify.ts";
import { loadModel } from "./models.ts";
import type { PictureSource } from "./picture_file.ts";
import { prepareDigits } from "./prepare_digits.ts";
import { Reading } from "./reading.ts";

/** Who reads. */
export interface PredictOptions {
  /** A network, or the name of a model: `"cnn"` if left out. */
  readonly model?: string | Sequential;
}

/**
 * Reads the digits in a picture: finds them, widens thin strokes, prepares each as the images of MNIST
 * were, and asks a network.
 *
 * @param source A PNG or JPEG file, or its bytes. Dark on light or light on dark; several digits are
 * read line by line, each from left to right.
 * @param options The network that reads.
 * @returns The digits. Show it in a notebook, or print it.
 * @throws {Deno.errors.NotFound} If there is no such file or no such model.
 * @throws {SyntaxError} If the file is no picture, damaged or too large.
 * @throws {RangeError} If there is no digit in the picture.
 */
export async function predict(
  source: PictureSource,
  { model = "cnn" }: PredictOptions = {},
): Promise<Reading> {
  const network = typeof model === "string" ? (await loadModel(model)).network : model;
  const digits = await prepareDigits(source);
  const answers = classify(network, digits.map(({ image }) => image));
  return new Reading(answers.map((answer, i) => ({ ...answer, ...digits[i] })));
}
