// A pool of one thread whose memory beside the tensors ends with a guard.

import { assertEquals } from "@std/assert";
import type { Allocator } from "../../../lib/tensor/wasm/allocator.ts";
import type { KernelOptions } from "../../../lib/tensor/wasm/kernels.ts";
import { Scratch } from "../../../lib/tensor/wasm/scratch.ts";
import { type KernelStep, type Share, ThreadPool } from "../../../lib/tensor/wasm/thread_pool.ts";

const GUARD_BYTES = 256;
const GUARD_BYTE = 0xa5;

/** Memory with a guard right behind the bytes that were asked for. */
class GuardedScratch extends Scratch {
  readonly #allocator: Allocator;
  #guard: Uint8Array | undefined;

  constructor(allocator: Allocator) {
    super(allocator);
    this.#allocator = allocator;
  }

  override addressOf(bytes: number): number {
    this.assertGuarded();
    const { address } = this.#allocator.allocate(bytes + GUARD_BYTES);
    const { buffer } = this.#allocator.memory;
    this.#guard = new Uint8Array(buffer, address + Math.ceil(bytes), GUARD_BYTES).fill(GUARD_BYTE);
    return address;
  }

  /** Checks that nothing was written behind the last bytes that were asked for. */
  assertGuarded(): void {
    assertEquals(this.#guard?.findIndex((byte) => byte !== GUARD_BYTE) ?? -1, -1);
  }
}

/** Checks after each kernel that it kept to its memory. */
export class GuardedPool extends ThreadPool {
  override readonly shared: GuardedScratch;
  override readonly selection: number;
  readonly #selection: GuardedScratch;
  readonly #scratch: GuardedScratch;

  constructor(options?: KernelOptions) {
    super(options);
    this.shared = new GuardedScratch(this.allocator);
    this.#scratch = new GuardedScratch(this.allocator);
    this.#selection = new GuardedScratch(this.allocator);
    this.selection = this.#selection.addressOf(this.constants.SELECTION_BYTES);
  }

  override run(steps: readonly KernelStep[], { items, scratchBytes }: Share): void {
    for (const { kernel, values, itemsEach } of steps) {
      const call: (...values: number[]) => void = this.kernels[kernel];
      call(...values, 0, itemsEach * items, this.#scratch.addressOf(scratchBytes));
      this.assertGuarded();
    }
  }

  /** Checks that nothing was written behind any memory beside the tensors. */
  assertGuarded(): void {
    for (const scratch of [this.shared, this.#scratch, this.#selection]) scratch.assertGuarded();
  }
}
