// What runs the networks of a pad.

import type { Backend } from "../../tensor/backend.ts";
import { referenceBackend } from "../../tensor/reference/backend.ts";
import { createWasmBackend } from "../../tensor/wasm/backend.ts";
import type { KernelOptions } from "../../tensor/wasm/kernels.ts";

/**
 * The kernels, or plain loops where a page must do without: some browsers run no WebAssembly, and some
 * pages may not.
 */
export function padBackend(kernels: KernelOptions["kernels"]): Backend {
  try {
    // A page itself may not wait for threads.
    return createWasmBackend({ kernels, threads: 1 });
  } catch {
    return referenceBackend;
  }
}
