// The threads that share the work of an operation: started when first needed, once for a process.

import { Board, BOARD_BYTES, MOST_THREADS } from "./jobs.ts";
import {
  type ArgumentsOf,
  compileKernels,
  type DividedKernel,
  instantiateKernels,
  kernelList,
  type Kernels,
} from "./kernels.ts";
import type { Block, Memory } from "./memory.ts";

/** How the work of a kernel is shared out. */
export interface Share {
  /** How many threads may take part. */
  threads: number;
  /** What is shared out: rows, columns, images or numbers. */
  units: number;
  /** Chunks are multiples of so many units. */
  multiple: number;
  /** Bytes that each thread needs beside the tensors. */
  scratch: number;
}

/** The calling thread, which counts as one, and Workers with the same kernels on the same memory. */
export class Threads {
  readonly kernels: Kernels;
  readonly #memory: Memory;
  readonly #module = compileKernels();
  readonly #places = new Map<string, number>();
  readonly #address: number;
  readonly #board: Board;
  #count = 1;
  #scratch: Block = { address: 0, length: 0 };

  constructor(memory: Memory) {
    this.#memory = memory;
    this.kernels = instantiateKernels(this.#module, memory.shared);
    for (const [place, name] of Object.keys(this.kernels).entries()) this.#places.set(name, place);
    this.#address = memory.allocate(BOARD_BYTES).address;
    this.#board = new Board(memory.shared, {
      address: this.#address,
      kernels: kernelList(this.kernels),
      thread: 0,
    });
  }

  /** Runs a kernel on all units. */
  run<Name extends DividedKernel>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    { threads, units, multiple, scratch }: Share,
  ): void {
    if (threads === 1) {
      const alone: (...values: number[]) => void = this.kernels[kernel];
      alone(...values, 0, units, this.#scratchFor(scratch));
      return;
    }
    if (this.#count < threads) this.#start(threads);
    const bytes = 64 * Math.ceil(scratch / 64);
    this.#board.run({
      kernel: this.#places.get(kernel)!,
      threads,
      units,
      multiple,
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
          board: this.#address,
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
 * @throws {RangeError} If THREADS is not a whole number from 1 to 64.
 */
export function defaultThreads(): number {
  const wanted = Deno.env.get("THREADS");
  if (wanted === undefined) return Math.min(navigator.hardwareConcurrency, MOST_THREADS);
  return checkThreads(Number(wanted));
}

/** @throws {RangeError} If it is not a possible number of threads. */
export function checkThreads(threads: number): number {
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
    throw new RangeError(
      `Cannot use ${threads} threads: their number must be a whole number from 1 to ` +
        `${MOST_THREADS}, set THREADS or the option accordingly`,
    );
  }
  return threads;
}
