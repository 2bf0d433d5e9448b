// The wasm backend: each operation as calls of kernels on memory that both share.

import type { Backend } from "../backend.ts";
import { sizeOf, Tensor } from "../tensor.ts";
import { convolutionOperations } from "./convolutions.ts";
import { Dispatch } from "./dispatch.ts";
import { elementwiseOperations } from "./elementwise.ts";
import { imageOperations } from "./images.ts";
import { lossOperations } from "./losses.ts";
import { Allocator } from "./allocator.ts";
import { productOperations } from "./products.ts";
import { checkThreads, defaultThreads, ThreadPool } from "./thread_pool.ts";
import { updateOperations } from "./updates.ts";

/** The memory and the threads of this process, made when they are first needed. */
let shared: { allocator: Allocator; pool: ThreadPool } | undefined;

/**
 * The backend that trains fast: AssemblyScript kernels on 128-bit vectors, shared by threads.
 *
 * All backends made by one process use the same memory and the same threads, so a tensor of one can
 * be used with the others. Results are the same to the bit for any number of threads.
 *
 * @param options `threads`: how many share the work of an operation. If left out, what the
 * environment variable THREADS says, or as many as there are processors.
 * @throws {RangeError} If the number of threads is not an integer from 1 to 64.
 */
export function createWasmBackend(options: { threads?: number } = {}): Backend {
  const threads = options.threads === undefined ? defaultThreads() : checkThreads(options.threads);
  if (!shared) {
    const allocator = new Allocator();
    shared = { allocator, pool: new ThreadPool(allocator) };
  }
  const { allocator, pool } = shared;
  const dispatch = new Dispatch(allocator, { pool, threads });
  return {
    name: "wasm",
    threads,
    tensor: (shape) => new Tensor(shape, allocator.floats(sizeOf(shape))),
    bytes: (length) => allocator.bytes(length),
    ...productOperations(dispatch),
    ...elementwiseOperations(dispatch),
    ...lossOperations(dispatch),
    ...convolutionOperations(dispatch),
    ...imageOperations(dispatch),
    ...updateOperations(dispatch),
  };
}
