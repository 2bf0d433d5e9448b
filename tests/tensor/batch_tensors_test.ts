// Tensors of several batch sizes in one block of memory.

import { assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import { referenceBackend } from "../../lib/tensor/reference/backend.ts";
import { BatchTensors } from "../../lib/tensor/batch_tensors.ts";

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
