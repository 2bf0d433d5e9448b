// The losses: against PyTorch, against differences, and at the ends of what numbers can be.

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assertLossFits, losses } from "../../lib/nn/losses.ts";
import { dense, type LossName, Sequential, sigmoid, softmax } from "../../lib/nn/mod.ts";
import { type Backend, createBackend, type Shape, Tensor } from "../../lib/tensor/mod.ts";
import { assertNear, losses as goldenLosses } from "./golden.ts";

const reference = createBackend("reference");
const wasm = createBackend("wasm", { threads: 1 });
const names: LossName[] = ["meanSquaredError", "crossEntropy"];

for (const backend of [reference, wasm]) {
  for (const [i, golden] of goldenLosses.entries()) {
    Deno.test(`${golden.loss} on ${backend.name} agrees with PyTorch, case ${i + 1}`, () => {
      const found = run(golden.loss, { ...golden, backend });
      assertNear(found.losses.data, golden.losses, { name: "losses" });
      assertNear(found.gradient.data, golden.gradient, { name: "gradient" });
    });
  }

  Deno.test(`crossEntropy on ${backend.name} stays finite whatever the logits are`, () => {
    const logit = fc.constantFrom(-1e4, -100, -1, 0, 1, 100, 1e4);
    fc.assert(
      fc.property(fc.array(logit, { minLength: 2, maxLength: 12 }), fc.nat(), (y, right) => {
        const targets = y.map((_, i) => i === right % y.length ? 1 : 0);
        const { losses, gradient } = run("crossEntropy", {
          shape: [1, y.length],
          y,
          targets,
          backend,
        });
        // log of the sum of all powers of e, as far below the maximum as the right one is.
        const gap = Math.max(...y) - y[right % y.length];
        assert(losses.data[0] >= gap && losses.data[0] <= gap + Math.log(y.length) + 1e-6);
        // Probabilities less one-hot targets: each in [-1, 1], all together 0.
        assert(gradient.data.every((value) => Math.abs(value) <= 1 + 1e-6));
        assertAlmostEquals(gradient.data.reduce((sum, value) => sum + value, 0), 0, 1e-5);
      }),
    );
  });
}

for (const loss of names) {
  Deno.test(`${loss} has the gradient that differences show`, () => {
    const shape = [2, 3];
    const y = [0.3, -0.8, 1.1, 0.7, 0.2, -1.4];
    const targets = [0, 1, 0, 0.8, 0.1, 0.1];
    const { gradient } = run(loss, { shape, y, targets, backend: reference });
    const step = 2 ** -7;
    for (let i = 0; i < y.length; i++) {
      const [above, below] = [step, -step].map((change) => {
        const { losses } = run(loss, {
          shape,
          y: y.with(i, y[i] + change),
          targets,
          backend: reference,
        });
        return (losses.data[0] + losses.data[1]) / 2;
      });
      assertAlmostEquals(gradient.data[i], (above - below) / (2 * step), 1e-4);
    }
  });

  Deno.test(`${loss} refuses tensors that do not belong together`, () => {
    const tensors = {
      targets: new Tensor([2, 3]),
      losses: new Tensor([2]),
      gradient: new Tensor([2, 3]),
    };
    for (const name of ["targets", "losses", "gradient"] as const) {
      const { targets, ...result } = { ...tensors, [name]: new Tensor([3, 2]) };
      assertThrows(
        () => losses[loss].compute(new Tensor([2, 3]), targets, { backend: reference, ...result }),
        RangeError,
        `Cannot compute the loss: ${name} has shape [3, 2]`,
      );
    }
  });
}

Deno.test("assertLossFits wants probabilities for crossEntropy, and a loss there is", () => {
  const options = { inputShape: [4], backend: reference };
  const probabilities = new Sequential([dense(3), softmax()], options);
  const others = new Sequential([dense(3), sigmoid()], options);
  assertLossFits("crossEntropy", probabilities);
  assertLossFits("meanSquaredError", probabilities);
  assertLossFits("meanSquaredError", others);
  assertThrows(
    () => assertLossFits("crossEntropy", others),
    TypeError,
    "the network ends in sigmoid; put softmax() at its end",
  );
  assertThrows(
    () => assertLossFits("hinge" as LossName, others),
    TypeError,
    `Cannot train: loss is "hinge" but must be one of "meanSquaredError", "crossEntropy"`,
  );
  assertEquals(Object.keys(losses).toSorted(), names.toSorted());
});

function run(
  loss: LossName,
  { shape, y, targets, backend }: {
    shape: Shape;
    y: readonly number[];
    targets: readonly number[];
    backend: Backend;
  },
) {
  const [outputs, wanted, gradient] = [0, 1, 2].map(() => backend.tensor(shape));
  outputs.data.set(y);
  wanted.data.set(targets);
  const result = { losses: backend.tensor([shape[0]]), gradient };
  losses[loss].compute(outputs, wanted, { backend, ...result });
  return result;
}
