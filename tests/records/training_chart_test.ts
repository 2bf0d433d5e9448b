// How trainings went, of one seed and of several, with images held out and without.

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { trainingChart } from "../../lib/records/training_chart.ts";
import { assertChart } from "../charts/assert_chart.ts";

const epoch = { loss: 0.5, accuracy: 0.9 };
const heldOut = { ...epoch, validationLoss: 0.8, validationAccuracy: 0.75 };

Deno.test("trainingChart draws one training as a curve without a band", () => {
  const chart = trainingChart([[epoch, { loss: 0.25, accuracy: 0.95 }]]);
  assertChart(chart);
  assertStringIncludes(`${chart}`, "training: loss 0.5 (epoch 1), 0.25 (epoch 2)");
  assertStringIncludes(
    `${chart}`,
    "training: wrong answers 10.00 % (epoch 1), 5.00 % (epoch 2)",
  );
  assertEquals([/aria-label="area"/.test(chart.svg), /held out/i.test(`${chart}`)], [false, false]);
});

Deno.test("trainingChart draws the mean of several trainings as far as each has come", () => {
  const chart = trainingChart([[epoch, epoch], [{ loss: 0.1, accuracy: 0.8 }]], { epochs: 5 });
  assertChart(chart);
  assertStringIncludes(`${chart}`, "training: loss 0.3 (epoch 1), 0.5 (epoch 2)");
  assertStringIncludes(`${chart}`, "Mean and range of 2 seeds.");
  assertMatch(chart.svg, /aria-label="area"/);
});

Deno.test("trainingChart has a curve of images held out where there are some", () => {
  const chart = trainingChart([[heldOut, heldOut]]);
  assertChart(chart);
  assertStringIncludes(`${chart}`, "held out: wrong answers 25.00 % (epoch 1)");
  assertStringIncludes(`${chart}`, "Held out: after the epoch.");
});

Deno.test("trainingChart is empty before the first epoch and after a training without an end", () => {
  assertChart(trainingChart([], { epochs: 3 }));
  // NaN has no place on an axis, and 0 none on a logarithmic one.
  const chart = trainingChart([[{ loss: NaN, accuracy: 1 }]]);
  assertChart(chart);
  assertStringIncludes(`${chart}`, "no loss yet");
});
