// The memory of tensors: blocks that do not overlap, are taken back and joined, and run out with an error.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Allocator, type Block } from "../../../lib/tensor/wasm/allocator.ts";

const PAGE = 65_536;

function allocatorOf({ start = 100, maxPages = 16 } = {}): Allocator {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: maxPages, shared: true });
  return new Allocator(memory, { start, maxPages });
}

Deno.test("Allocator hands out blocks of cache lines behind what is there already", () => {
  const allocator = allocatorOf({ start: 100 });
  assertEquals(allocator.allocate(1), { address: 128, length: 64 });
  assertEquals(allocator.allocate(65), { address: 192, length: 128 });
  assertEquals(allocator.allocate(0), { address: 320, length: 64 });
  assertEquals(allocator.used, 256);
});

Deno.test("Allocator joins neighbours that are given back, in any order", () => {
  fc.assert(fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
    const allocator = allocatorOf();
    const blocks = [64, 128, 64, 192, 64].map((bytes) => allocator.allocate(bytes));
    for (const index of order) allocator.release(blocks[index]);
    assertEquals(allocator.used, 0);
    // As large as all of them together: nothing of it is left over.
    assertEquals(allocator.allocate(512), { address: blocks[0].address, length: 512 });
  }));
});

Deno.test("Allocator takes the smallest free block that is large enough", () => {
  const allocator = allocatorOf();
  const [large, , small] = [256, 64, 128, 64].map((bytes) => allocator.allocate(bytes));
  allocator.release(large);
  allocator.release(small);
  assertEquals(allocator.allocate(128), small);
  assertEquals(allocator.allocate(64).address, large.address);
  assertEquals(allocator.allocate(192), { address: large.address + 64, length: 192 });
});

Deno.test("Allocator never hands out a byte twice, whatever comes and goes", () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ allocate: fc.nat(2000) }),
      fc.record({ release: fc.nat(100) }),
    ),
    { maxLength: 60 },
  );
  fc.assert(fc.property(steps, (steps) => {
    const allocator = allocatorOf();
    const held: Block[] = [];
    for (const step of steps) {
      if ("allocate" in step) {
        const block = allocator.allocate(step.allocate);
        assert(block.length >= step.allocate && block.address % 64 === 0);
        assert(block.address + block.length <= allocator.reserved);
        for (const other of held) {
          const apart = block.address + block.length <= other.address ||
            other.address + other.length <= block.address;
          assert(apart, `${JSON.stringify(block)} and ${JSON.stringify(other)}`);
        }
        held.push(block);
      } else if (held.length > 0) {
        allocator.release(held.splice(step.release % held.length, 1)[0]);
      }
    }
    assertEquals(allocator.used, held.reduce((sum, { length }) => sum + length, 0));
  }));
});

Deno.test("Allocator leaves a line behind the last block, which kernels may read into", () => {
  const allocator = allocatorOf({ start: 0 });
  allocator.allocate(PAGE - 64);
  assertEquals(allocator.reserved, PAGE);
  allocator.allocate(1);
  assertEquals(allocator.reserved, 2 * PAGE);
});

Deno.test("Allocator says how much was asked for when the memory cannot grow, and goes on", () => {
  const allocator = allocatorOf({ maxPages: 16 });
  const block = allocator.allocate(8 * PAGE);
  for (const bytes of [9 * PAGE, 2 ** 40]) {
    assertThrows(
      () => allocator.allocate(bytes),
      RangeError,
      `${(bytes / 2 ** 20).toFixed(1)} MiB were asked for but 0.5 MiB of 1.0 MiB are in use`,
    );
  }
  assertEquals(allocator.used, 8 * PAGE);
  allocator.release(block);
  assertEquals(allocator.allocate(8 * PAGE), block);
});

Deno.test("Allocator makes views of zeros in its own memory", () => {
  const allocator = allocatorOf();
  const block = allocator.allocate(4 * 20);
  new Uint8Array(allocator.memory.buffer, block.address, block.length).fill(255);
  allocator.release(block);
  const floats = allocator.floats(16);
  assertEquals(floats, new Float32Array(16));
  assertEquals(floats.byteOffset, block.address);
  assertEquals([...allocator.bytes(3)], [0, 0, 0]);
  assert(allocator.owns(floats.buffer));
  assert(!allocator.owns(new Float32Array(1).buffer));
  assert(!allocatorOf().owns(floats.buffer));
});

Deno.test("Allocator keeps views good when the memory grows", () => {
  const allocator = allocatorOf();
  const before = allocator.floats(4).fill(7);
  const after = allocator.floats(PAGE);
  assert(allocator.owns(before.buffer) && allocator.owns(after.buffer));
  assertEquals([...before], [7, 7, 7, 7]);
});
