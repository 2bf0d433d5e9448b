// Tests of what is said of a dataset as a whole.

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Dataset } from "../../lib/data/dataset.ts";
import {
  averageImage,
  averageImages,
  countPerClass,
  pixelHistogram,
  pixelStatistics,
} from "../../lib/data/summary.ts";

const dataset = new Dataset(
  Uint8Array.of(0, 10, 20, 30, 100, 0),
  Uint8Array.of(2, 0, 2),
  { name: "three", imageShape: [1, 2], classes: 4 },
);
const empty = dataset.take(0);

Deno.test("countPerClass counts each class, also those without images", () => {
  assertEquals(countPerClass(dataset), [1, 0, 2, 0]);
  assertEquals(countPerClass(empty), [0, 0, 0, 0]);
});

Deno.test("pixelHistogram counts each value", () => {
  const counts = pixelHistogram(dataset);
  assertEquals(counts.length, 256);
  assertEquals([0, 10, 20, 30, 100, 255].map((value) => counts[value]), [2, 1, 1, 1, 1, 0]);
});

Deno.test("pixelStatistics describes all pixels", () => {
  const { std, mean, ...others } = pixelStatistics(dataset);
  assertEquals(others, { min: 0, max: 100, shareOfZeros: 1 / 3 });
  assertAlmostEquals(mean, 160 / 6);
  assertAlmostEquals(std, Math.sqrt(11400 / 6 - (160 / 6) ** 2));
});

Deno.test("pixelStatistics sees only the images of a view", () => {
  assertEquals(pixelStatistics(dataset.subset([1])), {
    min: 20,
    max: 30,
    mean: 25,
    std: 5,
    shareOfZeros: 0,
  });
});

Deno.test("pixelStatistics refuses an empty dataset", () => {
  assertThrows(
    () => pixelStatistics(empty),
    RangeError,
    'Cannot describe dataset "three": it has no images',
  );
});

Deno.test("averageImage is the mean of each pixel", () => {
  assertEquals(averageImage(dataset), Float32Array.of(40, 40 / 3));
  assertEquals(averageImage(empty), Float32Array.of(0, 0));
});

Deno.test("averageImages has one image a class", () => {
  assertEquals(averageImages(dataset), [
    Float32Array.of(20, 30),
    Float32Array.of(0, 0),
    Float32Array.of(50, 5),
    Float32Array.of(0, 0),
  ]);
});
