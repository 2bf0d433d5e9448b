// Optimizers: what the goldens do not show. Their steps are compared with PyTorch in
// training_step_test.ts.

import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { createBackend, type Shape } from "../../lib/tensor/mod.ts";
import { adam, momentum, Optimizer, type OptimizerSpec, sgd } from "../../lib/train/optimizers.ts";
import { assertNear } from "../nn/golden.ts";

const backend = createBackend("reference");

Deno.test("optimizers are plain data", () => {
  const specs = [sgd({ weightDecay: 0.1 }), momentum({ nesterov: true }), adam({ beta2: 0.99 })];
  assertEquals(JSON.parse(JSON.stringify(specs)), specs);
});

Deno.test("momentum with dampening is an average of the gradients", () => {
  const { optimizer, parameter } = setUp(momentum({ momentum: 0.1, dampening: 0.9 }), [1]);
  const { value, gradient } = parameter;
  value.data[0] = 1;
  gradient.data[0] = 2;
  optimizer.step(0.5);
  // m = 0.9 * 2 = 1.8
  assertNear(value.data, [1 - 0.5 * 1.8], { name: "value" });
  gradient.data[0] = -1;
  optimizer.step(0.5);
  // m = 0.1 * 1.8 + 0.9 * -1 = -0.72
  assertNear(value.data, [0.1 + 0.5 * 0.72], { name: "value" });
});

Deno.test("weights decay but biases do not", () => {
  for (const spec of [sgd, momentum, adam].map((make) => make({ weightDecay: 0.5 }))) {
    for (const [shape, decays] of [[[2], false], [[2, 1], true], [[1, 1, 2, 1], true]] as const) {
      const { optimizer, parameter } = setUp(spec, shape);
      parameter.value.data.fill(1);
      optimizer.step(0.1);
      assertNear(parameter.value.data, decays ? [0.95, 0.95] : [1, 1], { name: spec.type });
    }
  }
});

Deno.test("only gradient descent without decay is plain descent", () => {
  assert(setUp(sgd(), [1]).optimizer.isPlainDescent);
  for (const spec of [sgd({ weightDecay: 0.1 }), momentum(), adam()]) {
    assertFalse(setUp(spec, [1]).optimizer.isPlainDescent);
  }
});

Deno.test("an optimizer that resumes with slots and steps goes on to the same bits", () => {
  for (const spec of [sgd(), momentum({ nesterov: true }), adam({ weightDecay: 0.01 })]) {
    const whole = setUp(spec, [3, 2]);
    const first = setUp(spec, [3, 2]);
    for (let i = 0; i < 7; i++) {
      step(whole, i);
      if (i < 4) step(first, i);
    }
    const second = setUp(spec, [3, 2]);
    second.parameter.value.data.set(first.parameter.value.data);
    for (const [i, slot] of second.optimizer.slots[0].entries()) {
      slot.data.set(first.optimizer.slots[0][i].data);
    }
    second.optimizer.resume(first.optimizer.steps);
    for (let i = 4; i < 7; i++) step(second, i);
    assertEquals(second.parameter.value, whole.parameter.value);
  }
});

Deno.test("optimizers refuse parts that are none", () => {
  assertThrows(() => sgd({ weightDecay: -1 }), RangeError, "weightDecay must be at least 0");
  assertThrows(() => momentum({ momentum: 1 }), RangeError, "momentum must be at least 0");
  assertThrows(() => adam({ beta1: 1 }), RangeError, "beta1 must be at least 0 and less than 1");
  assertThrows(() => adam({ beta2: NaN }), RangeError, "but is NaN");
});

function setUp(spec: OptimizerSpec, shape: Shape) {
  const parameter = {
    name: "weights",
    value: backend.tensor(shape),
    gradient: backend.tensor(shape),
  };
  return { parameter, optimizer: new Optimizer(spec, { parameters: [parameter], backend }) };
}

/** Makes a step with a gradient of its own. */
function step({ parameter, optimizer }: ReturnType<typeof setUp>, number: number) {
  const { data } = parameter.gradient;
  for (let i = 0; i < data.length; i++) data[i] = Math.sin(number + 2 * i);
  optimizer.step(0.1);
}
