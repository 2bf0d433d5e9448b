// The memory that tensors and kernels share, and who owns which part of it.

import { collectGarbage } from "./collect.ts";

const PAGE = 65_536;
/** As far as 32-bit addresses reach. */
const MAX_PAGES = 65_536;
/** So many bytes of new tensors, or half of all there are, are a reason to collect garbage. */
const COLLECT_BYTES = 64 * 2 ** 20;
/** Where the first block starts: before it lie the constants of the kernels. */
const FIRST = 4096;
/** Blocks are cache lines: they start at one, and are some long. */
const LINE = 64;

/** Growing gives the same memory another buffer object; views keep the one they were made with. */
const buffers = new WeakSet<ArrayBufferLike>();

/** Whether a view on this buffer is a view on the memory of kernels. */
export function isShared(buffer: ArrayBufferLike): boolean {
  return buffers.has(buffer);
}

/** A part of the memory: its first byte and its length. */
export interface Block {
  address: number;
  length: number;
}

/**
 * Memory handed out in blocks and taken back when nobody holds them any more.
 *
 * It is shared between threads. Growing shared memory never moves it, so views stay good for ever.
 */
export class Allocator {
  readonly #memory: WebAssembly.Memory;
  /** Free blocks in order of their addresses, no two of them adjacent. */
  readonly #free: Block[] = [];
  #end = FIRST;
  #used = 0;
  /** Bytes handed out since the last look for dropped tensors. */
  #recent = 0;
  readonly #dropped: FinalizationRegistry<Block>;

  constructor() {
    this.#memory = new WebAssembly.Memory({ initial: 16, maximum: MAX_PAGES, shared: true });
    this.#dropped = new FinalizationRegistry((block) => this.release(block));
  }

  /** What kernels import. */
  get shared(): WebAssembly.Memory {
    return this.#memory;
  }

  /** Bytes handed out and not yet given back. */
  get used(): number {
    return this.#used;
  }

  /** Bytes taken from the system. They are kept for later tensors. */
  get reserved(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Numbers, all zero, that are given back when the array is garbage. */
  floats(length: number): Float32Array {
    const block = this.allocate(4 * length);
    const view = new Float32Array(this.#buffer, block.address, length);
    view.fill(0);
    this.#dropped.register(view, block);
    return view;
  }

  /** Bytes, all zero, that are given back when the array is garbage. */
  bytes(length: number): Uint8Array {
    const block = this.allocate(length);
    const view = new Uint8Array(this.#buffer, block.address, length);
    view.fill(0);
    this.#dropped.register(view, block);
    return view;
  }

  get #buffer(): ArrayBufferLike {
    const { buffer } = this.#memory;
    buffers.add(buffer);
    return buffer;
  }

  /**
   * A block that starts at a cache line, its contents undefined.
   *
   * @throws {RangeError} If the memory cannot grow that much.
   */
  allocate(bytes: number): Block {
    const length = Math.max(LINE, Math.ceil(bytes / LINE) * LINE);
    this.#recent += length;
    if (this.#recent > Math.max(COLLECT_BYTES, this.#used / 2)) {
      this.#recent = 0;
      collectGarbage();
    }
    const found = this.#take(length) ?? this.#grow(length, bytes);
    this.#used += length;
    return found;
  }

  /** Gives a block back; adjacent free blocks become one. */
  release(block: Block): void {
    this.#used -= block.length;
    const free = this.#free;
    let index = free.findIndex((other) => other.address > block.address);
    if (index < 0) index = free.length;
    const before = free[index - 1];
    const after = free[index];
    const joined = { ...block };
    let start = index;
    let count = 0;
    if (before && before.address + before.length === block.address) {
      joined.address = before.address;
      joined.length += before.length;
      start--;
      count++;
    }
    if (after && block.address + block.length === after.address) {
      joined.length += after.length;
      count++;
    }
    free.splice(start, count, joined);
  }

  /** The smallest free block that is large enough, cut to size. */
  #take(length: number): Block | undefined {
    let best: Block | undefined;
    for (const block of this.#free) {
      if (block.length >= length && (!best || block.length < best.length)) best = block;
    }
    if (!best) return undefined;
    const address = best.address;
    best.address += length;
    best.length -= length;
    if (best.length === 0) this.#free.splice(this.#free.indexOf(best), 1);
    return { address, length };
  }

  #grow(length: number, asked: number): Block {
    const address = this.#end;
    // Kernels may read one vector past the last tensor, so a line is left over.
    const missing = address + length + LINE - this.reserved;
    if (missing > 0) {
      try {
        this.#memory.grow(Math.ceil(missing / PAGE));
      } catch {
        throw new RangeError(
          `Cannot make a tensor: ${megabytes(asked)} were asked for but ` +
            `${megabytes(this.#used)} of ${megabytes(PAGE * MAX_PAGES)} are in use, use smaller ` +
            "batches or layers, or drop networks that are no longer needed",
        );
      }
    }
    this.#end = address + length;
    return { address, length };
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
