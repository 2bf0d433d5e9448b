// From an operation to kernels: whether threads share the work, and memory beside the tensors.

import type { Tensor } from "../tensor.ts";
import { addressIn } from "./address.ts";
import type { ArgumentsBesideScratch, ArgumentsOf, KernelConstants, Kernels } from "./kernels.ts";
import type { KernelStep, ThreadPool } from "./thread_pool.ts";
import { MAX_STEPS } from "./work_queue.ts";

/** Multiplications, or values moved, that are worth another thread's attention: some 10 us. */
const MIN_SHARED_MULTIPLICATIONS = 250_000;
const MIN_SHARED_ELEMENTS = 30_000;

/** Values in a cache line: no two threads write to the same one. */
const LINE_ELEMENTS = 16;

/**
 * Bytes of images that go through several kernels together: with what a convolution has beside them, they are
 * still in the second cache for the next kernel.
 */
const BYTES_TOGETHER = 500_000;

/** Bytes of a batch that stay in the second cache from one kernel to the next, all of them. */
const CACHED_BYTES = 1_000_000;

/** How a kernel is to be run. */
export interface Division {
  /** What is shared: values, rows, columns or images. */
  readonly items: number;
  /** Chunks are multiples of so many items. 1 if left out. */
  readonly grain?: number;
  /** Whether there is so much to do that threads share it. */
  readonly parallel: boolean;
  /**
   * Where it works on each image of a batch alone: a tensor of these images. Then it may run with other kernels
   * of this kind, image by image: see `together`.
   */
  readonly images?: Tensor;
}

/** How work is shared. */
export interface DispatchOptions {
  /** How many threads share it. */
  readonly threads: number;
  /** From how many values on they share what is done value by value. */
  readonly minSharedElements?: number;
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
  readonly #minSharedElements: number;
  /** Kernels that were put off, which wait for others. */
  readonly #steps: KernelStep[] = [];
  #gathers = false;
  /** What the steps have in common: how many images, and whether threads share them. */
  #images = 0;
  #parallel = false;
  /** Bytes of these images in all steps, and of the scratch memory of the one that needs most. */
  #bytes = 0;
  #scratchBytes = 0;
  /** A copy of bytes from another memory. */
  #copy: Uint8Array = new Uint8Array();

  constructor(
    pool: ThreadPool,
    { threads, minSharedElements = MIN_SHARED_ELEMENTS }: DispatchOptions,
  ) {
    this.kernels = pool.kernels;
    this.constants = pool.constants;
    this.threads = threads;
    this.selection = pool.selection;
    this.addressOf = addressIn(pool.allocator);
    this.#pool = pool;
    this.#minSharedElements = minSharedElements;
  }

  /** Runs a kernel on all its items. */
  run<Name extends keyof Kernels>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    division: Division,
  ): void {
    this.#add(kernel, values, { ...division, scratchBytes: 0 });
  }

  /** Runs a kernel that needs so many bytes for each thread beside its tensors. */
  runWithScratch<Name extends keyof Kernels>(
    kernel: Name,
    values: ArgumentsBesideScratch<Name>,
    division: Division & { readonly scratchBytes: number },
  ): void {
    this.#add(kernel, values, division);
  }

  /**
   * Runs kernels that work on each image alone one after the other, but all of them on a few images before the
   * next few: what one of them writes is still in the cache for the next one.
   *
   * @param operations Calls operations. They may be carried out later, in their order, but all of them before
   * this returns, and those of another kind at once.
   */
  together(operations: () => void): void {
    this.#gathers = true;
    try {
      operations();
      this.flush();
    } finally {
      this.#gathers = false;
      this.#steps.length = 0;
    }
  }

  /** Carries out what was put off. */
  flush(): void {
    const steps = this.#steps;
    if (steps.length === 0) return;
    this.#pool.run(steps, {
      threads: this.#parallel ? this.threads : 1,
      items: this.#images,
      grain: 1,
      maxChunk: steps.length === 1
        ? this.#images
        : Math.max(1, Math.floor(BYTES_TOGETHER * this.#images / this.#bytes)),
      scratchBytes: this.#scratchBytes,
    });
    steps.length = 0;
  }

  /** Runs a kernel, or puts it off where it can run with others. */
  #add(
    kernel: keyof Kernels,
    values: readonly number[],
    { items, grain = 1, parallel, images, scratchBytes }: Division & { scratchBytes: number },
  ): void {
    if (items === 0) return;
    const count = images?.shape[0];
    const steps = this.#steps;
    if (!this.#gathers || images === undefined || 4 * images.size < CACHED_BYTES) {
      this.flush();
      this.#pool.run([{ kernel, values, itemsEach: 1 }], {
        threads: parallel ? this.threads : 1,
        items,
        grain,
        maxChunk: items,
        scratchBytes,
      });
      return;
    }
    if (count !== this.#images || steps.length === MAX_STEPS) this.flush();
    if (steps.length === 0) {
      this.#images = count!;
      this.#parallel = false;
      this.#bytes = 0;
      this.#scratchBytes = 0;
    }
    steps.push({ kernel, values, itemsEach: items / count! });
    this.#parallel ||= parallel;
    this.#bytes += 4 * images.size;
    this.#scratchBytes = Math.max(this.#scratchBytes, scratchBytes);
  }

  /** Runs a kernel that works value by value. */
  runElements<Name extends keyof Kernels>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    items: number,
    images?: Tensor,
  ): void {
    this.run(kernel, values, {
      items,
      grain: LINE_ELEMENTS,
      parallel: this.sharesElements(items),
      images,
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
    return count >= this.#minSharedElements;
  }

  /** Whether threads share so many multiplications. */
  sharesMultiplications(count: number): boolean {
    return count >= MIN_SHARED_MULTIPLICATIONS;
  }

  /** The address of memory that all threads use together, until the next call. */
  shared(bytes: number): number {
    // What was put off may still need it.
    this.flush();
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
