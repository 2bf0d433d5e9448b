// Every operation, on odd shapes: the fast backends must find what the reference finds.

import { assert, assertEquals, AssertionError, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createBackend } from "../../lib/tensor/default_backend.ts";
import { referenceBackend } from "../../lib/tensor/reference/backend.ts";
import { Tensor } from "../../lib/tensor/tensor.ts";
import { contextOf, largeSizes, oddSizes, operationsOn } from "./backend_operations.ts";
import { fastBackends } from "./installed_backends.ts";

const single = createBackend("wasm", { threads: 1 });
const double = createBackend("wasm", { threads: 2 });

for (const backend of fastBackends) {
  for (const { name, options, run } of operationsOn(oddSizes)) {
    Deno.test(`${name} of the ${backend.name} backend is that of the reference`, () => {
      fc.assert(fc.property(options, fc.nat(), (options, seed) => {
        const wanted = run(contextOf(referenceBackend, seed), options);
        const found = run(contextOf(backend, seed), options);
        for (const [i, tensor] of found.entries()) assertClose(tensor, wanted[i]);
      }));
    });
  }
}

for (const { name, options, run } of operationsOn(largeSizes)) {
  Deno.test(`${name} of the wasm backend is the same to the bit with two threads`, () => {
    fc.assert(
      fc.property(options, fc.nat(), (options, seed) => {
        const wanted = run(contextOf(single, seed), options);
        const found = run(contextOf(double, seed), options);
        for (const [i, tensor] of found.entries()) assertSameBits(tensor, wanted[i]);
      }),
      { numRuns: 5 },
    );
  });
}

Deno.test("there is a test for every operation of the list", () => {
  const others = ["name", "threads", "tensor", "bytes"];
  const listed = Object.keys(referenceBackend).filter((name) => !others.includes(name));
  assertEquals(operationsOn(oddSizes).map(({ name }) => name).toSorted(), listed.toSorted());
});

Deno.test("products of the fast backends are those of the reference on the sizes of a network", () => {
  for (const [m, k, n] of [[128, 784, 100], [1, 784, 256], [784, 128, 100], [250, 100, 10]]) {
    for (const [transposeA, transposeB] of [[false, false], [true, false], [false, true]]) {
      const [wanted, ...found] = [referenceBackend, ...fastBackends].map((backend) => {
        const { numbers } = contextOf(backend, m);
        const a = numbers(transposeA ? [k, m] : [m, k]);
        const b = numbers(transposeB ? [n, k] : [k, n]);
        const out = backend.tensor([m, n]);
        backend.matmul(a, b, { out, transposeA, transposeB });
        return out;
      });
      for (const product of found) assertClose(product, wanted);
    }
  }
});

for (const backend of [referenceBackend, ...fastBackends]) {
  Deno.test(`the ${backend.name} backend lets no NaN get lost on its way to the loss`, () => {
    const x = backend.tensor([2, 3]);
    const out = backend.tensor([2, 3]);
    x.data.fill(1);
    x.data[4] = NaN;
    for (const kind of ["sigmoid", "tanh", "relu"] as const) {
      backend.activate(x, { kind, out });
      assert(Number.isNaN(out.data[4]), kind);
      assert(Number.isFinite(out.data[3]), kind);
    }
    const image = new Tensor([1, 2, 3, 1], x.data);
    const pooled = backend.tensor([1, 1, 2, 1]);
    backend.maxPool2d(image, { size: 2, stride: 1, padding: 0, out: pooled });
    assert(pooled.data.every(Number.isNaN), "maxPool2d");
    const losses = backend.tensor([2]);
    const targets = backend.tensor([2, 3]);
    targets.data.fill(1 / 3);
    for (const operation of ["crossEntropy", "squaredError"] as const) {
      backend[operation](x, targets, { losses, gradient: out, scale: 1 });
      assert(Number.isFinite(losses.data[0]), operation);
      assert(Number.isNaN(losses.data[1]), operation);
    }
  });

  Deno.test(`the ${backend.name} backend makes pixels of all bytes exactly`, () => {
    const bytes = backend.bytes(256);
    for (let i = 0; i < 256; i++) bytes[i] = i;
    const out = backend.tensor([256]);
    backend.bytesToFloats(bytes, { out });
    assertEquals(out.data, Float32Array.from({ length: 256 }, (_, i) => i / 255));
  });

  Deno.test(`the ${backend.name} backend refuses products that do not fit`, () => {
    const a = backend.tensor([2, 3]);
    const b = backend.tensor([4, 5]);
    const out = backend.tensor([2, 5]);
    assertThrows(() => backend.matmul(a, b, { out }), RangeError, "Cannot multiply");
    const fitting = backend.tensor([3, 5]);
    assertThrows(() => backend.matmul(a, fitting, { out: b }), RangeError, "Cannot multiply");
    const bias = backend.tensor([4]);
    assertThrows(() => backend.matmul(a, fitting, { out, bias }), RangeError, "bias");
  });
}

Deno.test("createBackend names the backends there are", () => {
  assertEquals(createBackend("reference"), referenceBackend);
  assertEquals([single.name, single.threads], ["wasm", 1]);
  assertThrows(() => createBackend("gpu" as "wasm"), RangeError, `"gpu"`);
});

/** Within 1e-5, relative for numbers greater than 1: sums of 32-bit numbers are not exact. */
function assertClose(found: Tensor, wanted: Tensor) {
  assertEquals(found.shape, wanted.shape);
  const data = found.data;
  for (let i = 0; i < wanted.size; i++) {
    const tolerance = 1e-5 * Math.max(1, Math.abs(wanted.data[i]));
    if (!(Math.abs(data[i] - wanted.data[i]) <= tolerance)) {
      throw new AssertionError(`number ${i} is ${data[i]}, wanted is ${wanted.data[i]}`);
    }
  }
}

function assertSameBits(found: Tensor, wanted: Tensor) {
  const index = found.data.findIndex((number, i) => !Object.is(number, wanted.data[i]));
  assertEquals(index, -1, `number ${index} is ${found.data[index]}, not ${wanted.data[index]}`);
}
