// Memory that kernels need beside their tensors, used again by every call.

import type { Allocator, Block } from "./allocator.ts";

/** A block that is exchanged for a larger one when more is needed. */
export class Scratch {
  readonly #allocator: Allocator;
  #block: Block | undefined;

  constructor(allocator: Allocator) {
    this.#allocator = allocator;
  }

  /**
   * The address of at least so many bytes, their contents undefined, until the next call.
   *
   * @throws {RangeError} If there is not enough memory.
   */
  addressOf(bytes: number): number {
    if (this.#block === undefined || this.#block.length < bytes) {
      if (this.#block !== undefined) this.#allocator.release(this.#block);
      // Given back: if there is not enough memory for the new one, nobody may use the old one.
      this.#block = undefined;
      this.#block = this.#allocator.allocate(bytes);
    }
    return this.#block.address;
  }
}
