// Variants: which image, which label, and what fixes the changes.

import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { Augmenter } from "../../lib/data/augment.ts";
import { Dataset } from "../../lib/data/dataset.ts";
import { variantsOf } from "../../lib/data/variants.ts";
import { Random } from "../../lib/tensor/random.ts";

const augment = { rotation: 20, shift: 1, zoom: 0.1, elastic: { alpha: 30, sigma: 4 } };
const SIZE = 12 * 12;

/** Some images with strokes in them, the last ones first: a view, not the bytes as they lie. */
function someImages(count = 5): Dataset {
  const random = new Random([1, "pixels"]);
  const images = Uint8Array.from(
    { length: count * SIZE },
    () => Math.floor(256 * random.uniform()),
  );
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const all = new Dataset(images, labels, {
    name: "noise",
    imageShape: [12, 12],
    classes: 3,
    source: { name: "noise", sha256: "0".repeat(64) },
  });
  return all.subset(Array.from({ length: count }, (_, i) => count - 1 - i));
}

Deno.test("variantsOf has each image in each copy, with its label and its source", () => {
  const data = someImages();
  const variants = variantsOf(data, { augment, copies: 3, key: [7] });
  assertEquals(variants.count, 15);
  assertEquals(variants.source, data.source);
  assertEquals(variants.imageShape, data.imageShape);
  assertEquals(variants.name, "noise, 3 variants an image");
  for (let i = 0; i < variants.count; i++) assertEquals(variants.label(i), data.label(i % 5));
});

Deno.test("variantsOf changes image i of copy c as an Augmenter does with the stream [...key, c, i]", () => {
  const data = someImages();
  const variants = variantsOf(data, { augment, copies: 2, key: [7, "variants"] });
  const augmenter = new Augmenter(augment, data);
  for (const [copy, i] of [[0, 0], [0, 4], [1, 0], [1, 3]]) {
    const random = new Random([7, "variants", copy, i]);
    const expected = augmenter.apply(data.image(i), { into: new Uint8Array(SIZE), random });
    assertEquals(variants.image(copy * data.count + i), expected);
    assertNotEquals(expected, data.image(i));
  }
});

Deno.test("variantsOf makes fewer copies as the first of more, and other images with another key", () => {
  const data = someImages();
  const two = variantsOf(data, { augment, copies: 2, key: [1] });
  const four = variantsOf(data, { augment, copies: 4, key: [1] });
  for (let i = 0; i < two.count; i++) assertEquals(two.image(i), four.image(i));
  assertNotEquals(variantsOf(data, { augment, copies: 1, key: [2] }).image(0), two.image(0));
});

Deno.test("variantsOf leaves the images that it was given as they were", () => {
  const data = someImages();
  const before = data.image(0).slice();
  variantsOf(data, { augment, copies: 1, key: [1] });
  assertEquals(data.image(0), before);
});

Deno.test("variantsOf puts pixels where Workers read them without a copy", () => {
  const { images, labels } = variantsOf(someImages(), { augment, copies: 1, key: [1] }).toMessage();
  assert(images.buffer instanceof SharedArrayBuffer);
  assert(labels.buffer instanceof SharedArrayBuffer);
});

Deno.test("variantsOf refuses what is no number of copies, no change and no key", () => {
  const data = someImages();
  assertThrows(() => variantsOf(data, { augment, copies: 0, key: [1] }), RangeError, "copies");
  assertThrows(() => variantsOf(data, { augment, copies: 1.5, key: [1] }), RangeError, "copies");
  assertThrows(
    () => variantsOf(data, { augment: { shift: -1 }, copies: 1, key: [1] }),
    RangeError,
    "shift",
  );
  assertThrows(
    () => variantsOf(data, { augment, copies: 1, key: "abc" as unknown as string[] }),
    RangeError,
    "key",
  );
});
