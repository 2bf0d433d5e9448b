// The threads of a process: what one of them fails at is an error for the one who asked.

import { assertEquals, assertThrows } from "@std/assert";
import { ThreadPool } from "../../../lib/tensor/wasm/thread_pool.ts";

Deno.test("ThreadPool throws when a kernel traps in any of its threads, and goes on", () => {
  const pool = new ThreadPool();
  const share = { threads: 2, items: 100_000, grain: 16, maxChunk: 100_000, scratchBytes: 0 };
  const { address } = pool.allocator.allocate(4 * share.items);
  const values = new Float32Array(pool.allocator.memory.buffer, address, share.items).fill(2);
  for (let round = 0; round < 3; round++) {
    // An address behind the end of the memory.
    assertThrows(
      () => pool.run([{ kernel: "scale", values: [2 ** 31, 1], itemsEach: 1 }], share),
      Error,
      "Cannot run the kernel scale: a thread found",
    );
    pool.run([{ kernel: "scale", values: [address, 0.5], itemsEach: 1 }], share);
    assertEquals(values.findIndex((value) => value !== 1), -1);
    values.fill(2);
  }
});
