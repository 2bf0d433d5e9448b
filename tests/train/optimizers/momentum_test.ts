// Momentum. More steps are compared with PyTorch in training_step_test.ts.

import { assertEquals, assertThrows } from "@std/assert";
import { momentum } from "../../../lib/train/optimizers/momentum.ts";
import { assertNear } from "../../nn/golden.ts";
import { follow } from "./set_up.ts";

Deno.test("momentum rolls on with the velocity that gradients gave", () => {
  // v = 2, then 0.9 * 2 - 1 = 0.8, then 0.72
  const weights = follow(momentum(), [2, -1, 0], 0.5);
  assertNear(weights, [0, -0.4, -0.76], { name: "weight" });
});

Deno.test("momentum of Nesterov steps from where the velocity will have carried the weights", () => {
  // v = 2, step 2 + 0.9 * 2 = 3.8; v = 0.8, step -1 + 0.72 = -0.28
  const weights = follow(momentum({ nesterov: true }), [2, -1], 0.5);
  assertNear(weights, [-0.9, -0.76], { name: "weight" });
});

Deno.test("momentum with dampening is an average of the gradients", () => {
  // v = 0.9 * 2 = 1.8, then 0.1 * 1.8 - 0.9 = -0.72
  const weights = follow(momentum({ momentum: 0.1, dampening: 0.9 }), [2, -1], 0.5);
  assertNear(weights, [0.1, 0.46], { name: "weight" });
});

Deno.test("momentum is plain data, its options in their order", () => {
  assertEquals(
    JSON.stringify(momentum({ nesterov: true, momentum: 0.5 })),
    '{"type":"momentum","momentum":0.5,"dampening":1,"nesterov":true,"weightDecay":0}',
  );
});

Deno.test("momentum refuses what is no option of it", () => {
  const cases: [options: unknown, message: string][] = [
    [{ momentum: 1 }, "momentum is 1 but must be a number of at least 0 and less than 1"],
    [{ dampening: 0 }, "dampening is 0 but must be a number greater than 0"],
    [{ nesterov: 1 }, "nesterov is 1 but must be true or false"],
    [{ nestrov: true }, "found the unknown nestrov"],
  ];
  for (const [options, message] of cases) {
    assertThrows(
      () => momentum(options as Parameters<typeof momentum>[0]),
      RangeError,
      `Cannot make the optimizer momentum: ${message}`,
    );
  }
});
