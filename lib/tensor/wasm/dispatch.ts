// From an operation to kernels: whether threads share the work, and memory beside the tensors.

import type { Tensor } from "../tensor.ts";
import { addressIn } from "./address.ts";
import type { ArgumentsBesideScratch, ArgumentsOf, KernelConstants, Kernels } from "./kernels.ts";
import type { ThreadPool } from "./thread_pool.ts";

/** Multiplications, or values moved, that are worth another thread's attention: some 10 us. */
const MIN_SHARED_MULTIPLICATIONS = 250_000;
const MIN_SHARED_ELEMENTS = 30_000;

/** Values in a cache line: no two threads write to the same one. */
const LINE_ELEMENTS = 16;

/** How a kernel is to be run. */
export interface Division {
  /** What is shared: values, rows, columns or images. */
  readonly items: number;
  /** Chunks are multiples of so many items. 1 if left out. */
  readonly grain?: number;
  /** Whether there is so much to do that threads share it. */
  readonly parallel: boolean;
}

/** Runs kernels with as many threads as a backend is allowed. */
export class Dispatch {
  readonly kernels: Kernels;
  readonly constants: KernelConstants;
  readonly threads: number;
  /** Where the kernels of single rows keep which rows they selected. */
  readonly selection: number;
  /** Finds the address of a tensor; throws a `TypeError` if it is from another memory. */
  readonly addressOf: (tensor: Tensor) => number;
  readonly #pool: ThreadPool;
  /** A copy of bytes from another memory. */
  #copy: Uint8Array = new Uint8Array();

  constructor(pool: ThreadPool, { threads }: { threads: number }) {
    this.kernels = pool.kernels;
    this.constants = pool.constants;
    this.threads = threads;
    this.selection = pool.selection;
    this.addressOf = addressIn(pool.allocator);
    this.#pool = pool;
  }

  /** Runs a kernel on all its items. */
  run<Name extends keyof Kernels>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    { items, grain = 1, parallel }: Division,
  ): void {
    if (items === 0) return;
    const threads = parallel ? this.threads : 1;
    this.#pool.run(kernel, values, { threads, items, grain, scratchBytes: 0 });
  }

  /** Runs a kernel that needs so many bytes for each thread beside its tensors. */
  runWithScratch<Name extends keyof Kernels>(
    kernel: Name,
    values: ArgumentsBesideScratch<Name>,
    { items, grain = 1, parallel, scratchBytes }: Division & { readonly scratchBytes: number },
  ): void {
    if (items === 0) return;
    const threads = parallel ? this.threads : 1;
    this.#pool.run(kernel, values, { threads, items, grain, scratchBytes });
  }

  /** Runs a kernel that works value by value. */
  runElements<Name extends keyof Kernels>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    items: number,
  ): void {
    this.run(kernel, values, {
      items,
      grain: LINE_ELEMENTS,
      parallel: this.sharesElements(items),
    });
  }

  /** Runs a kernel that works column by column, on so many values in all. */
  runColumns<Name extends keyof Kernels>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    { columns, size }: { columns: number; size: number },
  ): void {
    const parallel = this.sharesElements(size);
    this.run(kernel, values, { items: columns, grain: LINE_ELEMENTS, parallel });
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
    return this.#pool.shared.addressOf(bytes);
  }

  /** The first bytes of some: where they are, or copied if they lie in another memory. */
  ownBytes(bytes: Uint8Array, count: number): Uint8Array {
    const { allocator } = this.#pool;
    if (allocator.owns(bytes.buffer)) return bytes;
    if (this.#copy.length < count) this.#copy = allocator.bytes(count);
    this.#copy.set(bytes.subarray(0, count));
    return this.#copy;
  }
}
