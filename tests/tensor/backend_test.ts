// Every operation, on odd shapes: the fast backends must find what the reference finds.

import { assert, assertEquals, AssertionError, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  type ActivationKind,
  activations,
  type Backend,
  createBackend,
  referenceBackend,
  Tensor,
} from "../../lib/tensor/mod.ts";
import { largeSizes, oddSizes, operationsOn } from "./backend_operations.ts";
import type { Call } from "./calls/call.ts";
import { fastBackends } from "./installed_backends.ts";
import { assertSameBits, GuardedTensors, writtenBy } from "./operands.ts";

const single = createBackend("wasm", { threads: 1 });
const double = createBackend("wasm", { threads: 2 });

/** What an operation made of its tensors, and the number that it returned. */
function resultOf(call: Call, { backend, seed }: { backend: Backend; seed: number }) {
  const operands = new GuardedTensors(call, { backend, seed });
  const before = operands.copy();
  const number = call.run(backend, operands.tensors);
  operands.assertGuarded();
  const written = writtenBy(call.operands);
  for (const [name, { data }] of Object.entries(operands.tensors)) {
    if (!written.includes(name)) assertSameBits(data, before[name], name);
  }
  const results = written.map((name): [string, Float32Array] => [
    name,
    operands.tensors[name].data,
  ]);
  return number === undefined ? results : [["number", new Float32Array([number])] as const];
}

for (const backend of fastBackends) {
  for (const { name, calls } of operationsOn(oddSizes)) {
    Deno.test(`${name} of the ${backend.name} backend is that of the reference, within its tensors`, () => {
      fc.assert(fc.property(calls, fc.nat(), (call, seed) => {
        const wanted = resultOf(call, { backend: referenceBackend, seed });
        const found = resultOf(call, { backend, seed });
        for (const [i, [name, data]] of found.entries()) assertClose(data, wanted[i][1], name);
      }));
    });
  }
}

for (const { name, calls } of operationsOn(largeSizes)) {
  Deno.test(`${name} of the wasm backend is the same to the bit with two threads`, () => {
    fc.assert(
      fc.property(calls, fc.nat(), (call, seed) => {
        const wanted = resultOf(call, { backend: single, seed });
        const found = resultOf(call, { backend: double, seed });
        for (const [i, [name, data]] of found.entries()) assertSameBits(data, wanted[i][1], name);
      }),
      { numRuns: 5 },
    );
  });
}

for (const backend of [referenceBackend, ...fastBackends]) {
  Deno.test(`the ${backend.name} backend lets no NaN get lost on its way to the loss`, () => {
    const x = backend.tensor([2, 3]);
    const out = backend.tensor([2, 3]);
    x.data.fill(1);
    x.data[4] = NaN;
    for (const kind of Object.keys(activations) as ActivationKind[]) {
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

  Deno.test(`the ${backend.name} backend makes floats of all bytes exactly`, () => {
    const bytes = backend.bytes(256);
    for (let i = 0; i < 256; i++) bytes[i] = i;
    const out = backend.tensor([256]);
    backend.bytesToFloats(bytes, { out });
    assertEquals(out.data, Float32Array.from({ length: 256 }, (_, i) => i / 255));
  });
}

Deno.test("there is a test for every operation of the list", () => {
  // Many steps at once have a test of their own, tests/train/descent_test.ts, and so has what is put off,
  // tests/tensor/wasm/dispatch_test.ts.
  const others = ["name", "threads", "rounding", "tensor", "bytes", "denseDescent", "together"];
  const listed = Object.keys(referenceBackend).filter((name) => !others.includes(name));
  assertEquals(operationsOn(oddSizes).map(({ name }) => name).toSorted(), listed.toSorted());
});

Deno.test("products of the fast backends are those of the reference on the sizes of a network", () => {
  for (const [m, k, n] of [[128, 784, 100], [1, 784, 256], [784, 128, 100], [250, 100, 10]]) {
    for (const [transposeA, transposeB] of [[false, false], [true, false], [false, true]]) {
      const call: Call = {
        operands: {
          a: { shape: transposeA ? [k, m] : [m, k] },
          b: { shape: transposeB ? [n, k] : [k, n] },
          out: { shape: [m, n], written: true },
        },
        run: (backend, { a, b, out }) => backend.matmul(a, b, { out, transposeA, transposeB }),
      };
      const [[, wanted]] = resultOf(call, { backend: referenceBackend, seed: m });
      for (const backend of fastBackends) {
        const [[name, found]] = resultOf(call, { backend, seed: m });
        assertClose(found, wanted, name);
      }
    }
  }
});

Deno.test("createBackend makes backends by name and lists those it knows", () => {
  assertEquals(createBackend("reference"), referenceBackend);
  assertEquals([single.name, single.threads], ["wasm", 1]);
  assertThrows(
    () => createBackend("gpu" as "wasm"),
    RangeError,
    `Cannot use the backend "gpu": known are reference, wasm, blas;`,
  );
  assertThrows(() => createBackend("toString" as "wasm"), RangeError, `"toString"`);
});

/** Within 1e-5, relative for numbers greater than 1: sums of 32-bit numbers are not exact. */
function assertClose(found: Float32Array, wanted: Float32Array, name: string) {
  assertEquals(found.length, wanted.length, name);
  for (let i = 0; i < wanted.length; i++) {
    const tolerance = 1e-5 * Math.max(1, Math.abs(wanted[i]));
    const isClose = Object.is(found[i], wanted[i]) || Math.abs(found[i] - wanted[i]) <= tolerance;
    if (!isClose) {
      throw new AssertionError(`number ${i} of ${name} is ${found[i]}, wanted is ${wanted[i]}`);
    }
  }
}
