// From an operation to kernels: whether to share the work, and memory that is needed beside tensors.

import type { ArgumentsOf, DividedKernel, Kernels } from "./kernels.ts";
import type { Block, Memory } from "./memory.ts";
import type { Threads } from "./threads.ts";

/** Multiplications, or numbers moved, that are worth another thread's attention: some 10 us. */
const ENOUGH_PRODUCTS = 250_000;
const ENOUGH_NUMBERS = 30_000;

/** How a kernel is to be run. */
export interface Division {
  /** What is shared out: numbers, rows, columns or images. */
  units: number;
  /** Chunks are multiples of so many units. 1 if left out. */
  multiple?: number;
  /** Whether there is so much to do that it is worth sharing. */
  enough: boolean;
  /** Bytes that each thread needs beside the tensors. */
  scratch?: number;
}

/** Runs kernels with as many threads as a backend is allowed. */
export class Dispatch {
  readonly kernels: Kernels;
  readonly threads: number;
  readonly memory: Memory;
  readonly #threads: Threads;
  #shared: Block = { address: 0, length: 0 };

  constructor(memory: Memory, threads: Threads, count: number) {
    this.kernels = threads.kernels;
    this.threads = count;
    this.memory = memory;
    this.#threads = threads;
  }

  /** Runs a kernel on all its units. */
  run<Name extends DividedKernel>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    { units, multiple = 1, enough, scratch = 0 }: Division,
  ): void {
    if (units === 0) return;
    const threads = enough ? this.threads : 1;
    this.#threads.run(kernel, values, { threads, units, multiple, scratch });
  }

  /** Runs a kernel that works number by number. */
  runNumbers<Name extends DividedKernel>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    units: number,
  ): void {
    // 16 numbers are a cache line: no two threads write to the same one.
    this.run(kernel, values, { units, multiple: 16, enough: this.manyNumbers(units) });
  }

  /** Whether moving so many numbers is worth sharing. */
  manyNumbers(count: number): boolean {
    return count >= ENOUGH_NUMBERS;
  }

  /** Whether so many multiplications are worth sharing. */
  manyProducts(count: number): boolean {
    return count >= ENOUGH_PRODUCTS;
  }

  /** The address of memory that all threads use together, until the next call. */
  shared(bytes: number): number {
    if (this.#shared.length < bytes) {
      if (this.#shared.length > 0) this.memory.release(this.#shared);
      this.#shared = this.memory.allocate(bytes);
    }
    return this.#shared.address;
  }
}
