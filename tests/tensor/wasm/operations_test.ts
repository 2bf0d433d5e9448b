// The operations other than products, on shapes of all sizes, against the reference.

import { assert, assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import type { Backend } from "../../../lib/tensor/backend.ts";
import { referenceBackend } from "../../../lib/tensor/reference/backend.ts";
import { Random } from "../../../lib/tensor/random.ts";
import { type Shape, sizeOf, Tensor } from "../../../lib/tensor/tensor.ts";
import { createWasmBackend } from "../../../lib/tensor/wasm/backend.ts";

const wasm = createWasmBackend({ threads: 1 });

/** Makes the tensors that an operation needs: normal numbers times `spread` plus `centre`. */
type Make = (shape: Shape, options?: { spread?: number; centre?: number }) => Tensor;

/** Runs an operation on `[rows, columns]` and returns what it wrote. */
type Case = (backend: Backend, make: Make, shape: [number, number]) => Tensor[];

const cases: Record<string, Case> = {
  sumRows(backend, make, [rows, columns]) {
    const out = make([columns]);
    backend.sumRows(make([rows, columns]), { out, alpha: -0.3, accumulate: true });
    const fresh = make([columns]);
    backend.sumRows(make([rows, columns]), { out: fresh });
    return [out, fresh];
  },
  activate(backend, make, shape) {
    return (["sigmoid", "tanh", "relu"] as const).flatMap((kind) => {
      const x = make(shape, { spread: 3 });
      const y = make(shape);
      const dy = make(shape);
      backend.activate(x, { kind, out: y });
      backend.activate(x, { kind, out: x });
      backend.activateGradient(dy, { kind, y, out: dy });
      return [x, y, dy];
    });
  },
  softmax(backend, make, shape) {
    const y = make(shape);
    backend.softmax(make(shape, { spread: 5 }), { out: y });
    const out = make(shape);
    backend.softmaxGradient(make(shape), { y, out });
    return [y, out];
  },
  losses(backend, make, shape) {
    const losses = make([shape[0]]);
    const gradient = make(shape);
    const again = make([shape[0]]);
    const gradientAgain = make(shape);
    const targets = make(shape, { spread: 0.1, centre: 0.5 });
    const logits = make(shape, { spread: 4 });
    backend.crossEntropy(logits, targets, { losses, gradient, scale: 0.7 });
    backend.squaredError(logits, targets, {
      losses: again,
      gradient: gradientAgain,
      scale: 0.7,
    });
    return [losses, gradient, again, gradientAgain];
  },
  updates(backend, make, shape) {
    const value = make(shape);
    const gradient = make(shape);
    const velocity = make(shape);
    const first = make(shape);
    const second = make(shape, { spread: 0.1, centre: 1 });
    const average = make(shape);
    backend.descend(value, gradient, { learningRate: 0.1, decay: 0.01 });
    for (const nesterov of [false, true]) {
      backend.descendWithMomentum(value, gradient, {
        velocity,
        learningRate: 0.1,
        momentum: 0.9,
        dampening: 0.8,
        nesterov,
        decay: 0.02,
      });
    }
    backend.descendWithAdam(value, gradient, {
      first,
      second,
      learningRate: 0.1,
      beta1: 0.9,
      beta2: 0.99,
      epsilon: 1e-8,
      decay: 0.1,
      step: 3,
    });
    backend.average(value, { average, decay: 0.9 });
    backend.scale(gradient, 0.3);
    return [value, gradient, velocity, first, second, average];
  },
  dropout(backend, make, shape) {
    const out = make(shape);
    backend.dropout(make(shape), { rate: 0.4, key: 0x9abcdef0 | 0, out });
    return [out];
  },
};

for (const [name, run] of Object.entries(cases)) {
  Deno.test(`wasm ${name} agrees with the reference for all shapes`, () => {
    const shapes = fc.tuple(
      fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(128, 300)),
      fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(100, 257)),
    );
    fc.assert(
      fc.property(shapes, fc.nat(), (shape, seed) => {
        const guards: Float32Array[] = [];
        const results = [wasm, referenceBackend].map((backend) => {
          const random = new Random([seed]);
          const make: Make = (shape, { spread = 1, centre = 0 } = {}) => {
            const block = backend.tensor([sizeOf(shape) + 4]);
            for (let i = 0; i < block.size - 4; i++) {
              block.data[i] = centre + spread * random.normal();
            }
            guards.push(block.data.subarray(block.size - 4));
            return new Tensor(shape, block.data.subarray(0, block.size - 4));
          };
          return run(backend, make, shape);
        });
        for (const [i, tensor] of results[0].entries()) {
          for (let j = 0; j < tensor.size; j++) {
            const expected = results[1][i].data[j];
            const tolerance = 2e-6 * Math.max(1, Math.abs(expected)) * Math.sqrt(shape[0]);
            assertAlmostEquals(tensor.data[j], expected, tolerance, `result ${i}, value ${j}`);
          }
        }
        assert(guards.every((guard) => guard.every((value) => value === 0)), "wrote past the end");
      }),
      { numRuns: 60 },
    );
  });
}

Deno.test("wasm pixels divides as exactly as the reference", () => {
  const bytes = wasm.bytes(259);
  for (let i = 0; i < bytes.length; i++) bytes[i] = i;
  const out = wasm.tensor([259]);
  const expected = new Tensor([259]);
  wasm.pixels(bytes, { out });
  referenceBackend.pixels(bytes, { out: expected });
  assert(out.data.every((value, i) => value === expected.data[i]));
});

Deno.test("wasm sumOfSquares loses nothing over a million values", () => {
  const x = wasm.tensor([1_000_003]);
  x.data.fill(0.1);
  assertAlmostEquals(wasm.sumOfSquares(x), 1_000_003 * Math.fround(0.1) ** 2, 1e-3);
});
