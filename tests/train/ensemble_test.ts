// Several networks that answer together.

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ensembleOf } from "../../lib/train/ensemble.ts";

const labels = new Uint8Array([0, 1, 2]);
const one = { labels, outputs: new Float32Array([0.6, 0.3, 0.1, 0.2, 0.7, 0.1, 0.5, 0.4, 0.1]) };
const other = { labels, outputs: new Float32Array([0.1, 0.5, 0.4, 0, 1, 0, 0.1, 0, 0.9]) };

Deno.test("ensembleOf answers with the mean of the probabilities", () => {
  const together = ensembleOf([one, other]);
  assertEquals([...together.predictions], [1, 1, 2]);
  assertEquals([together.correct, together.count], [2, 3]);
  assertEquals(together.confusion, [[0, 1, 0], [0, 1, 0], [0, 0, 1]]);
  assertAlmostEquals(together.outputs[0], 0.35, 1e-6);
  const loss = -(Math.log(0.35) + Math.log(0.85) + Math.log(0.5)) / 3;
  assertAlmostEquals(together.loss, loss, 1e-6);
});

Deno.test("ensembleOf leaves one network as it is, and its evaluation too", () => {
  const before = one.outputs.slice();
  assertEquals(ensembleOf([one]).outputs, before);
  ensembleOf([one, other]);
  assertEquals(one.outputs, before);
});

Deno.test("ensembleOf refuses what does not belong together", () => {
  assertThrows(() => ensembleOf([]), RangeError, "found no evaluation");
  const elsewhere = { ...other, labels: new Uint8Array([0, 2, 1]) };
  assertThrows(() => ensembleOf([one, elsewhere]), RangeError, "evaluation 2 is of other images");
  const more = { labels, outputs: new Float32Array(12) };
  assertThrows(() => ensembleOf([one, more]), RangeError, "evaluation 2 is of other images");
});
