// From an operation to kernels: whether to share the work, and memory that is needed beside tensors.

import type { ArgumentsOf, DividedKernel, Kernels } from "./kernels.ts";
import type { Allocator, Block } from "./allocator.ts";
import type { ThreadPool } from "./thread_pool.ts";

/** Multiplications, or values moved, that are worth another thread's attention: some 10 us. */
const MIN_SHARED_MULTIPLICATIONS = 250_000;
const MIN_SHARED_ELEMENTS = 30_000;

/** How a kernel is to be run. */
export interface Division {
  /** What is shared out: numbers, rows, columns or images. */
  items: number;
  /** Chunks are multiples of so many items. 1 if left out. */
  grain?: number;
  /** Whether there is so much to do that threads share it. */
  parallel: boolean;
  /** Bytes that each thread needs beside the tensors. */
  scratch?: number;
}

/** Runs kernels with as many threads as a backend is allowed. */
export class Dispatch {
  readonly kernels: Kernels;
  readonly threads: number;
  readonly allocator: Allocator;
  readonly #pool: ThreadPool;
  #shared: Block = { address: 0, length: 0 };

  constructor(
    allocator: Allocator,
    { pool, threads }: { pool: ThreadPool; threads: number },
  ) {
    this.kernels = pool.kernels;
    this.threads = threads;
    this.allocator = allocator;
    this.#pool = pool;
  }

  /** Runs a kernel on all its items. */
  run<Name extends DividedKernel>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    { items, grain = 1, parallel, scratch = 0 }: Division,
  ): void {
    if (items === 0) return;
    const threads = parallel ? this.threads : 1;
    this.#pool.run(kernel, values, { threads, items, grain, scratch });
  }

  /** Runs a kernel that works value by value. */
  runElements<Name extends DividedKernel>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    items: number,
  ): void {
    // 16 numbers are a cache line: no two threads write to the same one.
    this.run(kernel, values, { items, grain: 16, parallel: this.sharesElements(items) });
  }

  /** Whether threads share the work of moving so many values. */
  sharesElements(count: number): boolean {
    return count >= MIN_SHARED_ELEMENTS;
  }

  /** Whether threads share so many multiplications. */
  sharesMultiplications(count: number): boolean {
    return count >= MIN_SHARED_MULTIPLICATIONS;
  }

  /** The address of memory that all threads use together, until the next call. */
  shared(bytes: number): number {
    if (this.#shared.length < bytes) {
      if (this.#shared.length > 0) this.allocator.release(this.#shared);
      this.#shared = this.allocator.allocate(bytes);
    }
    return this.#shared.address;
  }
}
