// How products and sums are rounded, and which way this machine can go: found out by computing.
//
// A processor that has the instruction computes a b + c with one rounding, by way of WebAssembly's relaxed
// SIMD; one that has not rounds twice there, silently, and some engines do not have relaxed SIMD at all.

/**
 * How products and sums are rounded.
 *
 * - `fused`: once, by the processor's own instruction.
 * - `exact`: once, to the same bits, by arithmetic: slower, but it works everywhere.
 * - `fast`: twice, to other bits, for those who prefer speed where there is no such instruction.
 */
export type Rounding = "fused" | "exact" | "fast";

/** All ways to round, by the number that kernels export as `ROUNDING_MODE`. */
export const roundings: readonly Rounding[] = ["fused", "exact", "fast"];

/** The file with the kernels of each. */
export const kernelFiles: Readonly<Record<Rounding, string>> = {
  fused: "kernels.wasm",
  exact: "kernels_exact.wasm",
  fast: "kernels_fast.wasm",
};

/** @throws {RangeError} If it is no way to round. */
export function assertRounding(rounding: string): asserts rounding is Rounding {
  if (Object.hasOwn(kernelFiles, rounding)) return;
  throw new RangeError(
    `Cannot round ${JSON.stringify(rounding)}: known are ${
      roundings.join(", ")
    }; set ROUNDING or the ` +
      "option accordingly",
  );
}

/** A module of two functions, a b + c and c - a b, by relaxed SIMD: the least that shows how it rounds. */
const PROBE = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
  ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7d, 0x7d, 0x7d, 0x01, 0x7d], // (f32, f32, f32) -> f32
  ...[0x03, 0x03, 0x02, 0x00, 0x00], // two functions of this type
  ...[0x07, 0x0d, 0x02, 0x03, 0x61, 0x64, 0x64, 0x00, 0x00, 0x03, 0x73, 0x75, 0x62, 0x00, 0x01],
  ...[0x0a, 0x2b, 0x02], // code
  ...probeFunction(0x05),
  ...probeFunction(0x06),
];

/** The splats of three arguments, relaxed_madd or relaxed_nmadd by its number, and the first lane. */
function probeFunction(operation: number): number[] {
  const splats = [0, 1, 2].flatMap((index) => [0x20, index, 0xfd, 0x13]);
  const body = [0x00, ...splats, 0xfd, 0x80 | operation, 0x02, 0xfd, 0x1f, 0x00, 0x0b];
  return [body.length, ...body];
}

/** How kernels must be built for this machine and this engine, to give the bits that all others give. */
export function findRounding(): "fused" | "exact" {
  const bytes = new Uint8Array(PROBE);
  if (!WebAssembly.validate(bytes)) return "exact";
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { add, sub } = exports as Record<string, (a: number, b: number, c: number) => number>;
  // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24, of which the last part is lost if the product is rounded.
  const a = 1 + 2 ** -12;
  const c = 1 + 2 ** -11;
  return add(a, a, -c) === 2 ** -24 && sub(a, a, c) === -(2 ** -24) ? "fused" : "exact";
}
