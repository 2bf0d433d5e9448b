// The queue of jobs: every item is done once by somebody, and a chunk that fails is reported.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { QUEUE_BYTES, WorkQueue } from "../../../lib/tensor/wasm/work_queue.ts";
import { countingKernels, countsIn } from "./counting_kernels.ts";

function queueOf() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const kernels = countingKernels(memory);
  return { memory, queue: new WorkQueue(memory, { address: 0, kernels, thread: 0 }) };
}

/** Runs a test with a queue and threads that work it off. */
async function withThreads(
  count: number,
  run: (memory: WebAssembly.Memory, queue: WorkQueue) => void,
): Promise<void> {
  const { memory, queue } = queueOf();
  const workers = await Promise.all(
    Array.from({ length: count - 1 }, async (_, i) => {
      const url = new URL("./queue_thread.ts", import.meta.url);
      const worker = new Worker(url, { type: "module" });
      const ready = Promise.withResolvers<void>();
      worker.onmessage = () => ready.resolve();
      worker.onerror = (event) => ready.reject(event.error ?? new Error(event.message));
      worker.postMessage({ memory, thread: i + 1 });
      await ready.promise;
      return worker;
    }),
  );
  try {
    run(memory, queue);
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

const sizes = fc.record({ items: fc.nat(4000), grain: fc.constantFrom(1, 2, 5, 16, 5000) });

Deno.test("WorkQueue does every item once, also where the other threads never come", () => {
  const { memory, queue } = queueOf();
  fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 64 }), ({ items, grain }, threads) => {
    const counts = countsIn(memory, 4000).fill(0);
    queue.run({ kernel: "count", threads, items, grain, scratch: 0, scratchBytes: 0 }, [1, 2]);
    assert(counts.subarray(0, items).every((count) => count === 1));
    assert(counts.subarray(items).every((count) => count === 0));
  }));
});

Deno.test("WorkQueue does every item once with several threads, job after job", async () => {
  await withThreads(3, (memory, queue) => {
    for (let round = 0; round < 300; round++) {
      const items = 1 + round * 13 % 4000;
      const counts = countsIn(memory, 4000).fill(0);
      const job = { threads: 3, items, grain: 1 + round % 7, scratch: 0, scratchBytes: 0 };
      queue.run({ kernel: "count", ...job }, [1, 2]);
      assert(counts.subarray(0, items).every((count) => count === 1), `round ${round}`);
    }
  });
});

Deno.test("WorkQueue gives each thread its own part of the scratch memory", async () => {
  await withThreads(3, (memory, queue) => {
    const found = new Set<number>();
    for (let round = 0; round < 50; round++) {
      const job = { threads: 3, items: 600, grain: 1, scratch: 4096, scratchBytes: 128 };
      queue.run({ kernel: "scratchOf", ...job }, []);
      for (const address of countsIn(memory, 600)) found.add(address);
    }
    for (const address of found) assert([4096, 4224, 4352].includes(address), `${address}`);
  });
});

Deno.test("WorkQueue reports a chunk that failed in another thread, and takes further jobs", async () => {
  await withThreads(3, (memory, queue) => {
    const job = { threads: 3, items: 48, grain: 1, scratch: 0, scratchBytes: 64 };
    for (let round = 0; round < 3; round++) {
      const counts = countsIn(memory, 4000).fill(0);
      assertThrows(
        () => queue.run({ kernel: "failElsewhere", ...job }, []),
        Error,
        'Cannot run the kernel failElsewhere: a thread found "RuntimeError: out of bounds"',
      );
      counts.fill(0);
      queue.run({ kernel: "count", ...job }, [1, 2]);
      assert(counts.subarray(0, 48).every((count) => count === 1));
    }
  });
});

Deno.test("WorkQueue reports a chunk that failed in the calling thread, after all others are done", () => {
  const { queue } = queueOf();
  const job = { threads: 3, items: 48, grain: 1, scratch: 0, scratchBytes: 0 };
  for (const bad of [0, 20, 47]) {
    assertThrows(
      () => queue.run({ kernel: "failAt", ...job }, [bad]),
      Error,
      `Cannot run the kernel failAt: a thread found "RuntimeError: item ${bad} is bad"`,
    );
  }
});

Deno.test("WorkQueue keeps within its bytes", () => {
  const { memory, queue } = queueOf();
  const bytes = new Uint8Array(memory.buffer);
  const job = { kernel: "failAt", threads: 64, items: 4000, grain: 1, scratch: 0, scratchBytes: 0 };
  assertThrows(() => queue.run({ ...job, items: 1 }, [0]), Error, "item 0");
  assertEquals(bytes.subarray(QUEUE_BYTES, 32_768).findIndex((byte) => byte !== 0), -1);
});

Deno.test("WorkQueue refuses kernels with more arguments than it has room for", () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const wide = () => {};
  Object.defineProperty(wide, "length", { value: 21 });
  assertThrows(
    () => new WorkQueue(memory, { address: 0, kernels: { wide }, thread: 0 }),
    RangeError,
    "Cannot queue the kernel wide: it has 21 arguments but there is room for 20",
  );
});
