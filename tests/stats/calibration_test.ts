// Calibration on answers whose confidence and correctness are known.

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { calibrate } from "../../lib/stats/calibration.ts";

Deno.test("calibrate sorts answers by confidence and counts the right ones", () => {
  const probabilities = [0.95, 0.05, 0.35, 0.65, 0.62, 0.38, 1, 0];
  const { bins, expectedError } = calibrate(probabilities, [0, 1, 1, 0]);
  assertEquals(bins.map((bin) => bin.count), [2, 2]);
  assertEquals(bins.map((bin) => bin.accuracy), [0.5, 1]);
  assertEquals(bins.map((bin) => bin.range.high), [0.7, 1]);
  assertAlmostEquals(bins[0].confidence, 0.635);
  assertAlmostEquals(bins[1].confidence, 0.975);
  assertAlmostEquals(expectedError, 0.5 * (0.635 - 0.5) + 0.5 * (1 - 0.975));
});

Deno.test("calibrate finds no error where confidence is honest", () => {
  // Five answers of confidence 0.8, four of them right.
  const probabilities = Array.from({ length: 5 }, () => [0.8, 0.2]).flat();
  assertAlmostEquals(calibrate(probabilities, [0, 0, 1, 0, 0]).expectedError, 0);
});

Deno.test("calibrate refuses probabilities that are not a row for each label", () => {
  assertThrows(() => calibrate([0.5, 0.5, 1], [0, 1]), RangeError, "found 3 probabilities for 2");
});

Deno.test("calibrate refuses what is no probability, and no number of ranges", () => {
  assertThrows(() => calibrate([0.5, NaN], [0]), RangeError, "of class 1 for image 0 is NaN");
  assertThrows(() => calibrate([0.5, 2], [0]), RangeError, "is 2 but must be from 0 to 1");
  assertThrows(() => calibrate([], []), RangeError, "found 0 probabilities for 0 labels");
  for (const bins of [0, 0.5, NaN, 1e9]) {
    assertThrows(() => calibrate([1, 0], [0], { bins }), RangeError, `bins is ${bins}`);
  }
});
