// The blas backend: matrix products by a native library, all else by the wasm backend.

import { type Backend, checked } from "../backend.ts";
import { wasmOperations, type WasmOptions } from "../wasm/backend.ts";
import { openBlas } from "./library.ts";
import { multiply } from "./multiply.ts";

/**
 * How many values are worth the threads of wasm. They look for more work before they sleep, and keep
 * the library's own threads from the processors meanwhile.
 */
const MIN_SHARED_ELEMENTS = 500_000;

/**
 * How many products after the last job that wasm's threads shared the library may use more than one: its own
 * threads, too, look for more work before they sleep. Measured: with them a convolutional network trains
 * 1.3 times as long.
 */
const PRODUCTS_APART = 100;

/**
 * The backend for machines that have OpenBLAS, BLIS, MKL or Accelerate: their products use the
 * vectors of the processor at full width, which wasm cannot.
 *
 * Its tensors are those of the wasm backend, and so are its other operations: convolutions by
 * Winograd's method need fewer multiplications than a library's products would. Unlike there, results
 * may differ in the last bits from one machine, library or number of threads to another.
 *
 * @param options As those of `createWasmBackend`.
 * @throws {RangeError} If the number of threads is not an integer from 1 to 64.
 * @throws {Deno.errors.NotFound} If there is no library: the error says what was looked for, and how
 * to install one.
 */
export function createBlasBackend(options: WasmOptions = {}): Backend {
  const blas = openBlas();
  const wasm = wasmOperations({ ...options, minSharedElements: MIN_SHARED_ELEMENTS });
  let { sharedJobs } = wasm.pool;
  let products = 0;
  const libraryThreads = () => {
    if (sharedJobs !== wasm.pool.sharedJobs) products = 0;
    sharedJobs = wasm.pool.sharedJobs;
    return products++ < PRODUCTS_APART ? 1 : wasm.threads;
  };
  return checked({
    ...wasm,
    name: "blas",
    rounding: undefined,
    matmul(a, b, options) {
      const [m, n] = options.out.shape;
      const k = a.shape[options.transposeA ? 0 : 1];
      // One image at a time is bound by memory, not by arithmetic, and wasm skips its zeros.
      if (m <= 1 || n === 0 || k <= 1) wasm.matmul(a, b, options);
      else {
        wasm.flush();
        multiply(blas, { a, b, m, n, k, threads: libraryThreads(), ...options });
      }
    },
  });
}
