// Every path of the matrix product against plain loops, for shapes that hang over all edges.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { referenceBackend } from "../../../lib/tensor/reference/backend.ts";
import { Random } from "../../../lib/tensor/random.ts";
import { Tensor } from "../../../lib/tensor/tensor.ts";
import { createWasmBackend } from "../../../lib/tensor/wasm/backend.ts";

const wasm = createWasmBackend({ threads: 1 });

/** Integers of at most 4 bits: products and sums are exact, in any order. */
function integers(shape: number[], random: Random, zeros = 0.3): Tensor {
  const tensor = wasm.tensor(shape);
  for (let i = 0; i < tensor.size; i++) {
    tensor.data[i] = random.uniform() < zeros ? 0 : random.integer(16) - 8;
  }
  return tensor;
}

const length = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.constantFrom(1, 1, 255, 256, 257, 511, 513),
);

Deno.test("matmul of integers is exact for all shapes, transposes and epilogues", () => {
  const cases = fc.record({
    m: length,
    n: length,
    k: length,
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    start: fc.constantFrom("zero", "bias", "accumulate"),
    alpha: fc.constantFrom(1, -0.5),
    zeros: fc.constantFrom(0.3, 0.95),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(cases, ({ m, n, k, transposeA, transposeB, start, alpha, zeros, seed }) => {
      const random = new Random([seed]);
      const a = integers(transposeA ? [k, m] : [m, k], random, zeros);
      const b = integers(transposeB ? [n, k] : [k, n], random);
      // A guard behind the result: nothing may be written past its end.
      const block = wasm.tensor([m * n + 16]);
      block.data.fill(3);
      const out = new Tensor([m, n], block.data.subarray(0, m * n));
      const options = {
        transposeA,
        transposeB,
        alpha,
        accumulate: start === "accumulate",
        bias: start === "bias" ? integers([n], random) : undefined,
      };
      const expected = new Tensor([m, n], out.data.slice());
      referenceBackend.matmul(a, b, { out: expected, ...options });
      wasm.matmul(a, b, { out, ...options });
      assertEquals(out.data, expected.data);
      assert(block.data.subarray(m * n).every((value) => value === 3));
    }),
    { numRuns: 300 },
  );
});

Deno.test("matmul of one row skips zeros without a change of the other sums", () => {
  const random = new Random(["rows"]);
  const x = wasm.tensor([1, 784]);
  const w = wasm.tensor([784, 101]);
  for (let i = 0; i < x.size; i += 5) x.data[i] = random.uniform();
  for (let i = 0; i < w.size; i++) w.data[i] = random.normal();
  const out = wasm.tensor([1, 101]);
  wasm.matmul(x, w, { out });
  const before = out.data.slice();
  // Weights that meet a zero may be anything, even NaN: they are never read.
  for (let i = 0; i < 784; i++) {
    if (x.data[i] === 0) w.data.fill(NaN, i * 101, (i + 1) * 101);
  }
  wasm.matmul(x, w, { out });
  assertEquals(out.data, before);
});

Deno.test("matmul rejects tensors of another memory", () => {
  const mine = wasm.tensor([2, 2]);
  assertThrows(
    () => wasm.matmul(new Tensor([2, 2]), mine, { out: mine }),
    TypeError,
    "make them with backend.tensor(shape)",
  );
});

Deno.test("matmul rejects shapes that do not fit together", () => {
  const a = wasm.tensor([2, 3]);
  const b = wasm.tensor([4, 5]);
  assertThrows(
    () => wasm.matmul(a, b, { out: wasm.tensor([2, 5]) }),
    RangeError,
    "Cannot multiply",
  );
});
