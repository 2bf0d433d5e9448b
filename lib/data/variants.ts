// Variants of a dataset: every image changed several times over, once and for all.

import * as v from "valibot";
import { checkSchema, integerFrom, type Schema } from "../system/schema.ts";
import type { StreamKey } from "../tensor/random.ts";
import { Augmenter, type AugmentOptions, augmentSchema } from "./augment.ts";
import { Dataset } from "./dataset.ts";
import { sharedBytes } from "./shared_memory.ts";

/** How variants are made. */
export interface VariantsOptions {
  /** How much each image is changed. */
  readonly augment: AugmentOptions;
  /** How many variants each image has. */
  readonly copies: number;
  /** What fixes the changes. */
  readonly key: StreamKey;
}

const optionsSchema: Schema<VariantsOptions> = v.strictObject({
  augment: augmentSchema,
  copies: integerFrom(1),
  key: v.array(
    v.union([v.number(), v.string()]),
    'a list of numbers and texts such as [1, "variants"]',
  ),
});

/**
 * Every image of a dataset in several variants, as a dataset of its own.
 *
 * A training with `augment` sees other images in every epoch, which nobody can have looked at before.
 * These are made once, so that a teacher can say what it sees in each of them.
 *
 * @param data The images: 28x28 pixels take 784 bytes a variant, all of them in memory.
 * @param options Image `i` of copy `c` uses the stream `[...key, c, i]`, so fewer copies are the first of
 * more.
 * @returns First copy 0 of all images in their order, then copy 1, and so on, with the labels they had.
 * @throws {RangeError} If an option is missing, unknown or out of range.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Dataset } from "./dataset.ts";
 * import { variantsOf } from "./variants.ts";
 *
 * const data = new Dataset(new Uint8Array(2 * 784), new Uint8Array([3, 5]), {
 *   name: "two blank images",
 *   imageShape: [28, 28],
 *   classes: 10,
 * });
 * const variants = variantsOf(data, { augment: { rotation: 8 }, copies: 3, key: [1, "variants"] });
 * assertEquals(variants.count, 6);
 * assertEquals(variants.label(3), 5);
 * ```
 */
export function variantsOf(data: Dataset, options: VariantsOptions): Dataset {
  checkSchema(optionsSchema, options, { to: "make variants", ErrorType: RangeError });
  const { augment, copies, key } = options;
  const { name, imageShape, classes, source, count } = data;
  const size = imageShape[0] * imageShape[1];
  const images = sharedBytes(copies * count * size);
  const labels = sharedBytes(copies * count);
  const augmenter = new Augmenter(augment, data);
  for (let copy = 0, at = 0; copy < copies; copy++) {
    const batch = { images: images.subarray(at * size, (at + count) * size), count };
    for (let i = 0; i < count; i++, at++) {
      images.set(data.image(i), at * size);
      labels[at] = data.label(i);
    }
    augmenter.applyBatch({ ...batch, labels }, { key: [...key, copy] });
  }
  return new Dataset(images, labels, {
    name: `${name}, ${copies} ${copies === 1 ? "variant" : "variants"} an image`,
    imageShape,
    classes,
    source,
  });
}
