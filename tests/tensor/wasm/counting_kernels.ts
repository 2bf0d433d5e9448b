// Kernels for the tests of the queue: they count how often each item was done, or fail.

/** Where the counts lie in the memory. */
const COUNTS = 32_768;

/** How often each item was done. */
export function countsIn(memory: WebAssembly.Memory, items: number): Int32Array {
  return new Int32Array(memory.buffer, COUNTS, items);
}

/** Kernels on a memory, the same in every thread. */
export function countingKernels(memory: WebAssembly.Memory) {
  const counts = countsIn(memory, 4000);
  let turn = 0;
  return {
    /** Counts each of its items up by one. */
    count(_a: number, _b: number, first: number, last: number) {
      for (let i = first; i < last; i++) Atomics.add(counts, i, 1);
    },
    /** Fails in the chunk that has the item `bad`. */
    failAt(bad: number, first: number, last: number) {
      if (first <= bad && bad < last) throw new WebAssembly.RuntimeError(`item ${bad} is bad`);
    },
    /** Fails in every thread but the first, which waits for that to happen. Count 0 says that it did. */
    failElsewhere(_first: number, _last: number, scratch: number) {
      if (scratch !== 0) {
        Atomics.store(counts, 0, 1);
        throw new WebAssembly.RuntimeError("out of bounds");
      }
      while (Atomics.load(counts, 0) === 0);
    },
    /** Notes which call of this kernel it was that did an item, as the count `start` further on. */
    noteTurn(start: number, first: number, last: number) {
      counts.fill(++turn, start + first, start + last);
    },
    /** Notes the memory that it was given, as the count of each of its items. */
    scratchOf(first: number, last: number, scratch: number) {
      for (let i = first; i < last; i++) Atomics.store(counts, i, scratch);
    },
  };
}
