// The wasm backend: how many threads it has, whose tensors it takes, and where its kernels come from.

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { Tensor } from "../../../lib/tensor/mod.ts";
import { createWasmBackend } from "../../../lib/tensor/wasm/backend.ts";

const bytes = Deno.readFileSync(
  new URL("../../../lib/tensor/wasm/kernels.wasm", import.meta.url),
);

Deno.test("createWasmBackend computes with any number of threads, whether they are there yet or not", () => {
  for (const threads of [4, 1, 3]) {
    const backend = createWasmBackend({ threads });
    assertEquals(backend.threads, threads);
    const x = backend.tensor([100_003]);
    x.data.fill(3);
    backend.scale(x, 2);
    assertEquals(x.data.findIndex((value) => value !== 6), -1);
  }
});

Deno.test("createWasmBackend takes kernels as bytes or compiled, and refuses others", () => {
  for (const kernels of [bytes, bytes.buffer, new WebAssembly.Module(bytes)]) {
    const backend = createWasmBackend({ kernels, threads: 1 });
    const x = backend.tensor([5]);
    x.data.fill(4);
    backend.scale(x, 0.5);
    assertEquals([...x.data], [2, 2, 2, 2, 2]);
  }
  const page = new TextEncoder().encode("<!doctype html>");
  const error = assertThrows(() => createWasmBackend({ kernels: page }), TypeError);
  assertStringIncludes(error.message, "Cannot compile the kernels: ");
});

Deno.test("backends of the same kernels use each other's tensors, others and plain ones are refused", () => {
  const own = createWasmBackend({ threads: 1 });
  const given = createWasmBackend({ kernels: bytes, threads: 1 });
  const [a, b] = [own.tensor([3]), given.tensor([3])];
  createWasmBackend({ threads: 2 }).scale(a, 2);
  createWasmBackend({ kernels: bytes, threads: 2 }).scale(b, 2);
  for (const [backend, foreign] of [[own, b], [given, a], [own, new Tensor([3])]] as const) {
    assertThrows(
      () => backend.scale(foreign, 2),
      TypeError,
      "make them with backend.tensor(shape)",
    );
  }
});

Deno.test("bytesToFloats takes bytes of any memory, and no more of them than it needs", () => {
  const backend = createWasmBackend({ threads: 1 });
  const out = backend.tensor([4]);
  for (const made of [new Uint8Array(9), backend.bytes(9), backend.bytes(12).subarray(3)]) {
    made.set([0, 51, 255, 102, 9]);
    backend.bytesToFloats(made, { out });
    assertEquals(out.data, Float32Array.from([0, 0.2, 1, 0.4]));
  }
});
