// Adam. More steps are compared with PyTorch in training_step_test.ts.

import { assertEquals, assertThrows } from "@std/assert";
import { adam } from "../../../lib/train/optimizers/adam.ts";
import { assertNear } from "../../nn/golden.ts";
import { follow } from "./set_up.ts";

Deno.test("adam's first step is as long as the learning rate, whatever the gradient", () => {
  for (const gradient of [1e-3, 1, 1e3]) {
    assertNear(follow(adam(), [gradient], 0.1), [0.9], { name: "weight" });
    assertNear(follow(adam(), [-gradient], 0.1), [1.1], { name: "weight" });
  }
});

Deno.test("adam divides the mean of the gradients by the root of the mean of their squares", () => {
  const [beta1, beta2, epsilon, rate] = [0.5, 0.75, 0.25, 0.1];
  const gradients = [2, -1, 0.5];
  let [weight, m, s] = [1, 0, 0];
  const weights = gradients.map((g, i) => {
    m = beta1 * m + (1 - beta1) * g;
    s = beta2 * s + (1 - beta2) * g ** 2;
    const mean = m / (1 - beta1 ** (i + 1));
    const square = s / (1 - beta2 ** (i + 1));
    return weight -= rate * (mean / (Math.sqrt(square) + epsilon) + 0.01 * weight);
  });
  const spec = adam({ beta1, beta2, epsilon, weightDecay: 0.01 });
  assertNear(follow(spec, gradients, rate), weights, { name: "weight" });
});

Deno.test("adam has the paper's settings unless told", () => {
  assertEquals(adam(), { type: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 });
});

Deno.test("adam refuses what is no option of it", () => {
  const cases: [options: unknown, message: string][] = [
    [{ beta1: 1 }, "beta1 is 1 but must be a number of at least 0 and less than 1"],
    [{ beta2: NaN }, "beta2 is NaN but must be a number of at least 0 and less than 1"],
    [{ epsilon: 0 }, "epsilon is 0 but must be a number greater than 0"],
    [{ weightDecay: -0.1 }, "weightDecay is -0.1 but must be a number of at least 0"],
    [
      { eps: 1e-7 },
      "found the unknown eps, known are type, beta1, beta2, epsilon, weightDecay; " +
      "did you mean epsilon?",
    ],
    [{ lr: 0.001 }, "found the unknown lr"],
  ];
  for (const [options, message] of cases) {
    assertThrows(
      () => adam(options as Parameters<typeof adam>[0]),
      RangeError,
      `Cannot make the optimizer adam: ${message}`,
    );
  }
});
