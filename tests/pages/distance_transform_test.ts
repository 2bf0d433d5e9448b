// Tests of lib/pages/distance_transform.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { distanceTransform } from "../../lib/pages/distance_transform.ts";
import { blankImage } from "../../lib/inference/grey_image.ts";

Deno.test("distanceTransform gives the distance to the nearest pixel that counts", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.nat(143), { maxLength: 6 }),
      (width, height, numbers) => {
        const image = blankImage(width, height);
        const inked = numbers.map((number) => number % (width * height));
        for (const i of inked) image.values[i] = 1;
        const found = distanceTransform(image, (value) => value > 0);
        for (let i = 0; i < found.length; i++) {
          const distances = inked.map((other) =>
            Math.hypot(
              i % width - other % width,
              Math.floor(i / width) - Math.floor(other / width),
            )
          );
          assertAlmostEquals(found[i], Math.min(...distances), 1e-5);
        }
      },
    ),
  );
});

Deno.test("distanceTransform is infinite where nothing counts", () => {
  const found = distanceTransform(blankImage(5, 4), (value) => value > 0);
  assertEquals(found, new Float32Array(20).fill(Infinity));
});
