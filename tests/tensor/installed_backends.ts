// The fast backends of this machine: wasm, and blas where a library is installed.

import { type Backend, createBackend } from "../../lib/tensor/mod.ts";

/** The blas backend, or undefined on a machine without a library. */
export const blas: Backend | undefined = blasBackend();

/** Each with one thread. */
export const fastBackends: readonly Backend[] = [
  createBackend("wasm", { threads: 1 }),
  ...blas ? [blas] : [],
];

function blasBackend(): Backend | undefined {
  try {
    return createBackend("blas", { threads: 1 });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
