// Tests of lib/inference/peaks.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { findPeaks, suppress } from "../../lib/inference/peaks.ts";

/** A map of two classes, a digit and none, from probabilities of the digit in tenths, written row by row. */
function mapOf(...rows: readonly string[]) {
  const tenths = [...rows.join("")].map(Number);
  const probabilities = Float32Array.from(tenths.flatMap((digit) => [digit / 10, 1 - digit / 10]));
  return { stride: 4, rows: rows.length, columns: rows[0].length, classes: 2, probabilities };
}

Deno.test("findPeaks finds where a digit is likelier than all around, in pixels of the picture", () => {
  const map = mapOf("00000000", "08000900", "00000000");
  const peaks = findPeaks(map, { scale: 0.5, size: 20, atLeast: 0.5 });
  assertEquals(peaks.length, 2);
  for (const [i, x] of [8, 40].entries()) {
    assertAlmostEquals(peaks[i].x, x, 1e-4);
    assertAlmostEquals(peaks[i].y, 8, 1e-4);
    assertEquals(peaks[i].size, 40);
  }
  assertAlmostEquals(peaks[0].score, 0.8, 1e-6);
  assertEquals(findPeaks(map, { scale: 0.5, size: 20, atLeast: 0.85 }), peaks.slice(1));
});

Deno.test("findPeaks takes neighbours of the same height for one peak between them", () => {
  const peaks = findPeaks(mapOf("0000", "0880", "0000"), { scale: 1, size: 20, atLeast: 0.5 });
  assertEquals(peaks.length, 1);
  assertAlmostEquals(peaks[0].x, 6, 1e-4);
});

Deno.test("suppress keeps the surest of candidates for one digit, and both of two digits", () => {
  const first = { x: 100, y: 50, size: 40, score: 0.9 };
  const again = { x: 102, y: 51, size: 56, score: 0.6 };
  const part = { x: 104, y: 60, size: 14, score: 0.8 };
  const beside = { x: 130, y: 50, size: 40, score: 0.7 };
  const kept = suppress([again, part, beside, first]);
  assertEquals(kept.map(({ score }) => score), [0.9, 0.7]);
  // Between both that are about as large, nearer to that which is surer.
  assertAlmostEquals(kept[0].x, 100.8, 1e-9);
  assertEquals(kept[0].size > 40 && kept[0].size < 47.3, true);
  assertEquals([kept[1].x, kept[1].y], [130, 50]);
});
