// What holds for every layer: right gradients, clear errors, the same on every backend.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { layerKinds } from "../../../lib/nn/layers/mod.ts";
import { type Backend, referenceBackend as reference, Tensor } from "../../../lib/tensor/mod.ts";
import { fastBackends } from "../../tensor/installed_backends.ts";
import { assertNear } from "../golden.ts";
import { buildLayer, layerCases, spaced } from "./layer_cases.ts";

const training = { training: true, step: 3 };

Deno.test("there is a case for every kind of layer", () => {
  const tested = new Set(layerCases.map(({ spec }) => spec.type as string));
  assertEquals(tested, new Set(Object.keys(layerKinds)));
});

for (const layerCase of layerCases) {
  const { name } = layerCase;

  Deno.test(`${name} finds the gradients that differences show`, () => {
    const layer = buildLayer(layerCase, { backend: reference });
    const x = spaced([3, ...layer.inputShape], { backend: reference, seed: 1 });
    const dy = spaced([3, ...layer.outputShape], { backend: reference, seed: 2 });
    const loss = () => dot(layer.forward(x, training), dy);
    layer.forward(x, training);
    const dx = layer.backward(dy, { inputGradient: true });
    assertSlope(x, { gradient: dx, loss, name: "input" });
    for (const { name, value, gradient } of layer.parameters) {
      assertSlope(value, { gradient, loss, name });
    }
  });

  Deno.test(`${name} subtracts gradients at once as it would one after the other`, () => {
    for (const backend of [reference, ...fastBackends]) {
      const together = buildLayer(layerCase, { backend });
      const apart = buildLayer(layerCase, { backend });
      const x = spaced([3, ...together.inputShape], { backend, seed: 1 });
      const dy = spaced([3, ...together.outputShape], { backend, seed: 2 });
      together.forward(x, training);
      apart.forward(x, training);
      const dx = together.backward(dy, { inputGradient: true, learningRate: 0.2 });
      assertNear(dx.data, apart.backward(dy, { inputGradient: true }).data, { name: "input" });
      for (const { value, gradient } of apart.parameters) {
        backend.sgdStep(value, gradient, { learningRate: 0.2, decay: 0 });
      }
      for (const [i, { name, value }] of together.parameters.entries()) {
        assertNear(value.data, apart.parameters[i].value.data, { name });
      }
    }
  });

  Deno.test(`${name} finds the same on the fast backends`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
        fc.nat(),
        compare,
      ),
      { numRuns: 20 },
    );
    // Batches of several sizes, one after the other, through the same layers.
    function compare(batches: number[], seed: number) {
      const [wanted, ...others] = [reference, ...fastBackends].map((backend) => {
        const layer = buildLayer(layerCase, { backend, seed });
        return batches.flatMap((batch) => everything(layer, { backend, batch, seed }));
      });
      for (const found of others) {
        for (const [i, { data }] of found.entries()) {
          // Normalization of one or two numbers divides by hardly more than epsilon.
          assertNear(data, wanted[i].data, { name: `result ${i}`, tolerance: 1e-4 });
        }
      }
    }
  });

  Deno.test(`${name} refuses inputs and gradients of another shape`, () => {
    const layer = buildLayer(layerCase, { backend: reference });
    const { inputShape, outputShape, type } = layer;
    const dy = new Tensor([2, ...outputShape]);
    const backward = (dy: Tensor) => layer.backward(dy, { inputGradient: true });
    const message = `Cannot run the ${type} layer`;
    assertThrows(() => backward(dy), RangeError, `${message} backward: the gradient has shape`);
    for (const shape of [inputShape, [2, 1, ...inputShape], [2, ...inputShape.map((a) => a + 1)]]) {
      const error = `${message}: the input has shape [${shape.join(", ")}] but [batch, `;
      assertThrows(() => layer.forward(new Tensor(shape), training), RangeError, error);
    }
    layer.forward(new Tensor([2, ...inputShape]), training);
    for (const shape of [[3, ...outputShape], [2, 1, ...outputShape], outputShape]) {
      const error = `${message} backward: the gradient has shape [${shape.join(", ")}]`;
      assertThrows(() => backward(new Tensor(shape)), RangeError, error);
    }
    backward(dy);
  });
}

/** All that a layer computes of a batch, copied. */
function everything(
  layer: ReturnType<typeof buildLayer>,
  { backend, batch, seed }: { backend: Backend; batch: number; seed: number },
): Tensor[] {
  const x = spaced([batch, ...layer.inputShape], { backend, seed });
  const dy = spaced([batch, ...layer.outputShape], { backend, seed: seed + 1 });
  const found = [copy(layer.forward(x, training))];
  found.push(copy(layer.backward(dy, { inputGradient: true })));
  found.push(...layer.parameters.map(({ gradient }) => copy(gradient)));
  found.push(...layer.buffers.map(({ value }) => copy(value)));
  found.push(copy(layer.forward(x, { training: false, step: 0 })));
  return found;
}

/** Compares a gradient with (E(x + h) - E(x - h)) / 2h, number by number. */
function assertSlope(
  { data }: Tensor,
  { gradient, loss, name }: { gradient: Tensor; loss: () => number; name: string },
) {
  const step = 2 ** -7;
  // The next passes may write over it.
  const wanted = gradient.data.slice();
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    data[i] = value + step;
    const above = loss();
    data[i] = value - step;
    const below = loss();
    data[i] = value;
    const slope = (above - below) / (2 * step);
    // Differences leave out terms of the order of step^2.
    assert(
      Math.abs(slope - wanted[i]) <= 1e-3 * Math.max(1, Math.abs(slope)),
      `gradient of ${name}, number ${i}: ${wanted[i]}, but the slope is ${slope}`,
    );
  }
}

function dot(a: Tensor, b: Tensor): number {
  return a.data.reduce((sum, value, i) => sum + value * b.data[i], 0);
}

function copy({ shape, data }: Tensor): Tensor {
  return new Tensor(shape, data.slice());
}
