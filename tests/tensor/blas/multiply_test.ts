// Products by the library: exact on integers, and within their tensors.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createBackend } from "../../../lib/tensor/default_backend.ts";
import { Random } from "../../../lib/tensor/random.ts";
import { referenceBackend } from "../../../lib/tensor/reference/backend.ts";
import { type Shape, Tensor } from "../../../lib/tensor/tensor.ts";
import { blas } from "../installed_backends.ts";

const length = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(128, 257));

for (const threads of [1, 2]) {
  Deno.test({
    name: `blas matmul of integers is exact with ${threads} threads`,
    ignore: blas === undefined,
    fn() {
      const backend = createBackend("blas", { threads });
      const cases = fc.record({
        m: length,
        n: length,
        k: length,
        transposeA: fc.boolean(),
        transposeB: fc.boolean(),
        start: fc.constantFrom("zero", "bias", "accumulate"),
        alpha: fc.constantFrom(1, -0.5),
        seed: fc.nat(),
      });
      fc.assert(fc.property(cases, ({ m, n, k, start, seed, ...rest }) => {
        const random = new Random([seed]);
        const numbers = (shape: Shape) => {
          const tensor = backend.tensor(shape);
          for (let i = 0; i < tensor.size; i++) tensor.data[i] = random.integer(16) - 8;
          return tensor;
        };
        const a = numbers(rest.transposeA ? [k, m] : [m, k]);
        const b = numbers(rest.transposeB ? [n, k] : [k, n]);
        // What was there before must not matter, and nothing may be written behind the end.
        const block = backend.tensor([m * n + 16]);
        block.data.fill(start === "accumulate" ? 3 : NaN);
        const out = new Tensor([m, n], block.data.subarray(0, m * n));
        const options = {
          ...rest,
          accumulate: start === "accumulate",
          bias: start === "bias" ? numbers([n]) : undefined,
        };
        const expected = new Tensor([m, n], out.data.slice());
        const behind = block.data.slice(m * n);
        referenceBackend.matmul(a, b, { ...options, out: expected });
        backend.matmul(a, b, { ...options, out });
        assertEquals(out.data, expected.data);
        assertEquals(block.data.subarray(m * n), behind);
      }));
    },
  });
}

Deno.test({
  name: "blas and wasm backends use each other's tensors",
  ignore: blas === undefined,
  fn() {
    const wasm = createBackend("wasm", { threads: 1 });
    const [a, b] = [wasm.tensor([3, 4]), blas!.tensor([4, 5])];
    a.data.fill(2);
    b.data.fill(3);
    const [first, second] = [blas!.tensor([3, 5]), wasm.tensor([3, 5])];
    wasm.matmul(a, b, { out: first });
    blas!.matmul(a, b, { out: second });
    assert(first.data.every((value) => value === 24));
    assertEquals(first.data, second.data);
  },
});
