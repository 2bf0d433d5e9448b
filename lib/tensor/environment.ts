// What the environment says of backends, threads and rounding: BACKEND, THREADS and ROUNDING are read
// here and nowhere else.

import type { BackendName } from "./backend.ts";
import { assertRounding, type Rounding } from "./wasm/rounding.ts";
import { MAX_THREADS } from "./wasm/work_queue.ts";

/** The backend to use where nobody names one: what BACKEND says, or wasm. */
export function defaultBackendName(): BackendName {
  // Whether there is such a backend is for createBackend to say, as it must of all names.
  return (variable("BACKEND") ?? "wasm") as BackendName;
}

/**
 * How many threads to use where nobody gives a number: what THREADS says, or as many as there are
 * processors.
 *
 * @throws {RangeError} If THREADS is not an integer from 1 to 64.
 */
export function defaultThreads(): number {
  const value = variable("THREADS");
  if (value === undefined) return Math.min(navigator.hardwareConcurrency, MAX_THREADS);
  return checkThreads(Number(value), { found: `THREADS=${value}` });
}

/**
 * How products and sums are to be rounded where nobody says it: what ROUNDING says.
 *
 * @returns Nothing if it is not set: then in the fastest way that gives the bits that all machines give.
 * @throws {RangeError} If ROUNDING is no way to round.
 */
export function defaultRounding(): Rounding | undefined {
  const value = variable("ROUNDING");
  if (value !== undefined) assertRounding(value);
  return value;
}

/**
 * Checks a number of threads.
 *
 * @param options `found`: what the number is called in the error.
 * @throws {RangeError} If it is not an integer from 1 to 64.
 */
export function checkThreads(
  threads: number,
  { found = `${threads} threads` }: { found?: string } = {},
): number {
  if (Number.isInteger(threads) && threads >= 1 && threads <= MAX_THREADS) return threads;
  throw new RangeError(
    `Cannot use ${found}: the number of threads must be an integer from 1 to ${MAX_THREADS}`,
  );
}

/** A variable of the environment. One that is empty counts as not set; a web page has none. */
function variable(name: string): string | undefined {
  return typeof Deno === "undefined" ? undefined : Deno.env.get(name) || undefined;
}
