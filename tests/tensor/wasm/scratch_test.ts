// Memory beside the tensors: used again, exchanged for more, and not used any more once given back.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { Allocator } from "../../../lib/tensor/wasm/allocator.ts";
import { Scratch } from "../../../lib/tensor/wasm/scratch.ts";

const PAGE = 65_536;

function allocatorOf({ maxPages }: { maxPages: number }): Allocator {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: maxPages, shared: true });
  return new Allocator(memory, { start: 0, maxPages });
}

Deno.test("Scratch keeps its block until more is needed", () => {
  const allocator = allocatorOf({ maxPages: 2 });
  const scratch = new Scratch(allocator);
  const address = scratch.addressOf(640);
  assertEquals(scratch.addressOf(640), address);
  assertEquals(scratch.addressOf(1), address);
  assertEquals(allocator.used, 640);
  scratch.addressOf(641);
  assertEquals(allocator.used, 704);
});

Deno.test("Scratch does not go on with a block that it gave back when there was not enough memory", () => {
  const allocator = allocatorOf({ maxPages: 2 });
  const scratch = new Scratch(allocator);
  scratch.addressOf(640);
  assertThrows(() => scratch.addressOf(9 * PAGE), RangeError, "were asked for");
  const taken = allocator.allocate(640);
  const address = scratch.addressOf(64);
  assert(address >= taken.address + taken.length || address + 64 <= taken.address);
});
