// Every kernel on every backend of this machine: `deno bench -A lib/bench/kernels_bench.ts`.

import { type Backend, type BackendName, createBackend } from "../tensor/mod.ts";
import { benchName } from "./kernel_results.ts";
import { kernelCases } from "./kernels.ts";

const processors = navigator.hardwareConcurrency;
const counts = processors === 1 ? [1] : [1, processors];
const backends = [...backendsOf("wasm"), ...backendsOf("blas")];

for (const { name: group, prepare, blas } of kernelCases) {
  for (const backend of backends) {
    if (backend.name === "blas" && !blas) continue;
    // Made when its turn comes: all tensors of all kernels at once would be a lot of memory.
    let call: (() => void) | undefined;
    Deno.bench(benchName(backend), { group }, () => (call ??= prepare(backend))());
  }
}

/** A backend with one thread and one with all; none if its library is not installed. */
function backendsOf(name: BackendName): Backend[] {
  try {
    return counts.map((threads) => createBackend(name, { threads }));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
