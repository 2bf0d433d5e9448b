// One image as the epochs of an augmented training see it.

import { imageSheet, type Picture } from "../charts/mod.ts";
import { Augmenter, type AugmentOptions, type Dataset } from "../data/mod.ts";
import { Random } from "../tensor/mod.ts";

/**
 * The same image in several variations, side by side.
 *
 * @param images The first of them is shown.
 * @param options `augment`: how far images are changed; `text`: what the sheet shows, for who cannot see
 * it, from which the chance of the variations follows, too; `count`: how many, 10 unless told.
 * @throws {RangeError} If a change cannot be made of these images.
 */
export function augmentedSheet(
  images: Dataset,
  { augment, text, count = 10 }: { augment: AugmentOptions; text: string; count?: number },
): Picture {
  const augmenter = new Augmenter(augment, images);
  const [height, width] = images.imageShape;
  const variations = Array.from({ length: count }, (_, i) =>
    augmenter.apply(images.image(0), {
      into: new Uint8Array(height * width),
      random: new Random([1, text, i]),
    }));
  return imageSheet(variations, { shape: [height, width], columns: count, limit: 255, text });
}
