// Where the memory begins that tensors may have.

/** The first address behind the constants of the kernels. */
export function heapBase(): usize {
  return __heap_base;
}
