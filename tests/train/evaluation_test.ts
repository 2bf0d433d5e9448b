// What is said of answers that can be counted by hand.

import { assertEquals, assertThrows } from "@std/assert";
import { accuracyOfFirst, scoreOutputs, wrongImages } from "../../lib/train/evaluation.ts";

const labels = new Uint8Array([0, 1, 1, 0]);
/** Right, wrong, right, right. */
const outputs = new Float32Array([0.9, 0.1, 0.7, 0.3, 0.4, 0.6, 0.8, 0.2]);

Deno.test("scoreOutputs counts what was taken for what", () => {
  const { predictions, classes, ...found } = scoreOutputs(outputs, { labels, loss: 0.5 });
  assertEquals([...predictions], [0, 0, 1, 0]);
  assertEquals(found.confusion, [[2, 0], [1, 1]]);
  assertEquals([found.count, found.correct, found.accuracy, found.loss], [4, 3, 0.75, 0.5]);
  assertEquals(classes, [
    { count: 2, recall: 1, precision: 2 / 3 },
    { count: 2, recall: 1 / 2, precision: 1 },
  ]);
});

Deno.test("scoreOutputs takes NaN for no class", () => {
  const broken = outputs.slice();
  broken[5] = NaN;
  assertThrows(
    () => scoreOutputs(broken, { labels, loss: NaN }),
    RangeError,
    "Cannot evaluate: the network answers image 2 with NaN but numbers are needed",
  );
});

Deno.test("scoreOutputs refuses outputs that are not a row for each label", () => {
  for (const [length, count] of [[7, 4], [0, 0]]) {
    assertThrows(
      () =>
        scoreOutputs(outputs.subarray(0, length), { labels: labels.subarray(0, count), loss: 0 }),
      RangeError,
      `found ${length} outputs for ${count} labels`,
    );
  }
});

Deno.test("accuracyOfFirst is the part of the first images that is right", () => {
  const evaluation = scoreOutputs(outputs, { labels, loss: 0 });
  assertEquals([1, 2, 3, 4].map((count) => accuracyOfFirst(count, evaluation)), [
    1,
    1 / 2,
    2 / 3,
    3 / 4,
  ]);
});

Deno.test("accuracyOfFirst makes no figure on images that are not there", () => {
  const evaluation = scoreOutputs(outputs, { labels, loss: 0 });
  for (const count of [5, 1000, 0, -1, 1.5, NaN, Infinity]) {
    assertThrows(
      () => accuracyOfFirst(count, evaluation),
      RangeError,
      `Cannot find the accuracy on the first ${count} images: 4 were evaluated, but it must be an ` +
        `integer from 1 to 4`,
    );
  }
});

Deno.test("wrongImages are those whose answer is not their label", () => {
  assertEquals(wrongImages(scoreOutputs(outputs, { labels, loss: 0 })), [1]);
});
