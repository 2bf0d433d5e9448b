// Tests of lib/inference/segment_ink.ts

import { assert, assertEquals, assertThrows } from "@std/assert";
import { blankImage, type GreyImage } from "../../lib/inference/grey_image.ts";
import { segmentInk } from "../../lib/inference/segment_ink.ts";
import { Random } from "../../lib/tensor/random.ts";

/** A ring of ink on paper, of which each pixel is as light as `lightAt` says. */
function photograph(lightAt: (ink: number, x: number, y: number) => number): GreyImage {
  const picture = blankImage(160, 120);
  for (let y = 0; y < 120; y++) {
    for (let x = 0; x < 160; x++) picture.values[y * 160 + x] = lightAt(ring(x, y), x, y);
  }
  return picture;
}

function ring(x: number, y: number): number {
  return Math.abs(Math.hypot(x - 80, y - 60) - 35) < 5 ? 1 : 0;
}

/** The part of the pixels where ink was found on paper, or paper on ink. */
function errorOf({ values }: GreyImage): number {
  const truth = photograph((ink) => ink).values;
  const wrong = values.filter((value, i) => (value > 0.5 ? 1 : 0) !== truth[i]).length;
  return wrong / truth.filter((ink) => ink === 1).length;
}

Deno.test("segmentInk finds dark ink on light paper and light ink on dark paper alike", () => {
  const dark = segmentInk(photograph((ink) => 0.95 - 0.9 * ink));
  const light = segmentInk(photograph((ink) => 0.1 + 0.8 * ink));
  const faint = segmentInk(photograph((ink) => 0.6 - 0.1 * ink));
  for (const found of [dark, light, faint]) {
    assertEquals(errorOf(found), 0);
    assertEquals(found.values.every((value) => value === 0 || value > 0.99), true);
  }
});

Deno.test("segmentInk is not deceived by light that fades across the paper", () => {
  assertEquals(
    errorOf(segmentInk(photograph((ink, x) => (0.9 - 0.4 * x / 160) * (1 - 0.5 * ink)))),
    0,
  );
});

Deno.test("segmentInk leaves the grain of the paper out", () => {
  const random = new Random([1, "grain"]);
  const grain = Float32Array.from({ length: 160 * 120 }, () => 0.03 * random.normal());
  const found = segmentInk(photograph((ink, x, y) => 0.8 - 0.5 * ink + grain[y * 160 + x]));
  assert(errorOf(found) < 0.01, `wrong in ${errorOf(found)} of the ink`);
  assertEquals(found.values[0], 0);
});

Deno.test("segmentInk keeps the soft edges of ink", () => {
  const found = segmentInk(photograph((_, x, y) => {
    return 1 - Math.max(0, 1 - Math.abs(Math.hypot(x - 80, y - 60) - 35) / 10);
  }));
  const half = found.values[60 * 160 + 80 + 35 + 5];
  assert(half > 0.4 && half < 0.8, `half way out there is ${half}`);
});

Deno.test("segmentInk refuses pictures on which nothing stands out", () => {
  const random = new Random([2, "grain"]);
  for (
    const light of [
      () => 1,
      () => 0,
      () => 0.5 + 0.02 * random.normal(),
      (_: number, x: number) => 0.4 + x / 400,
    ]
  ) {
    assertThrows(() => segmentInk(photograph(light)), RangeError, "nothing stands out");
  }
});
