// Tests of augmentation.

import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { Augmenter, type AugmentOptions } from "../../lib/data/augment.ts";
import { Random } from "../../lib/tensor/random.ts";

/** Chance that always comes out at the same value: 1 makes every change its largest, 0 its smallest. */
class Fixed extends Random {
  readonly #value: number;

  constructor(value: number) {
    super([]);
    this.#value = value;
  }

  override uniform(): number {
    return this.#value;
  }
}

const imageShape = [9, 11] as const;
const images = fc.uint8Array({ minLength: 99, maxLength: 99 });
const everything: AugmentOptions = {
  rotation: 20,
  shift: 2,
  zoom: 0.2,
  shear: 0.2,
  elastic: { alpha: 8, sigma: 2 },
};

/** An image, changed into a new one. */
function augment(
  image: Uint8Array,
  { random, ...options }: AugmentOptions & { random: Random },
): Uint8Array {
  const augmenter = new Augmenter(options, { imageShape });
  return augmenter.apply(image, { into: new Uint8Array(image.length), random });
}

/** The image of some pixels, `[x, y]`, at full ink. */
function dots(...points: [x: number, y: number][]): Uint8Array {
  const image = new Uint8Array(99);
  for (const [x, y] of points) image[y * 11 + x] = 255;
  return image;
}

/** A round spot of ink, and no sharp edge. */
function spot(x: number, y: number): Uint8Array {
  return new Uint8Array(99).map((_, i) =>
    255 * Math.exp(-((i % 11 - x) ** 2 + (Math.floor(i / 11) - y) ** 2) / 2)
  );
}

/** The centre of all ink. */
function centre(image: Uint8Array): [x: number, y: number] {
  let [ink, x, y] = [0, 0, 0];
  image.forEach((value, i) => {
    ink += value;
    x += value * (i % 11);
    y += value * Math.floor(i / 11);
  });
  return [x / ink, y / ink];
}

Deno.test("Augmenter leaves images as they are when no change is asked for", () => {
  const nothing = { rotation: 0, shift: 0, zoom: 0, shear: 0, elastic: { alpha: 0, sigma: 2 } };
  fc.assert(fc.property(images, fc.integer(), (image, seed) => {
    const random = new Random([seed]);
    assertEquals(augment(image, { random }), image);
    assertEquals(augment(image, { ...nothing, random }), image);
  }));
});

Deno.test("Augmenter leaves images as they are when chance has it so", () => {
  fc.assert(fc.property(images, (image) => {
    assertEquals(augment(image, { ...everything, random: new Fixed(0.5) }), image);
  }));
});

Deno.test("Augmenter shifts by whole pixels without a loss", () => {
  const image = dots([5, 4], [0, 0], [10, 8]);
  assertEquals(augment(image, { shift: 2, random: new Fixed(1) }), dots([7, 6], [2, 2]));
  assertEquals(augment(image, { shift: 2, random: new Fixed(0) }), dots([3, 2], [8, 6]));
});

Deno.test("Augmenter shares the ink of a part of a pixel (bilinear interpolation)", () => {
  const image = augment(dots([5, 4]), { shift: 0.25, random: new Fixed(1) });
  const [left, right] = [[0.75 * 0.75, 0.75 * 0.25], [0.25 * 0.75, 0.25 * 0.25]];
  const expected = [...left, ...right].map((share) => Math.round(255 * share));
  assertEquals([4 * 11 + 5, 5 * 11 + 5, 4 * 11 + 6, 5 * 11 + 6].map((i) => image[i]), expected);
});

Deno.test("Augmenter turns about the centre, clockwise for positive angles", () => {
  assertEquals(
    augment(dots([8, 4], [5, 3]), { rotation: 90, random: new Fixed(1) }),
    dots([5, 7], [6, 4]),
  );
});

Deno.test("Augmenter slants the lower half to one side and the upper to the other", () => {
  assertEquals(
    augment(dots([5, 4], [5, 6], [5, 1]), { shear: 1, random: new Fixed(1) }),
    dots([5, 4], [7, 6], [2, 1]),
  );
});

Deno.test("Augmenter zooms about the centre", () => {
  const [x, y] = centre(augment(dots([7, 3]), { zoom: 0.5, random: new Fixed(1) }));
  assertAlmostEquals(x, 5 + 1.5 * 2, 0.05);
  assertAlmostEquals(y, 4 - 1.5 * 1, 0.05);
});

Deno.test("Augmenter stretches, slants, turns and shifts, in this order", () => {
  const random = new Fixed(1);
  const options = { rotation: 30, shift: 1, zoom: 0.25, shear: 0.5, random };
  const [x, y] = centre(augment(spot(6, 3), options));
  const [stretchedX, stretchedY] = [1.25 * 1, 1.25 * -1];
  const slanted = stretchedX + 0.5 * stretchedY;
  const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
  assertAlmostEquals(x, 5 + 1 + cos * slanted - sin * stretchedY, 0.05);
  assertAlmostEquals(y, 4 + 1 + sin * slanted + cos * stretchedY, 0.05);
});

Deno.test("Augmenter bends images elastically", () => {
  const image = spot(5, 4);
  const elastic = { alpha: 8, sigma: 2 };
  const bent = augment(image, { elastic, random: new Random([1]) });
  assertNotEquals(bent, image);
  assertNotEquals(augment(image, { elastic, random: new Random([2]) }), bent);
});

Deno.test("Augmenter never makes more ink than the darkest pixel, however far it moves", () => {
  fc.assert(fc.property(
    images,
    fc.record({
      rotation: fc.double({ min: 0, max: 1000, noNaN: true }),
      shift: fc.double({ min: 0, max: 1000, noNaN: true }),
      zoom: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      shear: fc.double({ min: 0, max: 1000, noNaN: true }),
      elastic: fc.record({
        alpha: fc.double({ min: 0, max: 1000, noNaN: true }),
        sigma: fc.double({ min: 1, max: 1000, noNaN: true }),
      }),
    }),
    fc.integer(),
    (image, options, seed) => {
      const changed = augment(image, { ...options, random: new Random([seed]) });
      assert(Math.max(...changed) <= Math.max(...image));
    },
  ));
});

Deno.test("Augmenter may change an image where it lies", () => {
  const image = spot(5, 4);
  const augmenter = new Augmenter(everything, { imageShape });
  const expected = augment(image, { ...everything, random: new Random([1]) });
  assertEquals(augmenter.apply(image, { into: image, random: new Random([1]) }), expected);
  assertEquals(image, expected);
});

Deno.test("Augmenter.applyBatch does not depend on the batch size", () => {
  const key = [7, "augment", 3];
  const pixels = new Uint8Array(5 * 99).map((_, i) => i % 251);
  const [whole, parts] = [pixels.slice(), pixels.slice()];
  const labels = new Uint8Array(5);
  const augmenter = new Augmenter(everything, { imageShape });
  augmenter.applyBatch({ images: whole, labels, count: 5 }, { key });
  // The second part first.
  augmenter.applyBatch({ images: parts.subarray(2 * 99), labels, count: 3 }, { key, start: 2 });
  augmenter.applyBatch({ images: parts, labels, count: 2 }, { key });
  assertEquals(parts, whole);
  assertNotEquals(whole, pixels);
});

Deno.test("Augmenter.applyBatch leaves the images past the count alone", () => {
  const images = new Uint8Array(2 * 99).fill(200);
  const augmenter = new Augmenter({ shift: 5 }, { imageShape });
  augmenter.applyBatch({ images, labels: new Uint8Array(2), count: 1 }, { key: [1] });
  assertNotEquals(images.subarray(0, 99), new Uint8Array(99).fill(200));
  assertEquals(images.subarray(99), new Uint8Array(99).fill(200));
});

Deno.test("Augmenter refuses options that make no sense", () => {
  for (const name of ["rotation", "shift", "zoom", "shear"] as const) {
    for (const value of [-0.1, NaN, Infinity]) {
      assertThrows(
        () => new Augmenter({ [name]: value }, { imageShape }),
        RangeError,
        `Cannot augment images: ${name} is ${value} but must be a number of at least 0`,
      );
    }
  }
  assertThrows(
    () => new Augmenter({ zoom: 1 }, { imageShape }),
    RangeError,
    "zoom is 1 but must be a number of at least 0 and less than 1",
  );
});

Deno.test("Augmenter refuses images of another size", () => {
  const augmenter = new Augmenter({}, { imageShape });
  assertThrows(
    () => augmenter.apply(new Uint8Array(99), { into: new Uint8Array(98), random: new Random([]) }),
    RangeError,
    "Cannot augment an image of 99 bytes into 98: images of 9x11 have 99",
  );
});
