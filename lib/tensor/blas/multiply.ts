// The matrix product as a call of the library's `cblas_sgemm`.

import type { MatmulOptions } from "../operations/matmul.ts";
import type { Tensor } from "../tensor.ts";
import type { Blas } from "./library.ts";

// The numbers that cblas.h gives these words.
const ROW_MAJOR = 101;
const NO_TRANSPOSE = 111;
const TRANSPOSE = 112;

/** The number of threads that the library was told last. */
let lastThreadCount: number | undefined;

/** `out = alpha * a b + bias`, or `out += alpha * a b`, for a of m x k and b of k x n. */
export function multiply(
  blas: Blas,
  { a, b, out, m, n, k, threads, ...options }: MatmulOptions & {
    a: Tensor;
    b: Tensor;
    m: number;
    n: number;
    k: number;
    threads: number;
  },
): void {
  const { transposeA = false, transposeB = false, alpha = 1, accumulate = false, bias } = options;
  if (threads !== lastThreadCount) {
    blas.setThreads(threads);
    lastThreadCount = threads;
  }
  const withBias = bias !== undefined && !accumulate;
  if (withBias) fillRows(out.data, bias.data);
  blas.sgemm(
    ROW_MAJOR,
    transposeA ? TRANSPOSE : NO_TRANSPOSE,
    transposeB ? TRANSPOSE : NO_TRANSPOSE,
    m,
    n,
    k,
    alpha,
    native(a),
    transposeA ? m : k,
    native(b),
    transposeB ? k : n,
    accumulate || withBias ? 1 : 0,
    native(out),
    n,
  );
}

/** Makes all rows the same, by copying what is there already. */
function fillRows(out: Float32Array, row: Float32Array): void {
  out.set(row);
  for (let filled = row.length; filled < out.length; filled *= 2) out.copyWithin(filled, 0, filled);
}

/** The memory is shared between threads, which Deno allows for native functions but does not declare. */
function native({ data }: Tensor): Float32Array<ArrayBuffer> {
  return data as Float32Array<ArrayBuffer>;
}
