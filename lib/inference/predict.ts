// From a picture of handwriting to the digits in it, in one call.

import type { Sequential } from "../nn/mod.ts";
import { classify } from "./classify.ts";
import { DigitFinder } from "./digit_finder.ts";
import { loadReader, readsPages } from "./page_network.ts";
import { type PictureSource, readPicture } from "./picture_file.ts";
import { prepareDigits } from "./prepare_digits.ts";
import { readPage } from "./read_page.ts";
import { Reading } from "./reading.ts";
import { readingRows } from "./reading_order.ts";

/** Who reads. */
export interface PredictOptions {
  /**
   * A network, or the name of a model: `"cnn"` if left out. A network for images as those of MNIST is asked
   * what each digit is that rules have found. One for pages, such as `"page"`, finds the digits itself.
   */
  readonly model?: string | Sequential | DigitFinder;
}

/**
 * Reads the digits in a picture.
 *
 * Rules take all that stands out from the paper for digits. A network for pages looks for digits of all
 * sizes, among lines, letters and shadows, leaves out what is none, and says how sure it is.
 *
 * @param source A PNG, JPEG or WebP file, or its bytes. Dark on light or light on dark; several digits are
 * read row by row, each from left to right.
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
  const network = typeof model === "string" ? await loadReader(model) : model;
  if (network instanceof DigitFinder) {
    return readPage(await readPicture(source), { finder: network });
  }
  if (readsPages(network)) return await predict(source, { model: new DigitFinder(network) });
  const digits = await prepareDigits(source);
  const answers = classify(network, digits.map(({ image }) => image));
  const rows = readingRows(digits.map(({ box }) => box));
  return new Reading(rows.map((row) => row.map((i) => ({ ...answers[i], ...digits[i] }))));
}
