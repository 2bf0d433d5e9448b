// From a picture of handwriting to the digits in it, in one call.

import type { Sequential } from "../nn/mod.ts";
import type { DigitFinder } from "./digit_finder.ts";
import { loadModel } from "./models.ts";
import { loadDigitFinder } from "./page_network.ts";
import { type PictureSource, readPicture } from "./picture_file.ts";
import { readPage } from "./read_page.ts";
import type { Reading } from "./reading.ts";

/** Who reads. */
export interface PredictOptions {
  /**
   * A network for images as those of MNIST, or the name of a model such as `"cnn"`, which says what each
   * digit is that was found. Unless told the network for pages says so itself, and how sure it is.
   */
  readonly model?: string | Sequential;
  /** Who finds the digits; the networks of the project unless told. */
  readonly finder?: DigitFinder;
}

/**
 * Reads the digits in a picture.
 *
 * Networks look for digits of all sizes, among lines, letters and shadows, and leave out what is none.
 *
 * @param source A PNG, JPEG or WebP file, or its bytes. Dark on light or light on dark; several digits are
 * read row by row, each from left to right.
 * @param options The networks that read.
 * @returns The digits. Show it in a notebook, or print it.
 * @throws {Deno.errors.NotFound} If there is no such file or no such model.
 * @throws {SyntaxError} If the file is no picture, damaged or too large.
 * @throws {RangeError} If there is no digit in the picture.
 */
export async function predict(
  source: PictureSource,
  { model, finder }: PredictOptions = {},
): Promise<Reading> {
  const network = typeof model === "string" ? (await loadModel(model)).network : model;
  const picture = await readPicture(source);
  return readPage(picture, { finder: finder ?? await loadDigitFinder(), model: network });
}
