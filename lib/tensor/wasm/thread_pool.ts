// The threads that share the work of an operation: started when first needed, once for a process.

import { Allocator } from "./allocator.ts";
import { type KernelConstants, type KernelOptions, type Kernels, loadKernels } from "./kernels.ts";
import { nodeModule } from "./node_modules.ts";
import type { Rounding } from "./rounding.ts";
import { Scratch } from "./scratch.ts";
import type { ThreadTask } from "./serve_thread.ts";
import { QUEUE_BYTES, type Step, WorkQueue } from "./work_queue.ts";

/** As far as 32-bit addresses reach. */
const MAX_PAGES = 65_536;

/** How the work of a kernel is shared. */
export interface Share {
  /** How many threads may take part. */
  readonly threads: number;
  /** What is shared: rows, columns, images or values. */
  readonly items: number;
  /** Chunks are multiples of so many items. */
  readonly grain: number;
  /** The maximum number of items in a chunk, a multiple of the grain. */
  readonly maxChunk: number;
  /** Bytes that each thread needs beside the tensors. */
  readonly scratchBytes: number;
}

/** A step of a job whose kernel there is. */
export interface KernelStep extends Step {
  readonly kernel: keyof Kernels;
}

/** Starts a thread that calls `serveThread` with its task. */
export type StartThread = (task: ThreadTask) => void;

/** How a pool is made. */
export interface PoolOptions extends KernelOptions {
  /**
   * How threads are started: if left out, as Deno does it, and in a web page not at all. A page needs
   * cross-origin isolation for it, without which its threads cannot share memory.
   */
  readonly startThread?: StartThread;
}

/** The calling thread, which counts as one, and Workers with the same kernels on the same memory. */
export class ThreadPool {
  readonly allocator: Allocator;
  readonly kernels: Kernels;
  readonly constants: KernelConstants;
  /** How the kernels round products and sums. */
  readonly rounding: Rounding;
  /** Memory that all threads use together. */
  readonly shared: Scratch;
  /** Where the kernels of single rows keep which rows they selected. */
  readonly selection: number;
  /** Memory of each thread, one after the other. */
  readonly #scratch: Scratch;
  readonly #module: WebAssembly.Module;
  readonly #queueAddress: number;
  readonly #queue: WorkQueue;
  readonly #startThread: StartThread | undefined;
  #count = 1;
  #sharedJobs = 0;

  /**
   * @param options Which kernels are wanted, and how threads are started.
   * @throws {TypeError} If there are no such kernels, or none that can be compiled.
   * @throws {RangeError} If the rounding is none that there is.
   */
  constructor({ startThread = threadStarter(), ...options }: PoolOptions = {}) {
    this.#startThread = startThread;
    const memory = new WebAssembly.Memory({ initial: 16, maximum: MAX_PAGES, shared: true });
    const { kernels, constants, module, rounding } = loadKernels(memory, options);
    this.#module = module;
    this.kernels = kernels;
    this.constants = constants;
    this.rounding = rounding;
    this.allocator = new Allocator(memory, { start: kernels.heapBase(), maxPages: MAX_PAGES });
    this.shared = new Scratch(this.allocator);
    this.selection = this.allocator.allocate(constants.SELECTION_BYTES).address;
    this.#scratch = new Scratch(this.allocator);
    this.#queueAddress = this.allocator.allocate(QUEUE_BYTES).address;
    this.#queue = new WorkQueue(memory, { address: this.#queueAddress, kernels, thread: 0 });
  }

  /** How many jobs threads have shared so far. */
  get sharedJobs(): number {
    return this.#sharedJobs;
  }

  /** Whether there can be more threads than the calling one. */
  get hasThreads(): boolean {
    return this.#startThread !== undefined;
  }

  /**
   * Runs kernels on all items, chunk by chunk one after the other; behind the arguments each is told which
   * items, and its memory.
   */
  run(steps: readonly KernelStep[], share: Share): void {
    const { threads, items, maxChunk, scratchBytes } = share;
    if (threads === 1) {
      const scratch = this.#scratch.addressOf(scratchBytes);
      for (let first = 0; first < items; first += maxChunk) {
        const last = Math.min(first + maxChunk, items);
        for (const { kernel, values, itemsEach } of steps) {
          const call: (...values: number[]) => void = this.kernels[kernel];
          call(...values, itemsEach * first, itemsEach * last, scratch);
        }
      }
      return;
    }
    if (this.#count < threads) this.#start(threads);
    this.#sharedJobs++;
    const bytes = 64 * Math.ceil(scratchBytes / 64);
    const scratch = this.#scratch.addressOf(bytes * this.#count);
    this.#queue.run(steps, { ...share, scratch, scratchBytes: bytes });
  }

  /** Starts what is missing. Nobody waits for it: until a thread is there, the others do its part. */
  #start(count: number): void {
    for (; this.#count < count; this.#count++) {
      this.#startThread!({
        module: this.#module,
        memory: this.allocator.memory,
        queue: this.#queueAddress,
        thread: this.#count,
      });
    }
  }
}

/** How Deno starts a thread; undefined in a web page. */
function threadStarter(): StartThread | undefined {
  const threads = nodeModule("node:worker_threads");
  return threads && ((task) => {
    const url = new URL("./worker.ts", import.meta.url);
    // Node's Workers, for they can be told not to keep the process alive.
    new threads.Worker(url, { workerData: task }).unref();
  });
}
