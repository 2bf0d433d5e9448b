// Stochastic gradient descent. More steps are compared with PyTorch in training_step_test.ts.

import { assertEquals, assertThrows } from "@std/assert";
import { sgd } from "../../../lib/train/optimizers/sgd.ts";
import { assertNear } from "../../nn/golden.ts";
import { follow } from "./set_up.ts";

Deno.test("sgd steps against the gradient, and remembers nothing", () => {
  assertNear(follow(sgd(), [2, -1, 0], 0.5), [0, 0.5, 0.5], { name: "weight" });
});

Deno.test("sgd adds a part of the weight to its gradient", () => {
  // g = 2 + 0.1 * 1, then g = 0 + 0.1 * -0.05
  const weights = follow(sgd({ weightDecay: 0.1 }), [2, 0], 0.5);
  assertNear(weights, [-0.05, -0.05 + 0.5 * 0.005], { name: "weight" });
});

Deno.test("sgd is plain data", () => {
  assertEquals(sgd({ weightDecay: undefined }), { type: "sgd", weightDecay: 0 });
});

Deno.test("sgd refuses what is no option of it", () => {
  const cases: [options: unknown, message: string][] = [
    [{ weightDecay: -1 }, "weightDecay is -1 but must be a number of at least 0 and less than 1"],
    [{ weightDecay: "0.1" }, 'weightDecay is "0.1" but must be a number'],
    [
      { weight_decay: 0.1 },
      "found the unknown weight_decay, known are type, weightDecay; did you mean weightDecay?",
    ],
    [0.1, "the argument is 0.1 but must be an object of options by name"],
  ];
  for (const [options, message] of cases) {
    assertThrows(
      () => sgd(options as Parameters<typeof sgd>[0]),
      RangeError,
      `Cannot make the optimizer sgd: ${message}`,
    );
  }
});
