// What an environment variable says can also be said as an option, for shells without `NAME=value command`.

/** How the trainings and networks of a program are computed: options for {@linkcode runCommand}. */
export const environmentOptions = {
  backend: { type: "string" },
  threads: { type: "string" },
  rounding: { type: "string" },
  "blas-library": { type: "string" },
} as const;

/** The variable that each option stands for. */
const variables: { readonly [option: string]: string } = {
  backend: "BACKEND",
  threads: "THREADS",
  rounding: "ROUNDING",
  "blas-library": "BLAS_LIBRARY",
  retrain: "RETRAIN",
  queue: "QUEUE",
  nkey: "QUEUE_NKEY",
  ca: "QUEUE_CA",
  verify: "QUEUE_VERIFY",
};

/**
 * The environment variables that options stand for.
 *
 * @param values The options that were given; those that stand for no variable are passed over.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { environmentOf } from "./environment_options.ts";
 *
 * const values = { threads: "2", retrain: true, all: true };
 * assertEquals(environmentOf(values), { THREADS: "2", RETRAIN: "1" });
 * ```
 */
export function environmentOf(
  values: { readonly [option: string]: unknown },
): Record<string, string> {
  const given = Object.entries(values)
    .filter(([option, value]) => value !== undefined && Object.hasOwn(variables, option))
    .map(([option, value]) => [variables[option], value === true ? "1" : String(value)]);
  return Object.fromEntries(given);
}

/**
 * Sets the environment variables that options stand for, in this program.
 *
 * @param values The options that were given. Nothing must have been computed yet.
 */
export function setEnvironment(values: { readonly [option: string]: unknown }): void {
  for (const [name, value] of Object.entries(environmentOf(values))) Deno.env.set(name, value);
}
