// Training steps: losses, optimizers, smoothing and clipping against PyTorch.

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { argmax } from "../../lib/system/argmax.ts";
import { createBackend, Tensor } from "../../lib/tensor/mod.ts";
import { soften } from "../../lib/train/distillation.ts";
import { Optimizer } from "../../lib/train/optimizers/optimizer.ts";
import { fillTargets, TrainingStep } from "../../lib/train/training_step.ts";
import { assertNear, networkOf, type TrainingCase, trainings } from "../nn/golden.ts";
import { fastBackends } from "../tensor/installed_backends.ts";

/** Images a batch of the golden trainings. */
const BATCH = 4;

for (const backend of [createBackend("reference"), ...fastBackends]) {
  for (const golden of trainings) {
    Deno.test(`training on ${backend.name} agrees with PyTorch: ${golden.name}`, () => {
      const network = networkOf(golden, backend);
      const losses = train(golden, network);
      assertNear(losses, golden.losses, { name: "losses", tolerance: 1e-4 });
      for (const [i, { name, value }] of network.state.entries()) {
        assertNear(value.data, golden.stateAfter[i], { name, tolerance: 1e-4 });
      }
    });
  }
}

Deno.test("a training step counts what was right before the weights moved", () => {
  const [golden] = trainings;
  const network = networkOf(golden, createBackend("reference"));
  const step = stepOf(golden, network);
  const inputs = golden.pixels.length / golden.labels.length;
  const x = new Tensor([BATCH, inputs]);
  for (let i = 0; i < x.size; i++) x.data[i] = golden.pixels[i] / 255;
  const y = network.forward(x);
  const [, classes] = y.shape;
  const right = golden.labels.slice(0, BATCH).filter((label, row) =>
    label === argmax(y.data.subarray(classes * row, classes * (row + 1)))
  );
  step.images.set(golden.pixels.slice(0, x.size));
  step.labels.set(golden.labels.slice(0, BATCH));
  assertEquals(step.run(BATCH, { learningRate: 5, step: 0 }).correct, right.length);
});

Deno.test("fillTargets makes rows of one-hot targets, smoothed or not", () => {
  const targets = new Tensor([2, 4]);
  fillTargets(targets, { labels: new Uint8Array([2, 0]) });
  assertEquals(targets.data, new Float32Array([0, 0, 1, 0, 1, 0, 0, 0]));
  fillTargets(targets, { labels: new Uint8Array([2, 0]), smoothing: 0.2 });
  assertNear(targets.data, [0.05, 0.05, 0.85, 0.05, 0.85, 0.05, 0.05, 0.05], { name: "targets" });
  assertAlmostEquals(targets.data.reduce((sum, value) => sum + value, 0), 2, 1e-6);
});

/** Makes all steps of a golden training, and returns the mean loss of each. */
function train(golden: TrainingCase, network: ReturnType<typeof networkOf>): number[] {
  const training = stepOf(golden, network);
  const { softTargets = [], distillation } = golden;
  const softened = distillation === undefined ? undefined : soften(
    {
      probabilities: new Float32Array(softTargets),
      classes: softTargets.length / golden.labels.length,
    },
    distillation,
  );
  const bytes = BATCH * golden.pixels.length / golden.labels.length;
  return golden.learningRates.map((learningRate, step) => {
    training.images.set(golden.pixels.slice(step * bytes, (step + 1) * bytes));
    training.labels.set(golden.labels.slice(step * BATCH, (step + 1) * BATCH));
    const { length } = training.softTargets;
    if (softened) training.softTargets.set(softened.subarray(step * length, (step + 1) * length));
    return training.run(BATCH, { learningRate, step }).loss / BATCH;
  });
}

function stepOf(golden: TrainingCase, network: ReturnType<typeof networkOf>): TrainingStep {
  const { optimizer, loss, labelSmoothing, clipNorm, distillation } = golden;
  return new TrainingStep(network, {
    optimizer: new Optimizer(optimizer, network),
    loss,
    batchSize: BATCH,
    labelSmoothing,
    clipNorm: clipNorm ?? Infinity,
    distillation,
  });
}
