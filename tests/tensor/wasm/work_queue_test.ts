// The queue of jobs: every item is done once by somebody, and a chunk that fails is reported.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  MAX_STEPS,
  QUEUE_BYTES,
  type Step,
  WorkQueue,
} from "../../../lib/tensor/wasm/work_queue.ts";
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

const sizes = fc.record({
  items: fc.nat(4000),
  grain: fc.constantFrom(1, 2, 5, 16, 5000),
  grainsInChunk: fc.constantFrom(1, 3, 4000),
}).map(({ grainsInChunk, ...size }) => ({ ...size, maxChunk: grainsInChunk * size.grain }));

const count: Step = { kernel: "count", values: [1, 2], itemsEach: 1 };

Deno.test("WorkQueue does every item once, also where the other threads never come", () => {
  const { memory, queue } = queueOf();
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 64 }), ({ items, grain, maxChunk }, threads) => {
      const counts = countsIn(memory, 4000).fill(0);
      queue.run([count], { threads, items, grain, maxChunk, scratch: 0, scratchBytes: 0 });
      assert(counts.subarray(0, items).every((count) => count === 1));
      assert(counts.subarray(items).every((count) => count === 0));
    }),
  );
});

Deno.test("WorkQueue does every item once with several threads, job after job", async () => {
  await withThreads(3, (memory, queue) => {
    for (let round = 0; round < 300; round++) {
      const items = 1 + round * 13 % 4000;
      const counts = countsIn(memory, 4000).fill(0);
      const grain = 1 + round % 7;
      const job = { threads: 3, items, grain, maxChunk: items, scratch: 0, scratchBytes: 0 };
      queue.run([count], job);
      assert(counts.subarray(0, items).every((count) => count === 1), `round ${round}`);
    }
  });
});

Deno.test("WorkQueue gives each thread its own part of the scratch memory", async () => {
  await withThreads(3, (memory, queue) => {
    const found = new Set<number>();
    for (let round = 0; round < 50; round++) {
      const job = {
        threads: 3,
        items: 600,
        grain: 1,
        maxChunk: 600,
        scratch: 4096,
        scratchBytes: 128,
      };
      queue.run([{ kernel: "scratchOf", values: [], itemsEach: 1 }], job);
      for (const address of countsIn(memory, 600)) found.add(address);
    }
    for (const address of found) assert([4096, 4224, 4352].includes(address), `${address}`);
  });
});

Deno.test("WorkQueue reports a chunk that failed in another thread, and takes further jobs", async () => {
  await withThreads(3, (memory, queue) => {
    const job = { threads: 3, items: 48, grain: 1, maxChunk: 48, scratch: 0, scratchBytes: 64 };
    for (let round = 0; round < 3; round++) {
      const counts = countsIn(memory, 4000).fill(0);
      assertThrows(
        () => queue.run([{ kernel: "failElsewhere", values: [], itemsEach: 1 }], job),
        Error,
        'Cannot run the kernel failElsewhere: a thread found "RuntimeError: out of bounds"',
      );
      counts.fill(0);
      queue.run([count], job);
      assert(counts.subarray(0, 48).every((count) => count === 1));
    }
  });
});

Deno.test("WorkQueue reports a chunk that failed in the calling thread, after all others are done", () => {
  const { queue } = queueOf();
  const job = { threads: 3, items: 48, grain: 1, maxChunk: 48, scratch: 0, scratchBytes: 0 };
  for (const bad of [0, 20, 47]) {
    assertThrows(
      () => queue.run([{ kernel: "failAt", values: [bad], itemsEach: 1 }], job),
      Error,
      `Cannot run the kernel failAt: a thread found "RuntimeError: item ${bad} is bad"`,
    );
  }
});

Deno.test("WorkQueue does all steps with a chunk before the next chunk, each with its own items", () => {
  const { memory, queue } = queueOf();
  const counts = countsIn(memory, 4000);
  const steps: Step[] = [
    { kernel: "noteTurn", values: [1000], itemsEach: 1 },
    { kernel: "noteTurn", values: [2000], itemsEach: 2 },
  ];
  counts.fill(0);
  queue.run(steps, { threads: 1, items: 9, grain: 1, maxChunk: 2, scratch: 0, scratchBytes: 0 });
  assertEquals([...counts.subarray(1000, 1009)], [1, 1, 3, 3, 5, 5, 7, 7, 9]);
  assertEquals(
    [...counts.subarray(2000, 2018)],
    [2, 2, 2, 2, 4, 4, 4, 4, 6, 6, 6, 6, 8, 8, 8, 8, 10, 10],
  );
});

Deno.test("WorkQueue names the step that failed, and leaves out those behind it", () => {
  const { memory, queue } = queueOf();
  const counts = countsIn(memory, 4000).fill(0);
  const failing: Step = { kernel: "failAt", values: [3], itemsEach: 1 };
  const job = { threads: 2, items: 8, grain: 1, maxChunk: 1, scratch: 0, scratchBytes: 0 };
  const error = assertThrows(() => queue.run([count, failing, count], job), Error);
  assertEquals(
    error.message,
    'Cannot run the kernel failAt: a thread found "RuntimeError: item 3 is bad"',
  );
  assertEquals([...counts.subarray(0, 8)], [2, 2, 2, 1, 2, 2, 2, 2]);
});

Deno.test("WorkQueue keeps within its bytes", () => {
  const { memory, queue } = queueOf();
  const bytes = new Uint8Array(memory.buffer);
  const steps = Array.from({ length: MAX_STEPS }, (_, i): Step => (
    { kernel: "failAt", values: [i === MAX_STEPS - 1 ? 0 : 1], itemsEach: 1 }
  ));
  const job = { threads: 64, items: 1, grain: 1, maxChunk: 1, scratch: 0, scratchBytes: 0 };
  assertThrows(() => queue.run(steps, job), Error, "item 0");
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
