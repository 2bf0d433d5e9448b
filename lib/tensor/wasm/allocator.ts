// The memory that tensors and kernels share, and who owns which part of it.

import { collectGarbage } from "./collect.ts";

const PAGE = 65_536;
/** So many bytes of new tensors, or half of all there are, are a reason to look for dropped ones. */
const COLLECT_BYTES = 64 * 2 ** 20;
/** A cache line: blocks start at one, and are some long. */
const LINE = 64;

/** A part of the memory: its first byte and its length. */
export interface Block {
  readonly address: number;
  readonly length: number;
}

/**
 * Memory handed out in blocks and taken back when nobody holds them any more.
 *
 * It is shared between threads. Growing shared memory never moves it, so views stay good for ever.
 */
export class Allocator {
  readonly #memory: WebAssembly.Memory;
  readonly #maxBytes: number;
  /** Growing gives the memory another buffer object; views keep the one they were made with. */
  readonly #buffers = new WeakSet<ArrayBufferLike>();
  /** Free blocks in order of their addresses, no two of them adjacent. */
  readonly #free: Block[] = [];
  #end: number;
  #used = 0;
  /** Bytes handed out since the last look for dropped tensors. */
  #recent = 0;
  readonly #dropped: FinalizationRegistry<Block>;

  /**
   * @param memory Whose pages are handed out.
   * @param options `start`: the first address that may be handed out, behind what is there already;
   * `maxPages`: how far the memory can grow.
   */
  constructor(
    memory: WebAssembly.Memory,
    { start, maxPages }: { start: number; maxPages: number },
  ) {
    this.#memory = memory;
    this.#maxBytes = PAGE * maxPages;
    this.#end = lines(start);
    this.#dropped = new FinalizationRegistry((block) => this.release(block));
  }

  /** What kernels import. */
  get memory(): WebAssembly.Memory {
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
    this.#buffers.add(buffer);
    return buffer;
  }

  /** Whether a view on this buffer is a view on this memory. */
  owns(buffer: ArrayBufferLike): boolean {
    return this.#buffers.has(buffer);
  }

  /**
   * A block that starts at a cache line, its contents undefined.
   *
   * @throws {RangeError} If the memory cannot grow that much.
   */
  allocate(bytes: number): Block {
    const length = Math.max(LINE, lines(bytes));
    this.#recent += length;
    if (this.#recent > Math.max(COLLECT_BYTES, this.#used / 2)) {
      this.#recent = 0;
      collectGarbage();
    }
    const block = this.#take(length) ?? this.#grow(length, bytes);
    this.#used += length;
    return block;
  }

  /** Gives a block back; adjacent free blocks become one. */
  release(block: Block): void {
    this.#used -= block.length;
    const free = this.#free;
    let index = free.findIndex(({ address }) => address > block.address);
    if (index < 0) index = free.length;
    let { address, length } = block;
    let start = index;
    let end = index;
    const before = free[index - 1];
    if (before && before.address + before.length === address) {
      address = before.address;
      length += before.length;
      start--;
    }
    const after = free[index];
    if (after && block.address + block.length === after.address) {
      length += after.length;
      end++;
    }
    free.splice(start, end - start, { address, length });
  }

  /** The start of the smallest free block that is large enough. */
  #take(length: number): Block | undefined {
    const free = this.#free;
    let best = -1;
    for (let i = 0; i < free.length; i++) {
      if (free[i].length < length) continue;
      if (best < 0 || free[i].length < free[best].length) best = i;
    }
    if (best < 0) return undefined;
    const block = free[best];
    const rest = { address: block.address + length, length: block.length - length };
    if (rest.length === 0) free.splice(best, 1);
    else free[best] = rest;
    return { address: block.address, length };
  }

  #grow(length: number, asked: number): Block {
    const address = this.#end;
    // Kernels may read up to 15 numbers past the last tensor, so a line is left over.
    const missing = address + length + LINE - this.reserved;
    if (missing > 0) {
      try {
        this.#memory.grow(Math.ceil(missing / PAGE));
      } catch {
        throw new RangeError(
          `Cannot make a tensor: ${megabytes(asked)} were asked for but ` +
            `${megabytes(this.#used)} of ${megabytes(this.#maxBytes)} are in use, use smaller ` +
            "batches or layers, or drop networks that are no longer needed",
        );
      }
    }
    this.#end = address + length;
    return { address, length };
  }
}

/** So many bytes as whole cache lines. */
function lines(bytes: number): number {
  return LINE * Math.ceil(bytes / LINE);
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
