// The threads that share the work of an operation: started when first needed, once for a process.

import { MAX_THREADS, QUEUE_BYTES, WorkQueue } from "./work_queue.ts";
import {
  type ArgumentsOf,
  compileKernels,
  type DividedKernel,
  instantiateKernels,
  kernelList,
  type Kernels,
} from "./kernels.ts";
import type { Allocator, Block } from "./allocator.ts";

/** How the work of a kernel is shared. */
export interface Share {
  /** How many threads may take part. */
  threads: number;
  /** What is shared out: rows, columns, images or numbers. */
  items: number;
  /** Chunks are multiples of so many items. */
  grain: number;
  /** Bytes that each thread needs beside the tensors. */
  scratch: number;
}

/** The calling thread, which counts as one, and Workers with the same kernels on the same memory. */
export class ThreadPool {
  readonly kernels: Kernels;
  readonly #memory: Allocator;
  readonly #module = compileKernels();
  readonly #indices = new Map<string, number>();
  readonly #queueAddress: number;
  readonly #queue: WorkQueue;
  #count = 1;
  #scratch: Block = { address: 0, length: 0 };

  constructor(memory: Allocator) {
    this.#memory = memory;
    this.kernels = instantiateKernels(this.#module, memory.shared);
    for (const [index, name] of Object.keys(this.kernels).entries()) this.#indices.set(name, index);
    this.#queueAddress = memory.allocate(QUEUE_BYTES).address;
    this.#queue = new WorkQueue(memory.shared, {
      address: this.#queueAddress,
      kernels: kernelList(this.kernels),
      thread: 0,
    });
  }

  /** Runs a kernel on all items. */
  run<Name extends DividedKernel>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    { threads, items, grain, scratch }: Share,
  ): void {
    if (threads === 1) {
      const alone: (...values: number[]) => void = this.kernels[kernel];
      alone(...values, 0, items, this.#scratchFor(scratch));
      return;
    }
    if (this.#count < threads) this.#start(threads);
    const bytes = 64 * Math.ceil(scratch / 64);
    this.#queue.run({
      kernel: this.#indices.get(kernel)!,
      threads,
      items,
      grain,
      scratch: this.#scratchFor(bytes * this.#count),
      scratchBytes: bytes,
    }, values);
  }

  #scratchFor(bytes: number): number {
    if (this.#scratch.length < bytes) {
      if (this.#scratch.length > 0) this.#memory.release(this.#scratch);
      this.#scratch = this.#memory.allocate(bytes);
    }
    return this.#scratch.address;
  }

  /** Starts what is missing. Nobody waits for it: until a thread is there, the others do its part. */
  #start(count: number): void {
    const { Worker } = workerThreads();
    for (; this.#count < count; this.#count++) {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), {
        workerData: {
          module: this.#module,
          memory: this.#memory.shared,
          queue: this.#queueAddress,
          thread: this.#count,
        },
      });
      worker.unref();
    }
  }
}

/**
 * Node's Workers, for they can be told not to keep the process alive. An import at the top would keep
 * this module from being loaded in a web page.
 */
function workerThreads(): typeof import("node:worker_threads") {
  const { process } = globalThis as unknown as {
    process: { getBuiltinModule(name: string): typeof import("node:worker_threads") };
  };
  return process.getBuiltinModule("node:worker_threads");
}

/**
 * How many threads to use when nobody said: what the environment variable THREADS says, or as many
 * as there are processors.
 *
 * @throws {RangeError} If THREADS is not an integer from 1 to 64.
 */
export function defaultThreads(): number {
  const wanted = Deno.env.get("THREADS");
  if (wanted === undefined) return Math.min(navigator.hardwareConcurrency, MAX_THREADS);
  return checkThreads(Number(wanted));
}

/** @throws {RangeError} If it is not a possible number of threads. */
export function checkThreads(threads: number): number {
  if (!Number.isInteger(threads) || threads < 1 || threads > MAX_THREADS) {
    throw new RangeError(
      `Cannot use ${threads} threads: their number must be an integer from 1 to ` +
        `${MAX_THREADS}, set THREADS or the option accordingly`,
    );
  }
  return threads;
}
