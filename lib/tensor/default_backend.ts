// The backend that networks use when they are not told another.

import type { Backend, BackendName } from "./backend.ts";
import { createBlasBackend } from "./blas/backend.ts";
import { referenceBackend } from "./reference/backend.ts";
import { createWasmBackend } from "./wasm/backend.ts";

let shared: Backend | undefined;

/**
 * The backend that the environment asks for: `BACKEND=reference`, `BACKEND=blas`, or `BACKEND=wasm`,
 * the default. All networks of a process share it.
 *
 * @throws {RangeError} If `BACKEND` names none that there is.
 * @throws {Deno.errors.NotFound} If it asks for blas and there is no such library.
 */
export function defaultBackend(): Backend {
  shared ??= createBackend((Deno.env.get("BACKEND") ?? "wasm") as BackendName);
  return shared;
}

/**
 * A backend by its name.
 *
 * @param name Which one.
 * @param options `threads`: how many share the work of an operation, as many as there are
 * processors if left out.
 * @throws {RangeError} If there is none of that name.
 * @throws {Deno.errors.NotFound} If blas is asked for and there is no such library.
 */
export function createBackend(name: BackendName, options: { threads?: number } = {}): Backend {
  switch (name) {
    case "reference":
      return referenceBackend;
    case "wasm":
      return createWasmBackend(options);
    case "blas":
      return createBlasBackend(options);
    default:
      throw new RangeError(
        `Cannot use the backend ${JSON.stringify(name)}: there are "reference", "wasm" and "blas"`,
      );
  }
}
