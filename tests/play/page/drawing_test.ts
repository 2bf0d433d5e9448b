// What a panel draws.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { draw } from "../../../lib/play/page/drawing.ts";

const report = (epoch: number, accuracy: number) => ({
  epoch,
  learningRate: 0.1,
  loss: 1 / epoch,
  accuracy,
  validationLoss: 2 / epoch,
  validationAccuracy: accuracy - 0.1,
  seconds: 1,
});

Deno.test("draw shows training and test apart, and how far the epoch under way has come", () => {
  const reports = [report(1, 0.5), report(2, 0.8)];
  const now = { epochs: 2.5, loss: 0.25, accuracy: 0.9 };
  const run = { name: "", color: 0, reports, now };
  assertEquals(
    `${draw({ type: "curves", y: "accuracy", epochs: 4, runs: [run] })}`,
    "training: accuracy 50.00 % (epoch 1), 90.00 % (epoch 2.5)\n" +
      "test: accuracy 40.00 % (epoch 1), 70.00 % (epoch 2)",
  );
  assertStringIncludes(
    `${draw({ type: "curves", y: "loss", epochs: 4, runs: [run] })}`,
    "training: loss 1 (epoch 1), 0.25 (epoch 2.5)",
  );
});

Deno.test("draw lays runs over each other, each with its name", () => {
  const runs = [
    { name: "", color: 0, reports: [report(1, 0.5)] },
    { name: "A", color: 1, reports: [report(1, 0.6)] },
  ];
  assertEquals(
    `${draw({ type: "curves", y: "accuracy", epochs: 4, runs })}`.split("\n").map((line) =>
      line.split(":")[0]
    ),
    ["training", "test", "training A", "test A"],
  );
});

Deno.test("draw leaves out a loss that is no number", () => {
  const reports = [report(1, 0.5), { ...report(2, 0.1), validationLoss: NaN }];
  assertStringIncludes(
    `${draw({ type: "curves", y: "loss", epochs: 2, runs: [{ name: "", color: 0, reports }] })}`,
    "test: loss 2 (epoch 1)",
  );
});

Deno.test("draw shows weights of dense layers and of filters, and the confusion matrix", () => {
  const dense = { shape: [784, 60], data: new Float32Array(784 * 60) };
  assertEquals(`${draw({ type: "weights", weights: dense })}`, "the weights of 50 of 60 units");
  const filters = { shape: [5, 5, 1, 8], data: new Float32Array(200) };
  assertEquals(`${draw({ type: "weights", weights: filters })}`, "the weights of 8 of 8 units");
  assertStringIncludes(
    draw({ type: "confusion", confusion: [[3, 1], [0, 4]] }).media["image/svg+xml"]!,
    "<svg",
  );
});
