// The backends by name, and the one that networks use when they are given none.

import type { Backend, BackendName } from "./backend.ts";
import { createBlasBackend } from "./blas/backend.ts";
import { defaultBackendName } from "./environment.ts";
import { referenceBackend } from "./reference/backend.ts";
import { createWasmBackend, type WasmOptions } from "./wasm/backend.ts";

/** How each backend is made. */
const factories: Readonly<Record<BackendName, (options: WasmOptions) => Backend>> = {
  reference: () => referenceBackend,
  wasm: createWasmBackend,
  blas: createBlasBackend,
};

let shared: Backend | undefined;

/**
 * The backend that the environment asks for: `BACKEND=reference`, `BACKEND=blas`, or `BACKEND=wasm`,
 * the default. All networks of a process share it.
 *
 * @throws {RangeError} If `BACKEND` names none that there is, or `THREADS` is no number of threads.
 * @throws {TypeError} If there are no kernels, as in a web page: make a backend of given ones there.
 * @throws {Deno.errors.NotFound} If it asks for blas and there is no such library.
 */
export function defaultBackend(): Backend {
  shared ??= createBackend(defaultBackendName());
  return shared;
}

/**
 * A backend by its name.
 *
 * @param name Which one.
 * @param options For wasm and blas, `threads`, `kernels` and `rounding` as in `createWasmBackend`.
 * @throws {RangeError} If there is none of that name, or the number of threads is not possible.
 * @throws {TypeError} If there are no kernels that can be compiled.
 * @throws {Deno.errors.NotFound} If blas is asked for and there is no such library.
 */
export function createBackend(name: BackendName, options: WasmOptions = {}): Backend {
  if (!Object.hasOwn(factories, name)) {
    throw new RangeError(
      `Cannot use the backend ${JSON.stringify(name)}: known are ` +
        `${Object.keys(factories).join(", ")}; set BACKEND or the option accordingly`,
    );
  }
  return factories[name](options);
}
