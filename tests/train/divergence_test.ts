// Trainings that go wrong for good.

import { assert, assertRejects } from "@std/assert";
import { DivergenceError, fit } from "../../lib/train/mod.ts";
import { bars, build, recipe } from "./synthetic.ts";

const data = bars(60);

Deno.test("fit ends with an error that says what to try where the loss is no number", async () => {
  const error = await assertRejects(
    () => fit(build(), data, { ...recipe, learningRate: 1e38, epochs: 5 }),
    DivergenceError,
    "Training diverged in epoch 1, at step ",
  );
  assert(/the loss is (NaN|Infinity) with a learning rate of 1e\+38/.test(error.message));
  assert(error.message.endsWith("Try a rate ten times smaller, or clipNorm: 1"));
});

Deno.test("fit notices that its last step left nothing but NaN behind", async () => {
  for (const epochs of [1, 3]) {
    await assertRejects(
      () => fit(build(), data, { ...recipe, learningRate: 1e39, batchSize: 60, epochs }),
      DivergenceError,
      "Training diverged in epoch 1, at step 1: a number of dense1.weights is ",
    );
  }
  // The signal comes after the first step.
  const signal = {
    looks: 0,
    get aborted() {
      return ++this.looks > 1;
    },
  };
  await assertRejects(
    () =>
      fit(build(), data, {
        ...recipe,
        learningRate: 1e39,
        signal: signal as unknown as AbortSignal,
      }),
    DivergenceError,
    "in epoch 1, at step 1: a number of dense1.weights is ",
  );
});
