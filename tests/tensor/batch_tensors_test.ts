// Tensors of several batch sizes in one block of memory.

import { assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { BatchTensors } from "../../lib/tensor/batch_tensors.ts";
import { referenceBackend } from "../../lib/tensor/reference/backend.ts";
import { createWasmBackend } from "../../lib/tensor/wasm/backend.ts";

Deno.test("BatchTensors puts the batch before the shape", () => {
  const tensors = new BatchTensors(referenceBackend, [28, 28, 1]);
  assertEquals(tensors.for(3).shape, [3, 28, 28, 1]);
  assertEquals(new BatchTensors(referenceBackend, []).for(3).shape, [3]);
});

Deno.test("BatchTensors makes a tensor for each batch size once, in the memory of the largest", () => {
  const tensors = new BatchTensors(referenceBackend, [4]);
  const large = tensors.for(8);
  const small = tensors.for(2);
  assertStrictEquals(tensors.for(8), large);
  assertStrictEquals(tensors.for(2), small);
  assertStrictEquals(small.data.buffer, large.data.buffer);
});

Deno.test("BatchTensors takes a new block where a batch is larger than all before", () => {
  const tensors = new BatchTensors(referenceBackend, [4]);
  const small = tensors.for(2);
  small.data.fill(7);
  const large = tensors.for(8);
  assertEquals(large.data, new Float32Array(32));
  assertNotStrictEquals(tensors.for(2), small);
  assertStrictEquals(tensors.for(2).data.buffer, large.data.buffer);
  assertEquals(small.data, new Float32Array(8).fill(7));
});

Deno.test("BatchTensors keeps the memory of a tensor that outlives it", async () => {
  const backend = createWasmBackend();
  const tensor = filled();
  await collectGarbage();
  // Memory that was given back would be handed out again here, and read as zeros.
  for (let i = 0; i < 10; i++) backend.tensor([3, 100]);
  assertEquals(tensor.data, new Float32Array(300).fill(7));

  function filled() {
    const tensor = new BatchTensors(backend, [100]).for(3);
    tensor.data.fill(7);
    return tensor;
  }
});

/** Lets go of everything unreachable, and gives finalizers their turn. */
async function collectGarbage() {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
