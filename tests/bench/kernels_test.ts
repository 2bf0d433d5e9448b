// The kernels that are timed.

import { assert, assertEquals } from "@std/assert";
import { kernelCases } from "../../lib/bench/kernels.ts";
import { createBackend } from "../../lib/tensor/mod.ts";

Deno.test("every kernel that is timed has a name of its own and can be called", () => {
  const names = kernelCases.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  const backend = createBackend("wasm", { threads: 1 });
  for (const { prepare, bytes, operations } of kernelCases) {
    prepare(backend)();
    assert(bytes > 0);
    assert(operations === null || operations > 0);
  }
});

Deno.test("a product counts two operations for each pair of numbers", () => {
  const product = kernelCases.find(({ name }) => name === "matmul 128x784x256")!;
  assertEquals(product.operations, 2 * 128 * 784 * 256);
  assertEquals(product.bytes, 4 * (128 * 784 + 784 * 256 + 128 * 256));
});
