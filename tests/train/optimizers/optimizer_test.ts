// What all optimizers have in common.

import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { adam, momentum, type OptimizerSpec, sgd } from "../../../lib/train/optimizers/mod.ts";
import { assertNear } from "../../nn/golden.ts";
import { setUp } from "./set_up.ts";

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

Deno.test("an optimizer that there is not is refused", () => {
  const other = { ...adam(), type: "nadam" } as unknown as OptimizerSpec;
  assertThrows(
    () => setUp(other, [1]),
    TypeError,
    'Cannot train: type is "nadam" but must be one of "sgd", "momentum", "adam"; did you mean adam?',
  );
});

Deno.test("an optimizer names what it remembers after parameter and slot", () => {
  const namesOf = (spec: Parameters<typeof setUp>[0]) =>
    setUp(spec, [2, 3]).optimizer.state.map(({ name, value }) => `${name} ${value.shape}`);
  assertEquals(namesOf(sgd()), []);
  assertEquals(namesOf(momentum()), ["dense1.weights.velocity 2,3"]);
  assertEquals(namesOf(adam()), [
    "dense1.weights.firstMoment 2,3",
    "dense1.weights.secondMoment 2,3",
  ]);
});

Deno.test("an optimizer that resumes with its state and steps goes on to the same bits", () => {
  for (const spec of [sgd(), momentum({ nesterov: true }), adam({ weightDecay: 0.01 })]) {
    const whole = setUp(spec, [3, 2]);
    const first = setUp(spec, [3, 2]);
    for (let i = 0; i < 7; i++) {
      step(whole, i);
      if (i < 4) step(first, i);
    }
    const second = setUp(spec, [3, 2]);
    second.parameter.value.data.set(first.parameter.value.data);
    for (const [i, { value }] of second.optimizer.state.entries()) {
      value.data.set(first.optimizer.state[i].value.data);
    }
    second.optimizer.resume(4);
    for (let i = 4; i < 7; i++) step(second, i);
    assertEquals(second.parameter.value, whole.parameter.value);
  }
});

/** Makes a step with a gradient of its own. */
function step({ parameter, optimizer }: ReturnType<typeof setUp>, number: number) {
  const { data } = parameter.gradient;
  for (let i = 0; i < data.length; i++) data[i] = Math.sin(number + 2 * i);
  optimizer.step(0.1);
}
