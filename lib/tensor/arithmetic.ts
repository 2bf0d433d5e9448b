// In which arithmetic numbers were computed: what decides about their last bits beside recipe and images.

import type { Backend } from "./backend.ts";

/**
 * The version of kernels and of functions such as `exp`. It is raised when the same training comes to end
 * in other weights since sums are added up in another order, or a function gives other bits.
 */
const ARITHMETIC_VERSION = 1;

/**
 * The kinds of arithmetic.
 *
 * - `portable`: the kernels' own, products and sums rounded once and in one order: the same bits on every
 *   machine.
 * - `fast`: the kernels' too, but rounded twice: the same bits only where that is chosen.
 * - `blas`: matrix products as a library of the machine computes them.
 * - `reference`: plain loops, with the exponential function of the engine.
 */
export type ArithmeticKind = "portable" | "fast" | "blas" | "reference";

/** Each of them in words. */
const kinds: Readonly<Record<ArithmeticKind, string>> = {
  portable: "the bits of every machine",
  fast: "fast rounding",
  blas: "this machine's BLAS library",
  reference: "plain loops",
};

/** All kinds of arithmetic, the one that is the same on every machine first. */
export const arithmeticKinds = Object.keys(kinds) as readonly ArithmeticKind[];

/** What numbers were computed in. */
export interface Arithmetic {
  /** "portable" if every machine gets the same bits, by fused or exact rounding. */
  readonly kind: ArithmeticKind;
  /** Counts from 1: raised when kernels, or functions such as `exp`, come to give other bits. */
  readonly version: number;
}

/** What was computed in before that was written down, and what it is that a record need not say. */
export const firstArithmetic: Arithmetic = { kind: "portable", version: 1 };

/**
 * What a backend computes in.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { arithmeticOf } from "./arithmetic.ts";
 * import { referenceBackend } from "./reference/backend.ts";
 *
 * assertEquals(arithmeticOf(referenceBackend).kind, "reference");
 * ```
 */
export function arithmeticOf({ name, rounding }: Pick<Backend, "name" | "rounding">): Arithmetic {
  const kind = name !== "wasm" ? name : rounding === "fast" ? "fast" : "portable";
  return { kind, version: ARITHMETIC_VERSION };
}

/** Arithmetic in words: "fast rounding, version 1". */
export function describeArithmetic({ kind, version }: Arithmetic): string {
  return `${kinds[kind]}, version ${version}`;
}

/** Whether numbers are the same to the bit, as far as it is up to arithmetic. */
export function isSameArithmetic(first: Arithmetic, second: Arithmetic): boolean {
  return first.kind === second.kind && first.version === second.version;
}

/** What to tell whoever trains, if other machines will not get the same bits. */
export function arithmeticNotice({ kind }: Arithmetic): string | undefined {
  if (kind !== "fast" && kind !== "blas") return undefined;
  return `Computed by ${
    kinds[kind]
  }: to the bit, these weights are not those that other machines get. ` +
    `Published records and models are not replaced by them.`;
}
